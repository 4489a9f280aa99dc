import type { Secrets } from '../../../platform/secrets.ts'

/** Crockford's base 32: no I, L, O or U, so that nothing is misread (https://www.crockford.com/base32.html). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_CHARS = 8

/**
 * The code of eight characters that confirms a letter when typed by hand.
 *
 * It is derived from the letter's id and the secret key; the database keeps only its hash.
 */
export function confirmationCode(secrets: Pick<Secrets, 'hash'>, letterId: string): string {
  const bytes = Buffer.from(secrets.hash('letter-code', letterId), 'base64url')
  return Array.from(bytes.subarray(0, CODE_CHARS), (byte) => ALPHABET[byte % 32]).join('')
}

/** How the code is stored and looked up. `code` has the form that `readCode` returns. */
export function hashCode(secrets: Pick<Secrets, 'hash'>, code: string): string {
  return secrets.hash('letter-code-typed', code)
}

/** The code as shown: `7K3M-X9QD`. */
export function formatCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/**
 * The code in what a person typed: case, spaces and hyphens do not matter, and letters that look
 * like digits are read as those. `undefined` when it cannot be a code.
 */
export function readCode(typed: string): string | undefined {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  return code.length === CODE_CHARS && [...code].every((char) => ALPHABET.includes(char))
    ? code
    : undefined
}
