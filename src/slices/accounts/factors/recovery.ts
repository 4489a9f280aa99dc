import { randomBytes } from 'node:crypto'
import type { Deps } from '../../../platform/deps.ts'
import { encodeBase32 } from './base32.ts'

const CODES = 10
/** 50 bits; nobody tries them out against a growing pause. */
const CODE_CHARS = 10

/** Codes to write down, for when the authenticator is lost: `ABCDE-FGHIJ`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: CODES }, () => {
    const letters = encodeBase32(randomBytes(7)).slice(0, CODE_CHARS)
    return `${letters.slice(0, CODE_CHARS / 2)}-${letters.slice(CODE_CHARS / 2)}`
  })
}

/** How a code is kept; undefined when it does not look like one. */
export function hashRecoveryCode(
  secrets: Pick<Deps['secrets'], 'hash'>,
  memberId: string,
  code: string,
): string | undefined {
  const letters = code.toUpperCase().replace(/[\s-]/g, '')
  if (!/^[A-Z2-7]{10}$/.test(letters)) return undefined
  return secrets.hash('recovery-code', `${memberId} ${letters}`)
}
