import type { Db } from '../../../platform/db/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import { decodeBase32 } from './base32.ts'
import { findAuthenticator, takeStep, useRecoveryCode } from './queries.ts'
import { hashRecoveryCode } from './recovery.ts'
import { findStep } from './totp.ts'

type ShowDeps = Pick<Deps, 'clock' | 'secrets'>

/**
 * Takes a code of the authenticator app, or a recovery code. Either counts once.
 *
 * @returns which it was; undefined when it is neither, or was taken before
 */
export async function takeCode(
  tx: Db,
  { clock, secrets }: ShowDeps,
  { memberId, code }: { memberId: string; code: string },
): Promise<'authenticator' | 'recovery_code' | undefined> {
  const digits = code.replace(/\s/g, '')
  if (/^\d{6}$/.test(digits)) {
    const isTaken = await takeTotp(tx, { clock, secrets }, { memberId, code: digits })
    return isTaken ? 'authenticator' : undefined
  }
  const hash = hashRecoveryCode(secrets, memberId, code)
  if (!hash) return undefined
  const isTaken = await useRecoveryCode(tx, memberId, { hash, at: clock.now() })
  return isTaken ? 'recovery_code' : undefined
}

/** Takes a code of an authenticator app that may not be confirmed yet. */
export async function takeTotp(
  tx: Db,
  { clock, secrets }: ShowDeps,
  { memberId, code, unconfirmed }: { memberId: string; code: string; unconfirmed?: boolean },
): Promise<boolean> {
  const found = await findAuthenticator(tx, memberId)
  if (!found || (found.confirmedAt === undefined && !unconfirmed)) return false
  const secret = decodeBase32(openSecret(secrets, memberId, found.secret))
  const step = findStep(secret, code, { now: clock.now(), lastStep: found.lastStep })
  return step !== undefined && takeStep(tx, memberId, step)
}

export function sealSecret(secrets: Deps['secrets'], memberId: string, secret: string): string {
  return secrets.seal(secret, `authenticator:${memberId}`)
}

export function openSecret(secrets: Deps['secrets'], memberId: string, sealed: string): string {
  return secrets.open(sealed, `authenticator:${memberId}`)
}
