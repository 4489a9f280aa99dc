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
