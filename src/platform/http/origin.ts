import type { IncomingHttpHeaders } from 'node:http'

/**
 * Whether a form came from a page of this site.
 *
 * Browsers say so themselves: `Sec-Fetch-Site` (Fetch Metadata, W3C) on secure addresses and
 * `Origin` (RFC 6454, Fetch standard) on every `POST`. A client that sends neither is no browser
 * acting on another site's behalf, so text browsers and scripts are let through.
 */
export function isOwnOrigin(headers: IncomingHttpHeaders, publicUrl: string): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  const origin = headers.origin
  if (origin === undefined) return true
  if (origin === publicUrl) return true
  return URL.canParse(origin) && new URL(origin).host === headers.host
}
