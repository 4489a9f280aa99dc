import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../../platform/config.ts'
import { DAY_MS } from '../../platform/time.ts'
import { SESSION_MAX_MS } from './types.ts'

/**
 * - `session`: who is signed in
 * - `device`: somebody has signed in from this browser before, so that attempts from elsewhere
 *   do not keep them out
 */
export type CookieKind = 'session' | 'device'

const maxAgeMs: Record<CookieKind, number> = { session: SESSION_MAX_MS, device: 365 * DAY_MS }

type CookieConfig = Pick<Config, 'publicUrl'>

/** Readers get no cookie; these are for the desk, and no script can read them. */
export function setCookie(
  { config, reply }: { config: CookieConfig; reply: FastifyReply },
  kind: CookieKind,
  value: string,
): void {
  const maxAge = maxAgeMs[kind] / 1000
  void reply.setCookie(cookieName(config, kind), value, { ...attributes(config), maxAge })
}

export function dropCookie(
  { config, reply }: { config: CookieConfig; reply: FastifyReply },
  kind: CookieKind,
): void {
  void reply.clearCookie(cookieName(config, kind), attributes(config))
}

export function readCookie(
  config: CookieConfig,
  request: FastifyRequest,
  kind: CookieKind,
): string | undefined {
  return request.cookies[cookieName(config, kind)]
}

/**
 * With `__Host-` browsers take the cookie from this very host over TLS only, so that no other
 * subdomain can plant one (RFC 6265bis §4.1.3).
 */
function cookieName(config: CookieConfig, kind: CookieKind): string {
  return isSecure(config) ? `__Host-${kind}` : `outcry_${kind}`
}

function attributes(config: CookieConfig) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(config) } as const
}

function isSecure({ publicUrl }: CookieConfig): boolean {
  return publicUrl.startsWith('https:')
}
