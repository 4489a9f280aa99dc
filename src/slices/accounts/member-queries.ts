import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import type { Instant } from '../../platform/time.ts'
import type { Invitation, Member, Organisation, Role } from './types.ts'

/** The organisation that runs this site; undefined before somebody has set it up. */
export async function findHost(db: Db): Promise<Organisation | undefined> {
  const row = await db
    .selectFrom('organisations')
    .select(['id', 'name'])
    .where('host_since', 'is not', null)
    .orderBy('host_since')
    .limit(1)
    .executeTakeFirst()
  return row && { ...row, isHost: true }
}

export async function findOrganisationByName(
  db: Db,
  name: string,
): Promise<Organisation | undefined> {
  const row = await db
    .selectFrom('organisations')
    .select(['id', 'name', 'host_since'])
    .where('name', '=', name)
    .executeTakeFirst()
  return row && { id: row.id, name: row.name, isHost: row.host_since !== null }
}

export async function insertOrganisation(
  db: Db,
  { name, isHost, at }: { name: string; isHost: boolean; at: Instant },
): Promise<Organisation> {
  const id = newId()
  await db
    .insertInto('organisations')
    .values({ id, name, created_at: at, host_since: isHost ? at : null })
    .execute()
  return { id, name, isHost }
}

interface NewMember {
  id: string
  organisationId: string
  email: string
  name: string
  role: Role
  passwordHash: string
  at: Instant
}

/** @throws a unique violation when somebody has this address */
export async function insertMember(db: Db, member: NewMember): Promise<void> {
  await db
    .insertInto('members')
    .values({
      id: member.id,
      organisation_id: member.organisationId,
      email: member.email,
      name: member.name,
      role: member.role,
      password_hash: member.passwordHash,
      created_at: member.at,
      removed_at: null,
    })
    .execute()
}

export async function findMember(db: Db, id: string): Promise<Member | undefined> {
  const row = await selectMembers(db).where('members.id', '=', id).executeTakeFirst()
  return row && toMember(row)
}

export async function findMemberByEmail(db: Db, email: string): Promise<Member | undefined> {
  const row = await selectMembers(db).where('members.email', '=', email).executeTakeFirst()
  return row && toMember(row)
}

/** Those of one organisation, in the order in which they came. */
export async function listMembers(db: Db, organisationId: string): Promise<Member[]> {
  const rows = await selectMembers(db)
    .where('members.organisation_id', '=', organisationId)
    .orderBy('members.id')
    .execute()
  return rows.map(toMember)
}

export async function findPasswordHash(db: Db, memberId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('members')
    .select('password_hash')
    .where('id', '=', memberId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return row?.password_hash
}

export async function updatePasswordHash(db: Db, memberId: string, hash: string): Promise<void> {
  await db
    .updateTable('members')
    .set({ password_hash: hash })
    .where('id', '=', memberId)
    .where('removed_at', 'is', null)
    .execute()
}

/** Returns false when the role was changed in the meantime, or the member is gone. */
export async function updateRole(
  db: Db,
  memberId: string,
  { from, to }: { from: Role; to: Role },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('members')
    .set({ role: to })
    .where('id', '=', memberId)
    .where('role', '=', from)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Returns false when the member was removed already. */
export async function markRemoved(db: Db, memberId: string, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('members')
    .set({ removed_at: at })
    .where('id', '=', memberId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Of one organisation, or of the whole installation. */
export async function countAdministrators(db: Db, organisationId?: string): Promise<number> {
  const { count } = await db
    .selectFrom('members')
    .select((select) => select.fn.countAll().as('count'))
    .where('role', '=', 'administrator')
    .where('removed_at', 'is', null)
    .$if(organisationId !== undefined, (query) =>
      query.where('organisation_id', '=', organisationId ?? ''),
    )
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function insertInvitation(
  db: Db,
  invitation: Invitation & { invitedBy?: string },
): Promise<void> {
  await db
    .insertInto('invitations')
    .values({
      id: invitation.id,
      organisation_id: invitation.organisationId,
      email: invitation.email ?? null,
      role: invitation.role,
      invited_by: invitation.invitedBy ?? null,
      created_at: invitation.createdAt,
      expires_at: invitation.expiresAt,
      used_at: null,
      revoked_at: null,
    })
    .execute()
}

/** One that can still be used. */
export async function findOpenInvitation(
  db: Db,
  id: string,
  now: Instant,
): Promise<Invitation | undefined> {
  const row = await selectOpenInvitations(db, now).where('id', '=', id).executeTakeFirst()
  return row && toInvitation(row)
}

/** Those of one organisation that can still be used, the oldest first. */
export async function listOpenInvitations(
  db: Db,
  organisationId: string,
  now: Instant,
): Promise<Invitation[]> {
  const rows = await selectOpenInvitations(db, now)
    .where('organisation_id', '=', organisationId)
    .where('email', 'is not', null)
    .orderBy('id')
    .execute()
  return rows.map(toInvitation)
}

/** Returns false when it was used or revoked in the meantime. */
export async function markInvitationUsed(db: Db, id: string, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('invitations')
    .set({ used_at: at })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Returns how many of these can no longer be used; `email` null means those of the installer. */
export async function revokeInvitations(
  db: Db,
  which: { id: string; organisationId: string } | { email: string | null },
  at: Instant,
): Promise<number> {
  let query = db
    .updateTable('invitations')
    .set({ revoked_at: at })
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
  if ('id' in which) {
    query = query
      .where('id', '=', which.id)
      .where('organisation_id', '=', which.organisationId)
      .where('email', 'is not', null)
  } else {
    query = query.where('email', which.email === null ? 'is' : '=', which.email)
  }
  const { numUpdatedRows } = await query.executeTakeFirst()
  return Number(numUpdatedRows)
}

function selectOpenInvitations(db: Db, now: Instant) {
  return db
    .selectFrom('invitations')
    .selectAll()
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
}

interface InvitationRow {
  id: string
  organisation_id: string
  email: string | null
  role: string
  created_at: Instant
  expires_at: Instant
}

function toInvitation(row: InvitationRow): Invitation {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    email: row.email ?? undefined,
    role: row.role as Role,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }
}

/** Whether a member has an authenticator app or a passkey, as 0 or 1. */
export const hasFactor = sql<number>`case when exists
    (select 1 from authenticators
      where authenticators.member_id = members.id and confirmed_at is not null)
  or exists (select 1 from passkeys where passkeys.member_id = members.id)
  then 1 else 0 end`

function selectMembers(db: Db) {
  return db
    .selectFrom('members')
    .innerJoin('organisations', 'organisations.id', 'members.organisation_id')
    .select([
      'members.id',
      'members.email',
      'members.name',
      'members.role',
      'members.created_at',
      'organisations.id as organisation_id',
      'organisations.name as organisation_name',
      'organisations.host_since',
      hasFactor.as('has_factor'),
    ])
    .where('members.removed_at', 'is', null)
}

function toMember(row: {
  id: string
  email: string
  name: string
  role: string
  created_at: Instant
  organisation_id: string
  organisation_name: string
  host_since: Instant | null
  has_factor: number
}): Member {
  return {
    id: row.id,
    organisation: {
      id: row.organisation_id,
      name: row.organisation_name,
      isHost: row.host_since !== null,
    },
    email: row.email,
    name: row.name,
    role: row.role as Role,
    createdAt: row.created_at,
    hasFactor: Number(row.has_factor) === 1,
  }
}
