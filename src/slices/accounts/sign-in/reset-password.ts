import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { newId } from '../../../platform/ids.ts'
import { addMs, HOUR_MS } from '../../../platform/time.ts'
import { memberSubject, recordAct, selfSubject } from '../audit/record.ts'
import { accountLink, readAccountLink } from '../links.ts'
import {
  findMember,
  findMemberByEmail,
  findPasswordHash,
  updatePasswordHash,
} from '../member-queries.ts'
import { canonicalEmail } from '../members/invite.ts'
import { hashPassword, passwordProblem, verifyPassword } from '../password.ts'
import { deleteSessions } from '../session-queries.ts'
import { accountChanged, resetAsked } from '../topics.ts'
import { type Actor, type Member, RESET_MS } from '../types.ts'
import { forgiveAttempts, takeAttempt } from './attempts.ts'
import { closeResets, countResets, findOpenReset, insertReset, markResetUsed } from './queries.ts'
import { newDevice } from './sign-in.ts'

/** Mails with such a link to one member in an hour, at most. */
const MAX_PER_HOUR = 3

type ResetDeps = Pick<
  Deps,
  'config' | 'db' | 'reader' | 'clock' | 'secrets' | 'outbox' | 'catalogues'
>

/** Mails a link to set a new password. Whether there is such a member is told to nobody. */
export async function askForReset(
  { db, clock, outbox }: Pick<ResetDeps, 'db' | 'clock' | 'outbox'>,
  { email, language }: { email: string; language: string },
): Promise<void> {
  const address = canonicalEmail(email)
  if (!address) return
  const now = clock.now()
  await db.transaction().execute(async (tx) => {
    const member = await findMemberByEmail(tx, address)
    if (!member) return
    if ((await countResets(tx, member.id, addMs(now, -HOUR_MS))) >= MAX_PER_HOUR) return
    const resetId = newId()
    const expiresAt = addMs(now, RESET_MS)
    await insertReset(tx, { id: resetId, memberId: member.id, at: now, expiresAt })
    await outbox.publish(tx, resetAsked, { resetId, language })
  })
}

/**
 * A link for a member whose mail does not arrive, from the command line.
 *
 * @throws AppError `not_found` nobody has this address
 */
export async function resetByOperator(deps: ResetDeps, member: Member): Promise<string> {
  const now = deps.clock.now()
  const id = newId()
  await insertReset(deps.db, { id, memberId: member.id, at: now, expiresAt: addMs(now, RESET_MS) })
  const language = deps.catalogues.languages[0] ?? ''
  return accountLink(deps, { purpose: 'password-reset', id, language })
}

/**
 * Whose password the link sets.
 *
 * @throws AppError `not_found` the link was cut short, used, or is too old
 */
export async function openReset(
  { reader, clock, secrets }: Pick<ResetDeps, 'reader' | 'clock' | 'secrets'>,
  token: string,
): Promise<{ id: string; member: Member }> {
  const id = readAccountLink(secrets, 'password-reset', token)
  const found = id && (await findOpenReset(reader, id, clock.now()))
  const member = found && (await findMember(reader, found.memberId))
  if (!id || !member) throw new AppError('not_found', 'accounts.reset_unknown')
  return { id, member }
}

/**
 * Sets a new password by a mailed link. All sessions end; the second factor stays, and is asked for
 * at the next sign-in. This browser may try again even while others made the address wait.
 *
 * @returns what is wrong with the password, or the cookie of the browser
 * @throws AppError `not_found` the link was cut short, used, or is too old
 */
export async function resetPassword(
  deps: ResetDeps,
  { token, password }: { token: string; password: string },
): Promise<{ problems: FieldErrors } | { device: string }> {
  const { id, member } = await openReset(deps, token)
  const problem = problemOf(deps, member, password)
  if (problem) return { problems: { password: problem } }
  const passwordHash = await hashPassword(password)
  const at = deps.clock.now()
  await deps.db.transaction().execute(async (tx) => {
    if (!(await markResetUsed(tx, id, at))) {
      throw new AppError('not_found', 'accounts.reset_unknown')
    }
    await closeResets(tx, member.id, at)
    await updatePasswordHash(tx, member.id, passwordHash)
    await deleteSessions(tx, member.id)
    await recordAct(tx, {
      at,
      act: 'accounts.act_password_reset',
      subject: memberSubject(member),
      organisationId: member.organisation.id,
    })
    const language = deps.catalogues.languages[0] ?? ''
    await deps.outbox.publish(tx, accountChanged, {
      ...{ memberId: member.id, change: 'password_changed', language },
    })
  })
  await forgiveAttempts(deps, [{ kind: 'password', of: member.email }])
  return { device: newDevice(deps, member.id) }
}

/**
 * Changes the actor's own password; their other sessions end.
 *
 * @returns what is wrong with what was typed, if anything
 */
export async function changePassword(
  deps: ResetDeps,
  actor: Actor,
  { current, password }: { current: string; password: string },
): Promise<FieldErrors | undefined> {
  const attempt = { kind: 'password', of: `own ${actor.memberId}` } as const
  if (await takeAttempt(deps, attempt)) return { current: { key: 'accounts.too_many_attempts' } }
  const hash = await findPasswordHash(deps.reader, actor.memberId)
  if (!(await verifyPassword(hash, current))) return { current: { key: 'accounts.password_wrong' } }
  await forgiveAttempts(deps, [attempt])
  const problem = problemOf(deps, actor, password)
  if (problem) return { password: problem }
  const passwordHash = await hashPassword(password)
  const at = deps.clock.now()
  await deps.db.transaction().execute(async (tx) => {
    await updatePasswordHash(tx, actor.memberId, passwordHash)
    await closeResets(tx, actor.memberId, at)
    await deleteSessions(tx, actor.memberId, { except: actor.sessionId })
    const act = 'accounts.act_password_changed'
    await recordAct(tx, { at, actor, act, subject: selfSubject(actor) })
    const language = deps.catalogues.languages[0] ?? ''
    await deps.outbox.publish(tx, accountChanged, {
      ...{ memberId: actor.memberId, change: 'password_changed', language },
    })
  })
  return undefined
}

function problemOf(
  { config }: Pick<ResetDeps, 'config'>,
  { email, name }: Pick<Member, 'email' | 'name'>,
  password: string,
) {
  return passwordProblem(password, { known: [email, name, config.siteName, config.organisation] })
}
