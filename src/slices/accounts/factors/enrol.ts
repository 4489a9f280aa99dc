import { randomBytes } from 'node:crypto'
import type { Db } from '../../../platform/db/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { requireFreshFactor } from '../access.ts'
import { recordAct, selfSubject } from '../audit/record.ts'
import { findPasswordHash } from '../member-queries.ts'
import { verifyPassword } from '../password.ts'
import { markFactorShown } from '../session-queries.ts'
import { forgiveAttempts, takeAttempt } from '../sign-in/attempts.ts'
import { type AccountChange, accountChanged } from '../topics.ts'
import type { Actor } from '../types.ts'
import { decodeBase32, encodeBase32 } from './base32.ts'
import {
  countRecoveryCodes,
  deleteAuthenticator,
  findAuthenticator,
  markAuthenticatorConfirmed,
  replaceRecoveryCodes,
  startAuthenticator,
} from './queries.ts'
import { hashRecoveryCode, newRecoveryCodes } from './recovery.ts'
import { openSecret, sealSecret, takeTotp } from './show.ts'
import { otpauthUri } from './totp.ts'

const SECRET_BYTES = 20

type EnrolDeps = Pick<
  Deps,
  'config' | 'db' | 'reader' | 'clock' | 'secrets' | 'outbox' | 'catalogues'
>

/**
 * Whether the actor may change their second factors: they showed one a short time ago or, as
 * long as they have none, typed their password again. A stolen session is not enough.
 *
 * @returns what is wrong with the password
 * @throws AppError `forbidden` they have a second factor and did not show it lately
 */
export async function checkEnrolment(
  deps: Pick<EnrolDeps, 'db' | 'reader' | 'clock' | 'secrets'>,
  actor: Actor,
  password: string,
): Promise<FieldErrors | undefined> {
  if (actor.hasFactor) {
    requireFreshFactor(deps, actor)
    return undefined
  }
  const attempt = { kind: 'password', of: `own ${actor.memberId}` } as const
  if (await takeAttempt(deps, attempt)) return { password: { key: 'accounts.too_many_attempts' } }
  const hash = await findPasswordHash(deps.reader, actor.memberId)
  if (!(await verifyPassword(hash, password))) {
    return { password: { key: 'accounts.password_wrong' } }
  }
  await forgiveAttempts(deps, [attempt])
  return undefined
}

/**
 * Makes the secret of an authenticator app; it counts once a code was shown.
 *
 * @throws AppError `conflict` the actor has an authenticator app; they remove it first
 */
export async function beginAuthenticator(
  { db, clock, secrets }: Pick<EnrolDeps, 'db' | 'clock' | 'secrets'>,
  actor: Actor,
): Promise<void> {
  const secret = encodeBase32(randomBytes(SECRET_BYTES))
  const sealed = sealSecret(secrets, actor.memberId, secret)
  if (!(await startAuthenticator(db, actor.memberId, { secret: sealed, at: clock.now() }))) {
    throw new AppError('conflict', 'accounts.authenticator_present')
  }
}

/** What the app has to be told, as long as it was not confirmed. */
export async function findBegunAuthenticator(
  { config, reader, secrets }: Pick<EnrolDeps, 'config' | 'reader' | 'secrets'>,
  actor: Actor,
): Promise<{ secret: string; uri: string } | undefined> {
  const found = await findAuthenticator(reader, actor.memberId)
  if (!found || found.confirmedAt !== undefined) return undefined
  const secret = openSecret(secrets, actor.memberId, found.secret)
  const issuer = config.siteName
  return { secret, uri: otpauthUri(decodeBase32(secret), { issuer, account: actor.email }) }
}

/**
 * Ends the set-up with the first code. The session counts as having shown the second factor.
 *
 * @returns recovery codes, to be shown this once; undefined when the code was not right
 */
export async function confirmAuthenticator(
  deps: EnrolDeps,
  actor: Actor,
  code: string,
): Promise<string[] | undefined> {
  const { clock } = deps
  const { memberId } = actor
  const attempt = { kind: 'code', of: memberId } as const
  if (await takeAttempt(deps, attempt)) return undefined
  const codes = await deps.db.transaction().execute(async (tx) => {
    const digits = code.replace(/\s/g, '')
    const found = await findAuthenticator(tx, memberId)
    if (!found || found.confirmedAt !== undefined) return undefined
    if (!(await takeTotp(tx, deps, { memberId, code: digits, unconfirmed: true }))) return undefined
    await markAuthenticatorConfirmed(tx, memberId, clock.now())
    await markFactorShown(tx, actor.sessionId, clock.now())
    await noteChange(tx, deps, actor, {
      act: 'accounts.act_authenticator_added',
      change: 'factor_added',
    })
    return writeCodes(tx, deps, memberId)
  })
  if (codes) await forgiveAttempts(deps, [attempt])
  return codes
}

/**
 * @throws AppError `forbidden` the second factor was not shown lately
 */
export async function removeAuthenticator(deps: EnrolDeps, actor: Actor): Promise<void> {
  requireFreshFactor(deps, actor)
  await deps.db.transaction().execute(async (tx) => {
    await deleteAuthenticator(tx, actor.memberId)
    const act = 'accounts.act_authenticator_removed'
    await noteChange(tx, deps, actor, { act, change: 'factor_removed' })
  })
}

/**
 * New recovery codes, to be shown this once; earlier ones stop working.
 *
 * @throws AppError `forbidden` the second factor was not shown lately
 */
export async function renewRecoveryCodes(deps: EnrolDeps, actor: Actor): Promise<string[]> {
  requireFreshFactor(deps, actor)
  return deps.db.transaction().execute(async (tx) => {
    await recordAct(tx, {
      at: deps.clock.now(),
      actor,
      act: 'accounts.act_recovery_codes_renewed',
      subject: selfSubject(actor),
    })
    return writeCodes(tx, deps, actor.memberId)
  })
}

/** What the page of one's account says of second factors. */
export async function describeFactors(
  { reader }: Pick<EnrolDeps, 'reader'>,
  memberId: string,
): Promise<{ hasAuthenticator: boolean; recoveryCodes: number }> {
  const found = await findAuthenticator(reader, memberId)
  return {
    hasAuthenticator: found?.confirmedAt !== undefined,
    recoveryCodes: await countRecoveryCodes(reader, memberId),
  }
}

/** Writes a change of the actor's own second factors down, and tells them by mail. */
export async function noteChange(
  tx: Db,
  { clock, outbox, catalogues }: Pick<EnrolDeps, 'clock' | 'outbox' | 'catalogues'>,
  actor: Actor,
  { act, change }: { act: string; change: AccountChange },
): Promise<void> {
  await recordAct(tx, { at: clock.now(), actor, act, subject: selfSubject(actor) })
  const language = catalogues.languages[0] ?? ''
  await outbox.publish(tx, accountChanged, { memberId: actor.memberId, change, language })
}

/** New recovery codes, in the caller's transaction. */
export async function writeCodes(
  tx: Db,
  { secrets }: Pick<EnrolDeps, 'secrets'>,
  memberId: string,
): Promise<string[]> {
  const codes = newRecoveryCodes()
  const hashes = codes.map((code) => hashRecoveryCode(secrets, memberId, code) ?? '')
  await replaceRecoveryCodes(tx, memberId, hashes)
  return codes
}
