import type { Db } from '../../../platform/db/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import { newId } from '../../../platform/ids.ts'
import type { Instant } from '../../../platform/time.ts'
import { memberSubject, recordAct } from '../audit/record.ts'
import { takeCode } from '../factors/show.ts'
import { findMember, findMemberByEmail, findPasswordHash } from '../member-queries.ts'
import { canonicalEmail } from '../members/invite.ts'
import { verifyPassword } from '../password.ts'
import { markFactorShown } from '../session-queries.ts'
import { openSession } from '../sessions.ts'
import type { Actor, Member } from '../types.ts'
import { type Attempt, forgiveAttempts, takeAttempt } from './attempts.ts'

export type SignInDeps = Pick<Deps, 'db' | 'reader' | 'clock' | 'secrets' | 'log'>

/** What a browser brings along. */
export interface Browser {
  userAgent: string | undefined
  /** Its session so far, which ends with the sign-in. */
  oldToken: string | undefined
  /** Shows that somebody signed in from it before. */
  deviceToken: string | undefined
}

export type SignInResult =
  | { kind: 'refused'; blockedUntil?: Instant }
  /** The second factor is still missing. */
  | { kind: 'pending'; session: string }
  | { kind: 'signed_in'; session: string; device: string }

/**
 * The first step: address and password. The answer is the same, and takes as long, whether the
 * address is unknown or the password is wrong.
 */
export async function signInWithPassword(
  deps: SignInDeps,
  {
    email,
    password,
    isNetworkBusy,
  }: {
    email: string
    password: string
    /** Very many attempts came from there: only known browsers may go on. */
    isNetworkBusy: boolean
  },
  browser: Browser,
): Promise<SignInResult> {
  const address = canonicalEmail(email) ?? email.slice(0, 254)
  const member = await findMemberByEmail(deps.reader, address)
  const deviceId = member && readDevice(deps, member.id, browser.deviceToken)
  const attempt: Attempt = { kind: 'password', of: address, deviceId }
  const isKeptOut = isNetworkBusy && deviceId === undefined
  const blockedUntil = isKeptOut ? deps.clock.now() : await takeAttempt(deps, attempt)
  if (blockedUntil) return refuse(deps, member, { blockedUntil })

  const hash = member && (await findPasswordHash(deps.reader, member.id))
  const isRight = await verifyPassword(hash, password)
  if (!member || !isRight) return refuse(deps, member, {})
  await forgiveAttempts(deps, [attempt])
  return deps.db.transaction().execute(async (tx) => {
    if (!member.hasFactor) return finish(tx, deps, { member, browser, hasShownFactor: false })
    const opening = { memberId: member.id, stage: 'pending', hasShownFactor: false } as const
    return { kind: 'pending', session: await openSession(tx, deps, { ...browser, ...opening }) }
  })
}

/** The second step: a code of the authenticator app, or a recovery code. */
export async function signInWithCode(
  deps: SignInDeps,
  pending: Actor,
  { code, browser }: { code: string; browser: Browser },
): Promise<SignInResult> {
  const { memberId } = pending
  const member = await findMember(deps.reader, memberId)
  if (!member) return { kind: 'refused' }
  const deviceId = readDevice(deps, memberId, browser.deviceToken)
  const attempt: Attempt = { kind: 'code', of: memberId, deviceId }
  const blockedUntil = await takeAttempt(deps, attempt)
  if (blockedUntil) return refuse(deps, member, { blockedUntil })
  const result = await deps.db.transaction().execute(async (tx) => {
    const taken = await takeCode(tx, deps, { memberId, code })
    if (!taken) return undefined
    if (taken === 'recovery_code') await noteRecovery(tx, deps, member)
    return finish(tx, deps, { member, browser, hasShownFactor: true })
  })
  if (!result) return refuse(deps, member, {})
  await forgiveAttempts(deps, [attempt])
  return result
}

/**
 * Somebody who is signed in shows their second factor again, for the next 15 minutes.
 *
 * @returns false when the code is not right, was taken before, or too many were tried
 */
export async function showFactorAgain(
  deps: SignInDeps,
  actor: Actor,
  code: string,
): Promise<boolean> {
  const { memberId } = actor
  const attempt: Attempt = { kind: 'code', of: memberId, deviceId: actor.sessionId }
  const isBlocked = (await takeAttempt(deps, attempt)) !== undefined
  const isTaken = await deps.db.transaction().execute(async (tx) => {
    const taken = !isBlocked && (await takeCode(tx, deps, { memberId, code }))
    const at = deps.clock.now()
    const subject = memberSubject({ id: memberId, name: actor.name, email: actor.email })
    const act = taken ? 'accounts.act_factor_shown' : 'accounts.act_code_refused'
    await recordAct(tx, { at, actor, act, subject })
    if (taken) await markFactorShown(tx, actor.sessionId, at)
    return Boolean(taken)
  })
  if (isTaken) await forgiveAttempts(deps, [attempt])
  return isTaken
}

/** Opens the session, in the caller's transaction; the browser is known from now on. */
export async function finish(
  tx: Db,
  deps: Pick<SignInDeps, 'clock' | 'secrets'>,
  {
    member,
    browser,
    hasShownFactor,
  }: { member: Member; browser: Browser; hasShownFactor: boolean },
): Promise<Extract<SignInResult, { kind: 'signed_in' }>> {
  const opening = { memberId: member.id, stage: 'signed_in', hasShownFactor } as const
  const session = await openSession(tx, deps, { ...browser, ...opening })
  await recordAct(tx, {
    at: deps.clock.now(),
    act: 'accounts.act_signed_in',
    subject: memberSubject(member),
    organisationId: member.organisation.id,
  })
  return { kind: 'signed_in', session, device: newDevice(deps, member.id) }
}

/** A name for a browser that somebody has signed in from; it holds for this member alone. */
export function newDevice({ secrets }: Pick<Deps, 'secrets'>, memberId: string): string {
  return secrets.token(`device:${memberId}`, newId())
}

function readDevice(
  { secrets }: Pick<Deps, 'secrets'>,
  memberId: string,
  token: string | undefined,
): string | undefined {
  return token === undefined ? undefined : secrets.readToken(`device:${memberId}`, token)
}

/** Refusals of members stand in their organisation's log; all others only in that of the server. */
async function refuse(
  { db, clock, log }: SignInDeps,
  member: Member | undefined,
  { blockedUntil }: { blockedUntil?: Instant },
): Promise<SignInResult> {
  log.warn({ memberId: member?.id, isBlocked: blockedUntil !== undefined }, 'refused: a sign-in')
  if (member && !blockedUntil) {
    await recordAct(db, {
      at: clock.now(),
      act: 'accounts.act_sign_in_refused',
      subject: memberSubject(member),
      organisationId: member.organisation.id,
    })
  }
  return { kind: 'refused', blockedUntil }
}

async function noteRecovery(
  tx: Db,
  { clock }: Pick<SignInDeps, 'clock'>,
  member: Member,
): Promise<void> {
  await recordAct(tx, {
    at: clock.now(),
    act: 'accounts.act_recovery_code_used',
    subject: memberSubject(member),
    organisationId: member.organisation.id,
  })
}
