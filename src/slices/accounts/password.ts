import { type Algorithm, hash, verify } from '@node-rs/argon2'
import type { FieldError } from '../../platform/http/fields.ts'
import { commonPasswords } from './common-passwords.ts'
import { limits } from './types.ts'

/** As OWASP recommends: 19 MiB, two passes. */
const argon2id = {
  algorithm: 2 as Algorithm.Argon2id,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
}

export async function hashPassword(password: string): Promise<string> {
  return hash(normalise(password), argon2id)
}

/** Takes as long when there is no hash, so that nobody learns by the clock who has an account. */
export async function verifyPassword(
  passwordHash: string | undefined,
  password: string,
): Promise<boolean> {
  if (password.length > limits.passwordMaxChars) return false
  nobody ??= hashPassword('a password that nobody has')
  const isRight = await verify(passwordHash ?? (await nobody), normalise(password))
  return isRight && passwordHash !== undefined
}

let nobody: Promise<string> | undefined

/**
 * What is wrong with a new password, if anything. Length does more than signs of every kind, so
 * only length is asked for, and that it is none of those that are tried first.
 */
export function passwordProblem(
  password: string,
  { known }: { known: readonly string[] },
): FieldError | undefined {
  const { passwordMinChars, passwordMaxChars } = limits
  if ([...password].length < passwordMinChars) {
    return { key: 'accounts.password_too_short', values: { limit: passwordMinChars } }
  }
  if (password.length > passwordMaxChars) {
    return { key: 'platform.field_too_long', values: { limit: passwordMaxChars } }
  }
  return isEasilyGuessed(password, known) ? { key: 'accounts.password_common' } : undefined
}

/** Letters that stand for others are turned back; what is repeated or counted up is shortened. */
function isEasilyGuessed(password: string, known: readonly string[]): boolean {
  const plain = normalise(password).toLowerCase()
  if (commonPasswords.has(plain) || new Set(plain).size < 5) return true
  const letters = lettersOf(plain)
  const words = [...known.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u))]
  const isKnown = words.some((word) => word.length > 3 && letters === lettersOf(word))
  return isKnown || commonPasswords.has(letters) || /^(.{1,6})\1+$/.test(plain)
}

const readAs: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '@': 'a',
  $: 's',
}

/** Without the digits and signs before and after, which people add to a word. */
function lettersOf(plain: string): string {
  const core = plain.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  return core.replace(/[01345@$]/g, (sign) => readAs[sign] ?? sign)
}

/** The same keys give the same password on every system (RFC 8265 §4.2.2, in short). */
function normalise(password: string): string {
  return password.normalize('NFKC')
}
