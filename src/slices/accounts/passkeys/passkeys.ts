import { isUniqueViolation } from '../../../platform/db/errors.ts'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { requireFreshFactor } from '../access.ts'
import { memberSubject, recordAct, selfSubject } from '../audit/record.ts'
import { checkEnrolment, noteChange, writeCodes } from '../factors/enrol.ts'
import { countRecoveryCodes } from '../factors/queries.ts'
import { findMember } from '../member-queries.ts'
import { markFactorShown } from '../session-queries.ts'
import { type Browser, finish, type SignInResult } from '../sign-in/sign-in.ts'
import type { Actor, Member } from '../types.ts'
import {
  authenticationOptions,
  type Purpose,
  passkeyIdOf,
  registrationOptions,
  verifyAuthentication,
  verifyRegistration,
} from './ceremony.ts'
import {
  deletePasskey,
  findPasskey,
  insertPasskey,
  listPasskeys,
  markPasskeyUsed,
} from './queries.ts'

type PasskeyDeps = Pick<
  Deps,
  'config' | 'db' | 'reader' | 'clock' | 'secrets' | 'outbox' | 'catalogues' | 'log'
>

/** What the actor's browser needs to make a passkey. */
export async function offerPasskey(deps: PasskeyDeps, actor: Actor): Promise<object> {
  const existing = await listPasskeys(deps.reader, actor.memberId)
  const { memberId: id, email, name } = actor
  return registrationOptions(deps, { id, email, name }, existing)
}

/**
 * Adds a passkey to the actor's account; the session counts as having shown the second factor.
 *
 * @returns what is wrong, or recovery codes to be shown this once when there were none
 * @throws AppError `forbidden` they have a second factor and did not show it lately
 */
export async function addPasskey(
  deps: PasskeyDeps,
  actor: Actor,
  { credential, name, password }: { credential: string; name: string; password: string },
): Promise<{ problems: FieldErrors } | { codes: string[] }> {
  const problems = await checkEnrolment(deps, actor, password)
  if (problems) return { problems }
  const { memberId } = actor
  const made = await verifyRegistration(deps, credential, memberId)
  if (!made) return { problems: { form: { key: 'accounts.passkey_refused' } } }
  const at = deps.clock.now()
  try {
    return await deps.db.transaction().execute(async (tx) => {
      await insertPasskey(tx, { ...made, memberId, name: name.trim(), createdAt: at })
      await markFactorShown(tx, actor.sessionId, at)
      const act = 'accounts.act_passkey_added'
      await noteChange(tx, deps, actor, { act, change: 'factor_added' })
      const hasCodes = (await countRecoveryCodes(tx, memberId)) > 0
      return { codes: hasCodes ? [] : await writeCodes(tx, deps, memberId) }
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    return { problems: { form: { key: 'accounts.passkey_present' } } }
  }
}

/**
 * @throws AppError `forbidden` the second factor was not shown lately
 * @throws AppError `not_found` the actor has no such passkey
 */
export async function removePasskey(deps: PasskeyDeps, actor: Actor, id: string): Promise<void> {
  requireFreshFactor(deps, actor)
  await deps.db.transaction().execute(async (tx) => {
    if (!(await deletePasskey(tx, actor.memberId, id))) {
      throw new AppError('not_found', 'accounts.passkey_unknown')
    }
    const act = 'accounts.act_passkey_removed'
    await noteChange(tx, deps, actor, { act, change: 'factor_removed' })
  })
}

/** What a browser needs to sign in, before anybody has said who they are. */
export async function offerSignIn(deps: PasskeyDeps): Promise<object> {
  return authenticationOptions(deps, 'sign_in')
}

/** Signs in with a passkey alone: it is something one has, opened by something one is or knows. */
export async function signInWithPasskey(
  deps: PasskeyDeps,
  credential: string,
  browser: Browser,
): Promise<SignInResult> {
  const used = await usePasskey(deps, credential, 'sign_in')
  if (!used) return { kind: 'refused' }
  return deps.db
    .transaction()
    .execute((tx) => finish(tx, deps, { member: used, browser, hasShownFactor: true }))
}

/** What the actor's browser needs to show one of their passkeys again. */
export async function offerFactor(deps: PasskeyDeps, actor: Actor): Promise<object> {
  const own = await listPasskeys(deps.reader, actor.memberId)
  return authenticationOptions(deps, `factor:${actor.memberId}`, own)
}

/** The passkey instead of a code: see `showFactorAgain`. Returns false when it is refused. */
export async function showPasskeyAgain(
  deps: PasskeyDeps,
  actor: Actor,
  credential: string,
): Promise<boolean> {
  const used = await usePasskey(deps, credential, `factor:${actor.memberId}`)
  if (used?.id !== actor.memberId) return false
  const at = deps.clock.now()
  await deps.db.transaction().execute(async (tx) => {
    await markFactorShown(tx, actor.sessionId, at)
    const act = 'accounts.act_factor_shown'
    await recordAct(tx, { at, actor, act, subject: selfSubject(actor) })
  })
  return true
}

/** Whose passkey it is, when all about the answer is right; a refusal is written down. */
async function usePasskey(
  deps: PasskeyDeps,
  credential: string,
  purpose: Purpose,
): Promise<Member | undefined> {
  const passkey = await findPasskey(deps.reader, passkeyIdOf(credential))
  const member = passkey && (await findMember(deps.reader, passkey.memberId))
  if (!passkey || !member) {
    deps.log.warn('refused: a passkey that nobody here has')
    return undefined
  }
  const counter = await verifyAuthentication(deps, { credential, passkey, purpose })
  const at = deps.clock.now()
  if (counter === undefined) {
    deps.log.warn({ memberId: member.id }, 'refused: the answer of a passkey')
    const subject = memberSubject(member)
    const organisationId = member.organisation.id
    await recordAct(deps.db, { at, act: 'accounts.act_passkey_refused', subject, organisationId })
    return undefined
  }
  await markPasskeyUsed(deps.db, passkey.id, { counter, at })
  return member
}
