import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { VNode } from 'preact'
import type { Fact } from '../db/fact-feed.ts'
import type { View } from '../html/view.ts'

/** The server as rooms see it: routes with schemas whose types reach the handlers. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

/** Who may call a route. */
export type Access = 'public'

/** What a page is made from. */
export interface Shows {
  facts: readonly Fact[]
  /** Facts that may change many times a second; of these the page is half a second behind at most. */
  busyFacts?: readonly Fact[]
  /** The page differs by the state guessed from the reader's languages. */
  isByCountry?: boolean
}

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
    /** The page may be kept in memory until one of the facts it shows changes. */
    cached?: boolean
  }
  interface FastifyRequest {
    view: View
  }
  interface FastifyReply {
    /** Sends a page; on a cached route, with what it shows. */
    html(page: VNode, shows?: Shows): FastifyReply
    /** Sends a text for machines, for instance a feed, that is kept like a page. */
    document(type: string, text: string, shows?: Shows): FastifyReply
    shows?: Shows
  }
}
