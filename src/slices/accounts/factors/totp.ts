import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Instant, SECOND_MS } from '../../../platform/time.ts'
import { encodeBase32 } from './base32.ts'

const STEP_MS = 30 * SECOND_MS
const DIGITS = 6
/** Clocks may differ by so many steps. */
const SKEW_STEPS = 1

/** The code of one time step (RFC 4226 §5.3, RFC 6238 §4.2). */
export function totpCode(
  secret: Buffer,
  step: number,
  { digits = DIGITS, algorithm = 'sha1' }: { digits?: number; algorithm?: string } = {},
): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac(algorithm, secret).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 0xf
  const number = mac.readUInt32BE(offset) & 0x7fffffff
  return String(number % 10 ** digits).padStart(digits, '0')
}

/** The time step that a code belongs to, when it is right now; never one that was used before. */
export function findStep(
  secret: Buffer,
  code: string,
  { now, lastStep }: { now: Instant; lastStep: number },
): number | undefined {
  const current = stepAt(now)
  for (let step = current - SKEW_STEPS; step <= current + SKEW_STEPS; step += 1) {
    const isRight = timingSafeEqual(Buffer.from(totpCode(secret, step)), padded(code))
    if (isRight && step > lastStep) return step
  }
  return undefined
}

export function stepAt(at: Instant): number {
  return Math.floor(Date.parse(at) / STEP_MS)
}

/** What the QR code says to the app (Key Uri Format of Google Authenticator). */
export function otpauthUri(
  secret: Buffer,
  { issuer, account }: { issuer: string; account: string },
) {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`
  const query = `secret=${encodeBase32(secret)}&issuer=${encodeURIComponent(issuer)}`
  return `otpauth://totp/${label}?${query}`
}

function padded(code: string): Buffer {
  return Buffer.from(/^\d{6}$/.test(code) ? code : 'xxxxxx')
}
