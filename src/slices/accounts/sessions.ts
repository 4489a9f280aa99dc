import { randomBytes } from 'node:crypto'
import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { addMs, type Instant } from '../../platform/time.ts'
import { recordAct, selfSubject } from './audit/record.ts'
import {
  deleteSessionByToken,
  deleteSessions,
  type FoundSession,
  findSession,
  insertSession,
  listSessions,
  markSeen,
} from './session-queries.ts'
import {
  type Actor,
  PENDING_MS,
  SEEN_STEP_MS,
  SESSION_IDLE_MS,
  SESSION_MAX_MS,
  type Session,
} from './types.ts'

type SessionDeps = Pick<Deps, 'clock' | 'secrets'>

interface Opening {
  memberId: string
  /** As the browser names itself. */
  userAgent: string | undefined
  /** What the browser sent along; that session ends, so that nobody can prepare one for others. */
  oldToken: string | undefined
  stage: 'pending' | 'signed_in'
  hasShownFactor: boolean
}

/**
 * Opens a session in the caller's transaction and ends the one that the browser had before.
 *
 * @returns the value of the cookie; only its keyed hash is kept
 */
export async function openSession(
  tx: Db,
  { clock, secrets }: SessionDeps,
  { memberId, userAgent, oldToken, stage, hasShownFactor }: Opening,
): Promise<string> {
  const now = clock.now()
  const token = randomBytes(32).toString('base64url')
  if (oldToken) await deleteSessionByToken(tx, hashToken(secrets, oldToken))
  await insertSession(tx, {
    id: newId(),
    tokenHash: hashToken(secrets, token),
    memberId,
    browser: nameBrowser(userAgent),
    at: now,
    expiresAt: addMs(now, stage === 'pending' ? PENDING_MS : SESSION_MAX_MS),
    signedInAt: stage === 'signed_in' ? now : undefined,
    factorAt: hasShownFactor ? now : undefined,
  })
  return token
}

/** The session behind a cookie, noting that it is in use; undefined when it has ended. */
export async function resumeSession(
  { db, reader, clock, secrets }: SessionDeps & Pick<Deps, 'db' | 'reader'>,
  token: string | undefined,
): Promise<FoundSession | undefined> {
  if (!token) return undefined
  const now = clock.now()
  const found = await findSession(reader, hashToken(secrets, token), bounds(now))
  if (found && !found.isPending && found.lastSeenAt <= addMs(now, -SEEN_STEP_MS)) {
    await markSeen(db, found.actor.sessionId, now)
  }
  return found
}

/** The actor's sessions that go on, the newest first. */
export async function listOwnSessions(
  { reader, clock }: Pick<Deps, 'reader' | 'clock'>,
  actor: Actor,
): Promise<Session[]> {
  return listSessions(reader, actor.memberId, bounds(clock.now()))
}

/** Signs out of this browser. Doing it again changes nothing. */
export async function endSession(
  { db, secrets }: Pick<Deps, 'db' | 'secrets'>,
  token: string | undefined,
): Promise<void> {
  if (token) await deleteSessionByToken(db, hashToken(secrets, token))
}

/**
 * Ends one of the actor's own sessions, or all but the one they are in.
 *
 * @throws AppError `not_found` the actor has no such session
 */
export async function endOwnSessions(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  actor: Actor,
  which: { id: string } | 'others',
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const chosen = which === 'others' ? { except: actor.sessionId } : which
    const ended = await deleteSessions(tx, actor.memberId, chosen)
    if (ended === 0 && which !== 'others')
      throw new AppError('not_found', 'accounts.session_unknown')
    await recordAct(tx, {
      at: clock.now(),
      actor,
      act: 'accounts.act_sessions_ended',
      subject: selfSubject(actor),
    })
  })
}

export function bounds(now: Instant): { now: Instant; idleSince: Instant } {
  return { now, idleSince: addMs(now, -SESSION_IDLE_MS) }
}

function hashToken(secrets: Pick<Deps['secrets'], 'hash'>, token: string): string {
  return secrets.hash('session', token)
}

/** Enough to tell one's own browsers apart; the rest of what browsers say is not kept. */
function nameBrowser(userAgent = ''): string {
  const browsers = ['Firefox', 'Edg', 'OPR', 'Chrome', 'Safari']
  const systems = ['Android', 'iPhone', 'iPad', 'Windows', 'Mac OS', 'Linux']
  const browser = browsers.find((name) => userAgent.includes(`${name}/`))
  const system = systems.find((name) => userAgent.includes(name))
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', 'Mac OS': 'macOS' }
  const words = [browser, system].filter((word) => word !== undefined)
  return words.map((word) => names[word] ?? word).join(', ')
}
