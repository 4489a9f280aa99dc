import type { FastifyReply } from 'fastify'
import type { Config } from '../config.ts'
import { DAY_MS } from '../time.ts'

/** Nothing is loaded from elsewhere, nothing runs inline. */
const directives = {
  defaultSrc: ["'none'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'"],
  scriptSrc: ["'self'"],
  connectSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
}

/** The headers of every page: besides the above, nobody frames it. */
export function securityHeaders(config: Config) {
  return {
    contentSecurityPolicy: { useDefaults: false, directives },
    // `same-origin`, because with `no-referrer` browsers send forms with `Origin: null`.
    referrerPolicy: { policy: 'same-origin' as const },
    strictTransportSecurity: config.publicUrl.startsWith('https:')
      ? { maxAge: (365 * DAY_MS) / 1000, includeSubDomains: false }
      : false,
  }
}

/**
 * For routes whose page may stand in a frame on other sites (`helmet: framedAnywhere`). Such a
 * page must change nothing: a site that frames it can lay whatever it likes over it.
 */
export const framedAnywhere = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { ...directives, frameAncestors: ['*'] },
  },
  frameguard: false,
  crossOriginResourcePolicy: { policy: 'cross-origin' as const },
}

/** For pages of the desk that a page of the desk shows in a frame (`helmet: framedHere`). */
export const framedHere = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { ...directives, frameAncestors: ["'self'"] },
  },
  frameguard: { action: 'sameorigin' as const },
}

/** For the pages that show them (`helmet: framingHere`). */
export const framingHere = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { ...directives, frameSrc: ["'self'"] },
  },
}

/** Adds what one page may show in a frame, and nothing but that, to the headers of its answer. */
export function allowFrames(reply: FastifyReply, origins: readonly string[]): void {
  const odd = origins.find((origin) => !/^https:\/\/[a-z0-9.-]+$/.test(origin))
  if (odd !== undefined) throw new Error('a frame was allowed from what is no origin')
  const policy = String(reply.getHeader('content-security-policy') ?? '')
  void reply.header('content-security-policy', `${policy};frame-src ${origins.join(' ')}`)
}
