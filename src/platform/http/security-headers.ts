import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import helmet, { type HelmetOptions } from 'helmet'
import type { Config } from '../config.ts'
import { DAY_MS } from '../time.ts'
import type { App } from './types.ts'

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

/**
 * Which pages may frame a page, or stand in a frame of it; nothing of the kind where a route says nothing.
 *
 * A page that stands in a frame `anywhere` must change nothing: a site that frames it can lay whatever it
 * likes over it.
 */
export type Framing =
  /** It may stand in a frame on other sites. */
  | 'anywhere'
  /** It is a page of the desk that a page of the desk shows in a frame. */
  | 'here'
  /** It shows such a page. */
  | 'around'

const framings = {
  anywhere: {
    contentSecurityPolicy: policyWith({ frameAncestors: ['*'] }),
    frameguard: false,
    crossOriginResourcePolicy: { policy: 'cross-origin' as const },
  },
  here: {
    contentSecurityPolicy: policyWith({ frameAncestors: ["'self'"] }),
    frameguard: { action: 'sameorigin' as const },
  },
  around: { contentSecurityPolicy: policyWith({ frameSrc: ["'self'"] }) },
} satisfies Record<Framing, HelmetOptions>

function policyWith(more: Record<string, string[]>) {
  return { useDefaults: false, directives: { ...directives, ...more } }
}

/** Those of an answer that stands in no frame and shows none. */
export function usualHeaders(config: Pick<Config, 'publicUrl'>): Record<string, string> {
  return headersFor(commonOptions(config))
}

function commonOptions(config: Pick<Config, 'publicUrl'>) {
  return {
    contentSecurityPolicy: policyWith({}),
    // `same-origin`, because with `no-referrer` browsers send forms with `Origin: null`.
    referrerPolicy: { policy: 'same-origin' as const },
    strictTransportSecurity: config.publicUrl.startsWith('https:')
      ? { maxAge: (365 * DAY_MS) / 1000, includeSubDomains: false }
      : false,
  }
}

/** Gives every answer the headers that its route asks for with `config.framing`; they are made once. */
export function addSecurityHeaders(server: App, config: Config): void {
  const common = commonOptions(config)
  const usual = headersFor(common)
  const others = new Map(
    Object.entries(framings).map(([name, own]) => [name, headersFor({ ...common, ...own })]),
  )
  server.addHook('onRequest', async (request, reply) => {
    void reply.headers(others.get(request.routeOptions.config.framing ?? '') ?? usual)
  })
}

function headersFor(options: HelmetOptions): Record<string, string> {
  const headers: Record<string, string> = {}
  const answer = {
    setHeader: (name: string, value: string) => {
      headers[name] = value
    },
    removeHeader: () => {},
  }
  helmet(options)({} as IncomingMessage, answer as unknown as ServerResponse, (error) => {
    if (error) throw error
  })
  return headers
}

/** Adds what one page may show in a frame, and nothing but that, to the headers of its answer. */
export function allowFrames(reply: FastifyReply, origins: readonly string[]): void {
  const odd = origins.find((origin) => !/^https:\/\/[a-z0-9.-]+$/.test(origin))
  if (odd !== undefined) throw new Error('a frame was allowed from what is no origin')
  const policy = String(reply.getHeader('content-security-policy') ?? '')
  void reply.header('content-security-policy', `${policy};frame-src ${origins.join(' ')}`)
}
