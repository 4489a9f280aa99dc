import { isIP } from 'node:net'

/** The part of `node:dns/promises` that is needed. */
export interface NameResolver {
  resolve4(host: string): Promise<string[]>
  resolve6(host: string): Promise<string[]>
  /** Host names of an address. */
  reverse(address: string): Promise<string[]>
}

/** `private`: the server is reached at an address that nobody outside sees. */
export type ReverseStatus = 'ok' | 'missing' | 'mismatch' | 'private' | 'no_answer'

export interface ReverseCheck {
  status: ReverseStatus
  /** The address that was looked up, when there is one. */
  address?: string
  /** The name that it has. */
  name?: string
}

/**
 * Whether the address of a mail server has a name that leads back to it (PTR, "forward-confirmed reverse DNS"):
 * large providers turn mail away from servers without one.
 *
 * NOTE: it looks at the address under which we reach the server. One that sends from another address has to be
 * looked at there.
 */
export async function checkReverseName(
  host: string,
  resolver: NameResolver,
): Promise<ReverseCheck> {
  const addresses = isIP(host) ? [host] : await addressesOf(host, resolver)
  if (!addresses) return { status: 'no_answer' }
  const [address] = addresses
  if (!address) return { status: 'no_answer' }
  if (isPrivate(address)) return { status: 'private', address }
  const names = await answerOf(resolver.reverse(address))
  if (!names) return { status: 'no_answer', address }
  const [name] = names
  if (!name) return { status: 'missing', address }
  const back = (await addressesOf(name, resolver)) ?? []
  return { status: back.includes(address) ? 'ok' : 'mismatch', address, name }
}

async function addressesOf(host: string, resolver: NameResolver): Promise<string[] | undefined> {
  const four = await answerOf(resolver.resolve4(host))
  const six = await answerOf(resolver.resolve6(host))
  return four || six ? [...(four ?? []), ...(six ?? [])] : undefined
}

/** Undefined when DNS did not answer; "there is none" is an answer. */
async function answerOf(question: Promise<string[]>): Promise<string[] | undefined> {
  try {
    return await question
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    return code === 'ENOTFOUND' || code === 'ENODATA' ? [] : undefined
  }
}

/** Addresses of one machine or one network (RFC 1918, RFC 4193, loopback and link-local). */
function isPrivate(address: string): boolean {
  return /^(10\.|127\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd]|fe80:)/i.test(
    address,
  )
}
