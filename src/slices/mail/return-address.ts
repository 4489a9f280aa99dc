import type { Secrets } from '../../platform/secrets.ts'
import { parseAddress } from './address.ts'

/**
 * What comes back to an address of ours, told by the address alone: a letter that bounced, a notice
 * that bounced, or a mission's answer to a letter.
 */
export type ReturnUse = 'letter' | 'notice' | 'reply'

/**
 * An address of our own that only we can make: `bounces+TOKEN@example.org`. The token is signed with
 * the secret key, so that nobody can make a mission look dead by inventing bounces.
 *
 * It is written in base32, because some mail servers do not tell upper case from lower.
 */
export function returnAddress(
  secrets: Secrets,
  base: string,
  { use, id }: { use: ReturnUse; id: string },
): string {
  const at = base.lastIndexOf('@')
  const token = toBase32(Buffer.from(secrets.token(`return:${use}`, id), 'base64url'))
  return `${base.slice(0, at)}+${token}${base.slice(at)}`
}

/** Undefined when the address is not one of ours, or its token was forged. */
export function readReturnAddress(
  secrets: Secrets,
  base: string,
  address: string,
): { use: ReturnUse; id: string } | undefined {
  const at = base.lastIndexOf('@')
  const [local, domain] = [`${base.slice(0, at)}+`.toLowerCase(), base.slice(at).toLowerCase()]
  const given = address.trim().toLowerCase()
  if (!given.startsWith(local) || !given.endsWith(domain)) return undefined
  const bytes = fromBase32(given.slice(local.length, given.length - domain.length))
  const token = bytes?.toString('base64url') ?? ''
  for (const use of ['letter', 'notice', 'reply'] as const) {
    const id = secrets.readToken(`return:${use}`, token)
    if (id !== undefined) return { use, id }
  }
  return undefined
}

/** Whether an address has the form of those made here; such a one is never shown to anybody. */
export function looksReturned(address: string): boolean {
  return /\+[a-z2-7]{52}@/i.test(address)
}

/**
 * A person's mailbox as an id: the same for every spelling of the address, and useless to whoever does
 * not have the key. Notices carry it in their return address, so that nothing need be stored.
 */
export function mailboxId(secrets: Secrets, address: string): string {
  const canonical = parseAddress(address)?.canonical ?? address
  const bytes = Buffer.from(secrets.hash('mail:mailbox', canonical), 'base64url').subarray(0, 16)
  // The form of an id is what a token can carry (RFC 9562: version 7, variant 10).
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'

/** RFC 4648 §6, in lower case and without padding. */
function toBase32(bytes: Buffer): string {
  let text = ''
  let bits = 0
  let value = 0
  for (const byte of bytes) {
    value = (value << 8) | byte
    for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET[(value >> (bits - 5)) & 31]
    value &= 0xff
  }
  return bits > 0 ? text + ALPHABET[(value << (5 - bits)) & 31] : text
}

function fromBase32(text: string): Buffer | undefined {
  const bytes: number[] = []
  let bits = 0
  let value = 0
  for (const character of text) {
    const digit = ALPHABET.indexOf(character)
    if (digit < 0) return undefined
    value = ((value << 5) | digit) & 0xfff
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes.push((value >> bits) & 0xff)
  }
  return Buffer.from(bytes)
}
