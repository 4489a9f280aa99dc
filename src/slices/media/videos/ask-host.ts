import type { LookupAddress, LookupOptions } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { type RequestOptions, request } from 'node:https'
import type { LookupFunction } from 'node:net'
import { SECOND_MS } from '../../../platform/time.ts'
import { isPublicAddress } from './public-address.ts'

/** What a server answered; its words are not read. */
export interface HostAnswer {
  status: number
  type: string
  location?: string
}

/** Asks an address of somebody else's server. Fails when there is no answer. */
export type AskHost = (url: string, signal: AbortSignal) => Promise<HostAnswer>

type Resolve = (host: string) => Promise<LookupAddress[]>

const TIMEOUT_MS = 10 * SECOND_MS

/**
 * One request over https to a server in the public network, without following redirects.
 *
 * The address that was checked is the one that is connected to, so that a name which points
 * elsewhere a moment later leads nowhere.
 *
 * @throws Error no answer within ten seconds, or not from a public address
 */
export function askHost(
  url: string,
  signal: AbortSignal,
  resolve: Resolve = (host) => lookup(host, { all: true }),
): Promise<HostAnswer> {
  const options: RequestOptions = {
    lookup: publicLookup(resolve),
    agent: false,
    headers: { accept: 'application/json', 'user-agent': 'Outcry (checks linked videos)' },
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  }
  const { promise, resolve: answer, reject } = Promise.withResolvers<HostAnswer>()
  request(url, options, (response) => {
    const { statusCode = 0, headers } = response
    answer({
      status: statusCode,
      type: headers['content-type'] ?? '',
      location: headers.location,
    })
    response.destroy()
  })
    .on('error', reject)
    .end()
  return promise
}

function publicLookup(resolve: Resolve): LookupFunction {
  return (host, options: LookupOptions, callback) => {
    resolve(host)
      .then((addresses) => {
        const [first] = addresses
        if (!first || !addresses.every(({ address }) => isPublicAddress(address))) {
          throw new Error('the name does not lead to the public network')
        }
        if (options.all) callback(null, addresses)
        else callback(null, first.address, first.family)
      })
      .catch((error) => callback(error, '', 0))
  }
}
