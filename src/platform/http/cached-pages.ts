import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import { VARY } from './compression.ts'
import { languagePrefixOf } from './language.ts'
import type { PageCache, Place } from './page-cache.ts'
import { withoutTracking } from './tracking.ts'
import type { App, Shows } from './types.ts'

/** What of a request besides its address decides which page it gets. */
export interface Reader {
  lang: string
  /** State guessed from the languages, or nothing. */
  country: string
}

interface Making {
  place: Place
  startedAt: number
  /** Whether the page is on its way into memory; only then is it worth waiting longer. */
  isKept: boolean
  done: PromiseWithResolvers<void>
}

/** Longer addresses are asked by machines; keeping their pages would push out others. */
const MAX_URL_CHARS = 300

/**
 * Puts the cache before and behind the routes that have `config.cached`.
 *
 * Of several readers who want a page that is not there, one has it made and the others wait.
 * Pages for somebody in particular never come here: they say `noindex`, set no facts, and
 * whoever sends a cookie or credentials is not answered from memory.
 */
export function addPageCache(
  server: App,
  { cache, readerOf }: { cache: PageCache; readerOf: (acceptLanguage?: string) => Reader },
): { tryAnswer(request: IncomingMessage, response: ServerResponse): boolean } {
  const inMaking = new Map<string, Promise<void>>()
  const makings = new WeakMap<IncomingMessage, Making>()

  server.addHook('onRequest', async (request, reply) => {
    const place = request.routeOptions.config.cached && placeOf(request.raw, readerOf)
    if (!place) return
    const id = place.key + place.country
    const other = inMaking.get(id)
    if (other) {
      await other
      if (cache.answer(place, request.raw, reply.raw)) {
        reply.hijack()
        return
      }
    }
    // Who has hung up meanwhile would never tell that the page is not kept.
    if (reply.raw.closed) return
    const done = Promise.withResolvers<void>()
    inMaking.set(id, done.promise)
    const making: Making = { place, startedAt: cache.startMaking(), isKept: false, done }
    makings.set(request.raw, making)
    void done.promise.then(() => inMaking.delete(id))
    // Not `onResponse`, which never comes for who hung up before the page was made.
    reply.raw.once('close', () => {
      if (!making.isKept) done.resolve()
    })
  })

  server.addHook('onSend', async (request, reply, payload) => {
    const making = makings.get(request.raw)
    if (making && reply.shows && reply.statusCode === 200 && typeof payload === 'string') {
      making.isKept = true
      keep(making, { reply, made: { html: payload, ...reply.shows }, cache })
    }
    return payload
  })

  return {
    tryAnswer(request, response) {
      const place = placeOf(request, readerOf)
      return place !== undefined && cache.answer(place, request, response)
    },
  }
}

function keep(
  { place, startedAt, done }: Making,
  { reply, made, cache }: { reply: FastifyReply; made: Shows & { html: string }; cache: PageCache },
): void {
  cache
    .keep(place, { ...made, headers: headersOf(reply) }, startedAt)
    .catch((error) => reply.log.error({ err: error }, 'a page could not be kept'))
    .finally(() => done.resolve())
}

/** What was sent with the page, as names and values in turn; what depends on one answer is left out. */
function headersOf(reply: FastifyReply): string[] {
  const kept = Object.entries(reply.getHeaders()).filter(([name]) => !ofOneAnswer.test(name))
  return ['vary', VARY, ...kept.flatMap(([name, value]) => [name, String(value)])]
}

const ofOneAnswer =
  /^(vary|content-length|content-encoding|cache-control|set-cookie|x-ratelimit-.*)$/

/**
 * By the address as it came, before the language prefix was taken off. Undefined where a page is not the same
 * for everybody, or not worth keeping.
 */
function placeOf(
  request: IncomingMessage,
  readerOf: (acceptLanguage?: string) => Reader,
): Place | undefined {
  const { method, headers } = request
  if (method !== 'GET' && method !== 'HEAD') return undefined
  if (headers.cookie !== undefined || headers.authorization !== undefined) return undefined
  const address = withoutTracking(request.url ?? '')
  if (address.length > MAX_URL_CHARS) return undefined
  const { lang, country } = readerOf(headers['accept-language'])
  const prefix = languagePrefixOf(request)
  return { key: `${lang} ${prefix ? `/${prefix}${address}` : address} `, country }
}
