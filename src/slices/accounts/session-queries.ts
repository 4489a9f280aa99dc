import type { Db } from '../../platform/db/database.ts'
import type { Instant } from '../../platform/time.ts'
import { hasFactor } from './member-queries.ts'
import type { Actor, Role, Session } from './types.ts'

interface NewSession {
  id: string
  tokenHash: string
  memberId: string
  browser: string
  at: Instant
  expiresAt: Instant
  signedInAt?: Instant
  factorAt?: Instant
}

export async function insertSession(db: Db, session: NewSession): Promise<void> {
  await db
    .insertInto('sessions')
    .values({
      id: session.id,
      token_hash: session.tokenHash,
      member_id: session.memberId,
      browser: session.browser,
      created_at: session.at,
      last_seen_at: session.at,
      expires_at: session.expiresAt,
      signed_in_at: session.signedInAt ?? null,
      factor_at: session.factorAt ?? null,
    })
    .execute()
}

/** A session with whom it belongs to. `isPending`: the second factor is still missing. */
export interface FoundSession {
  actor: Actor
  isPending: boolean
  lastSeenAt: Instant
}

/** The session behind a cookie, unless it has ended. */
export async function findSession(
  db: Db,
  tokenHash: string,
  { now, idleSince }: { now: Instant; idleSince: Instant },
): Promise<FoundSession | undefined> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('members', 'members.id', 'sessions.member_id')
    .innerJoin('organisations', 'organisations.id', 'members.organisation_id')
    .select([
      'sessions.id as session_id',
      'sessions.last_seen_at',
      'sessions.signed_in_at',
      'sessions.factor_at',
      'members.id as member_id',
      'members.email',
      'members.name',
      'members.role',
      'organisations.id as organisation_id',
      'organisations.name as organisation_name',
      'organisations.host_since',
      hasFactor.as('has_factor'),
    ])
    .where('sessions.token_hash', '=', tokenHash)
    .where('sessions.expires_at', '>', now)
    .where('sessions.last_seen_at', '>', idleSince)
    .where('members.removed_at', 'is', null)
    .executeTakeFirst()
  if (!row) return undefined
  const { organisation_id: id, organisation_name: name, host_since: hostSince } = row
  return {
    actor: {
      memberId: row.member_id,
      organisation: { id, name, isHost: hostSince !== null },
      email: row.email,
      name: row.name,
      role: row.role as Role,
      sessionId: row.session_id,
      hasFactor: Number(row.has_factor) === 1,
      factorAt: row.factor_at ?? undefined,
    },
    isPending: row.signed_in_at === null,
    lastSeenAt: row.last_seen_at,
  }
}

/** Sessions of one member that go on, the newest first. */
export async function listSessions(
  db: Db,
  memberId: string,
  { now, idleSince }: { now: Instant; idleSince: Instant },
): Promise<Session[]> {
  const rows = await db
    .selectFrom('sessions')
    .selectAll()
    .where('member_id', '=', memberId)
    .where('signed_in_at', 'is not', null)
    .where('expires_at', '>', now)
    .where('last_seen_at', '>', idleSince)
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    memberId: row.member_id,
    browser: row.browser,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    factorAt: row.factor_at ?? undefined,
  }))
}

export async function markSeen(db: Db, id: string, at: Instant): Promise<void> {
  await db.updateTable('sessions').set({ last_seen_at: at }).where('id', '=', id).execute()
}

export async function markFactorShown(db: Db, id: string, at: Instant): Promise<void> {
  await db.updateTable('sessions').set({ factor_at: at }).where('id', '=', id).execute()
}

/** Returns how many were deleted: one session of a member, all of them, or all but one. */
export async function deleteSessions(
  db: Db,
  memberId: string,
  which: { id?: string; except?: string } = {},
): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('sessions')
    .where('member_id', '=', memberId)
    .$if(which.id !== undefined, (query) => query.where('id', '=', which.id ?? ''))
    .$if(which.except !== undefined, (query) => query.where('id', '!=', which.except ?? ''))
    .executeTakeFirst()
  return Number(numDeletedRows)
}

export async function deleteSessionByToken(db: Db, tokenHash: string): Promise<void> {
  await db.deleteFrom('sessions').where('token_hash', '=', tokenHash).execute()
}

export async function deleteEndedSessions(
  db: Db,
  { now, idleSince }: { now: Instant; idleSince: Instant },
): Promise<void> {
  await db
    .deleteFrom('sessions')
    .where((where) =>
      where.or([where('expires_at', '<=', now), where('last_seen_at', '<=', idleSince)]),
    )
    .execute()
}
