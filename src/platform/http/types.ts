import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { VNode } from 'preact'
import type { Fact } from '../db/fact-feed.ts'
import type { View } from '../html/view.ts'
import type { Framing } from './security-headers.ts'

/** The server as rooms see it: routes with schemas whose types reach the handlers. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

/**
 * Who may call a route: everybody, whoever is signed in, or who has a role. What a role is, and who
 * has it, is decided by the guard.
 */
export type Access = 'public' | 'signed_in' | 'editor' | 'moderator' | 'administrator'

/** Decides who may call the routes that are not public. The ground knows no accounts. */
export interface Guard {
  /**
   * Before anything of the request is read. Answers by itself, with a redirect, or lets it pass.
   *
   * @returns whether it may pass
   * @throws AppError `forbidden` this person may not
   */
  authorise(request: FastifyRequest, reply: FastifyReply): Promise<boolean>
  /**
   * When a form has arrived: whether it was handed out to the person who sends it.
   *
   * @throws AppError `forbidden` it was not
   */
  checkForm(request: FastifyRequest): Promise<void>
  /** Before it is told that somebody else was faster (409): the form stays undone. */
  noteOvertaken(request: FastifyRequest): Promise<void>
}

/** What a page is made from. */
export interface Shows {
  facts: readonly Fact[]
  /** Facts that may change many times a second; of these the page is half a second behind at most. */
  busyFacts?: readonly Fact[]
  /** The page differs by the state guessed from the reader's languages. */
  isByCountry?: boolean
  /** Origins, such as `https://video.example`, that a script may open in a frame of the page. */
  frames?: readonly string[]
}

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
    /** `fresh`: whoever calls it has shown their second factor a short time ago. */
    factor?: 'fresh'
    /** The page may be kept in memory until one of the facts it shows changes. */
    cached?: boolean
    /** Whether names are hidden in what is answered; left out, they are on public routes. */
    isVeiled?: boolean
    /** Which pages may frame it, or what it frames itself. */
    framing?: Framing
    /** The page is made for other sites, so only who agreed to be named there is named. */
    isSpread?: boolean
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
