import { domainToASCII } from 'node:url'

/** Longest local part and longest address, RFC 5321 §4.5.3.1 (256 with the angle brackets). */
const MAX_LOCAL_PART_CHARS = 64
const MAX_ADDRESS_CHARS = 254

/** An e-mail address that mail can be sent to. */
export interface Address {
  /** As it is written into envelopes and headers; the domain in lower-case ASCII. */
  address: string
  /**
   * The same for the spellings that reach one mailbox; only for telling persons apart, never
   * written to.
   */
  canonical: string
}

/**
 * Reads the address that somebody typed.
 *
 * Accepted is what reaches mailboxes in practice: the `Dot-string` of RFC 5321 §4.1.2 before the
 * `@`, a domain of at least two labels after it, in any script (IDNA by UTS #46). Refused are
 * display names, quoted local parts, comments, address literals, and local parts that are
 * not ASCII, which most servers cannot receive (RFC 6531). Control characters never pass.
 *
 * @returns undefined when it is not such an address
 */
export function parseAddress(text: string): Address | undefined {
  const trimmed = text.trim()
  if (trimmed.length > MAX_ADDRESS_CHARS) return undefined
  const at = trimmed.lastIndexOf('@')
  const localPart = trimmed.slice(0, Math.max(0, at))
  const domain = asciiDomain(trimmed.slice(at + 1))
  if (!domain || !isDotString(localPart)) return undefined
  const address = `${localPart}@${domain}`
  if (address.length > MAX_ADDRESS_CHARS) return undefined
  return { address, canonical: canonicalForm(localPart, domain) }
}

/** Whether two addresses reach the same mailbox, as far as their spelling tells. */
export function isSameMailbox(one: string, other: string): boolean {
  const canonical = parseAddress(one)?.canonical
  return canonical !== undefined && canonical === parseAddress(other)?.canonical
}

/** The domain of an address, in the form in which DNS knows it. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}

function isDotString(localPart: string): boolean {
  const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
  const isDotted = new RegExp(`^${atom}(\\.${atom})*$`).test(localPart)
  return isDotted && localPart.length <= MAX_LOCAL_PART_CHARS
}

/** Empty when it is not a domain name with a dot in it. */
function asciiDomain(domain: string): string {
  // The URL parser behind domainToASCII decodes percent signs and reads numbers as IP addresses.
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(domain)) return ''
  const ascii = domainToASCII(domain)
  const label = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?'
  const isName = new RegExp(`^(${label}\\.)+${label}$`).test(ascii)
  return isName && !/\.\d+$/.test(ascii) ? ascii : ''
}

/**
 * Only what is known: domains and, in practice everywhere, local parts do not tell upper from lower
 * case (RFC 5321 §2.4). What follows a `+` belongs to the name unless the provider says that
 * it does not (§2.3.11 leaves it to the domain): elsewhere `ana+bruno@` may be somebody else,
 * and whoever is taken for somebody else is silenced.
 */
function canonicalForm(localPart: string, domain: string): string {
  const lower = localPart.toLowerCase()
  if (!subaddressingDomains.has(domain)) return `${lower}@${domain}`
  const base = lower.replace(/\+.*$/, '')
  if (domain !== 'gmail.com' && domain !== 'googlemail.com') return `${base}@${domain}`
  return `${base.replaceAll('.', '')}@gmail.com`
}

/** Providers whose help pages say that `name+anything` reaches `name`. */
const subaddressingDomains = new Set([
  'fastmail.com',
  'gmail.com',
  'googlemail.com',
  'hotmail.com',
  'icloud.com',
  'live.com',
  'me.com',
  'outlook.com',
  'pm.me',
  'proton.me',
  'protonmail.com',
])
