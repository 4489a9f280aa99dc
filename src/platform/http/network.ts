/** Bits of an IPv6 address that a provider gives to one household (RFC 6177), as groups of 16. */
const NETWORK_GROUPS = 4

/**
 * The network that an address belongs to, for rate limits: an IPv4 address itself; of an IPv6
 * address the first 64 bits, because whoever has one of them has all that begin like it.
 */
export function networkOf(ip: string | undefined = ''): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1]
  if (mapped || !ip.includes(':')) return mapped ?? ip
  const [head = '', tail = ''] = ip.toLowerCase().replace(/%.*/, '').split('::')
  const [first, last] = [head, tail].map((part) => part.split(':').filter((group) => group !== ''))
  const zeros = Array.from({ length: 8 - (first?.length ?? 0) - (last?.length ?? 0) }, () => '0')
  return [...(first ?? []), ...zeros, ...(last ?? [])].slice(0, NETWORK_GROUPS).join(':')
}
