import { createHmac, randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { parse as parseForm } from 'node:querystring'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import rateLimit from '@fastify/rate-limit'
import { type FastifyReply, type FastifyRequest, fastify, LogController } from 'fastify'
import { renderToString } from 'preact-render-to-string'
import type { Config } from '../config.ts'
import type { Changes, FactFeed } from '../db/fact-feed.ts'
import { AppError } from '../errors.ts'
import type { Asset, Assets } from '../html/assets.ts'
import type { Catalogues } from '../i18n/catalogues.ts'
import type { Log } from '../log.ts'
import { SETTINGS_FACT, type Settings } from '../settings/settings.ts'
import { type Clock, dayOf, HOUR_MS } from '../time.ts'
import type { Veils } from '../veil/veil.ts'
import { addPageCache } from './cached-pages.ts'
import { chooseEncoding, compress, VARY } from './compression.ts'
import { answerError, answerUnknown } from './errors.tsx'
import { stripLanguagePrefix } from './language.ts'
import { buildLazyValidators } from './lazy-validators.ts'
import { networkOf } from './network.ts'
import { isOwnOrigin } from './origin.ts'
import { PageCache } from './page-cache.ts'
import { addSecurityHeaders, allowFrames, usualHeaders } from './security-headers.ts'
import type { App, Guard } from './types.ts'
import { addVeiledAnswers } from './veiled-answers.ts'
import { createReaderOf, createView } from './view.ts'

// An import of it would have Node load its own client for fetch, which costs a start twelve milliseconds.
const { createServer: createHttpServer } = process.getBuiltinModule('node:http')

interface ServerDeps {
  settings: Settings
  facts: Pick<FactFeed, 'take'>
  config: Config
  clock: Clock
  log: Log
  catalogues: Catalogues
  assets: Assets
  veils: Veils
  /** Without one, every route that is not public is refused. */
  guard?: Guard
}

const MAX_FORM_BYTES = 256 * 1024
/**
 * A long appeal at the desk has a thousand, all others a few dozen; a million of them would keep
 * everybody waiting for seconds.
 */
const MAX_FORM_FIELDS = 2000
const MAX_CACHE_BYTES = 32 * 1024 * 1024
const REQUEST_TIMEOUT_MS = 60_000
/**
 * Longer than proxies keep a connection of theirs (nginx: 60 s, Caddy: 120). A form that goes down one which is being closed
 * here is answered by the proxy with 502.
 */
const KEEP_ALIVE_MS = 130_000
const CLOSE_GRACE_MS = 10_000

/**
 * The server without any route: languages, security headers, origin check, limits, errors,
 * compression. The rooms add their routes to it.
 *
 * It refuses to start when a route does not say who may call it.
 */
export async function createServer(deps: ServerDeps): Promise<App> {
  const { config, log, catalogues } = deps
  const cache = new PageCache({ maxBytes: MAX_CACHE_BYTES, takeChanges: createTakeChanges(deps) })
  const server = fastify({
    serverFactory: (handle) =>
      createHttpServer(
        { requestTimeout: REQUEST_TIMEOUT_MS, keepAliveTimeout: KEEP_ALIVE_MS },
        (request, response) => {
          if (!pages.tryAnswer(request, response)) handle(request, response)
        },
      ),
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.trustProxy.length > 0 ? config.trustProxy : false,
    bodyLimit: MAX_FORM_BYTES,
    forceCloseConnections: 'idle',
    rewriteUrl: stripLanguagePrefix(catalogues.languages),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300 },
    ajv: { customOptions: { allErrors: true, coerceTypes: 'array' } },
    schemaController: { compilersFactory: { buildValidator: buildLazyValidators } },
    frameworkErrors: (_, { raw: request }, { raw: response }) => {
      const t = catalogues.translator(readerOf(request.headers['accept-language']).lang)
      answerUnreadable(response, { config, text: t('platform.error_not_found_text') })
    },
  }) as unknown as App

  requireAccess(server)
  addSecurityHeaders(server, config)
  const readerOf = createReaderOf(catalogues, config)
  addViews(server, { ...deps, readerOf })
  addVeiledAnswers(server, deps)
  const pages = addPageCache(server, { cache, readerOf })
  addAnswers(server)
  addLog(server)
  server.setErrorHandler(answerError)
  server.setNotFoundHandler(answerUnknown)
  server.addHook('onRequest', () => deps.settings.refresh())
  server.addHook('onRequest', async (request) => {
    // No address of ours has one, and PostgreSQL fails on it.
    if (request.url.includes('%00')) {
      throw new AppError('not_found', 'platform.error_not_found_text')
    }
    const isReading = request.method === 'GET' || request.method === 'HEAD'
    if (!isReading && !isOwnOrigin(request.headers, config.publicUrl)) {
      request.log.warn({ route: request.routeOptions.url }, 'refused: a form from another site')
      throw new AppError('forbidden', 'platform.error_foreign_origin')
    }
  })

  await server.register(cookie)
  addGuard(server, deps.guard ?? refuseEverybody)
  await server.register(rateLimit, { global: false, keyGenerator: dailyKeys() })
  // Nothing here sends JSON or plain text; whoever does fills no form.
  server.removeContentTypeParser(['application/json', 'text/plain'])
  await server.register(formbody, {
    parser: (text: string) => parseForm(withoutZero(text), '&', '=', { maxKeys: MAX_FORM_FIELDS }),
  })
  addAssets(server, deps.assets, config)
  return server
}

/**
 * PostgreSQL fails on zero bytes in a text. They become another control character, with which rooms do as with
 * every other.
 */
function withoutZero(form: string): string {
  return form.replace(/%00|\0/g, '%01')
}

/** An address that no router can read comes past every hook: it is answered in words alone, and not repeated. */
function answerUnreadable(
  response: ServerResponse,
  { config, text }: { config: Config; text: string },
): void {
  const plain = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
  response.writeHead(404, { ...usualHeaders(config), ...plain }).end(text)
}

/**
 * Every page shows some of the settings, so a change of them changes everything. So does a new day: consents
 * to be named end with the one before. It is asked outside of every route, where an error would end the process.
 */
function createTakeChanges({ facts, settings, clock, log }: ServerDeps): () => Changes {
  let madeOn = dayOf(clock.now())
  const take = (): Changes => {
    try {
      return facts.take()
    } catch (error) {
      log.error({ err: error }, 'what has changed could not be read; pages are made anew')
      return 'everything'
    }
  }
  return () => {
    const changes = take()
    const today = dayOf(clock.now())
    const isNewDay = today !== madeOn
    madeOn = today
    if (changes === 'everything' || changes.includes(SETTINGS_FACT)) settings.forget()
    else if (!isNewDay) return changes
    return 'everything'
  }
}

/** Lets the work in hand finish, then ends what still hangs on. */
export async function closeServer(server: App): Promise<void> {
  const force = setTimeout(() => server.server.closeAllConnections(), CLOSE_GRACE_MS)
  await server.close()
  clearTimeout(force)
}

function requireAccess(server: App): void {
  server.addHook('onRoute', (route) => {
    if (!route.config?.access) {
      throw new Error(`${route.method} ${route.url} does not say who may call it (config.access)`)
    }
    if (route.config.cached && route.config.access !== 'public') {
      throw new Error(`${route.method} ${route.url} is not public, so it cannot be kept in memory`)
    }
  })
}

/** Pages that are not public are kept nowhere and found by no search engine. */
function addGuard(server: App, guard: Guard): void {
  const isGuarded = (request: FastifyRequest) =>
    (request.routeOptions.config.access ?? 'public') !== 'public'
  server.addHook('onRequest', async (request, reply) => {
    if (!isGuarded(request)) return
    void reply.header('cache-control', 'no-store').header('x-robots-tag', 'noindex')
    // Not `reply.sent`, which is true only when the last byte has left.
    if (!(await guard.authorise(request, reply))) return reply
  })
  server.addHook('preValidation', async (request) => {
    const isReading = request.method === 'GET' || request.method === 'HEAD'
    if (isGuarded(request) && !isReading) await guard.checkForm(request)
  })
  server.addHook('onSend', async (request, reply, payload) => {
    if (isGuarded(request) && reply.statusCode === 409) await guard.noteOvertaken(request)
    return payload
  })
}

const refuseEverybody: Guard = {
  async authorise() {
    throw new AppError('forbidden', 'platform.error_forbidden_text')
  },
  checkForm: async () => {},
  noteOvertaken: async () => {},
}

function addViews(server: App, deps: Parameters<typeof createView>[1]): void {
  server.decorateRequest('view', {
    getter() {
      const made = views.get(this.raw) ?? createView(this, deps)
      views.set(this.raw, made)
      return made
    },
  })
}

const views = new WeakMap<object, ReturnType<typeof createView>>()

function addAnswers(server: App): void {
  server.decorateReply('shows', undefined)
  server.decorateReply('html', function html(page, shows) {
    this.shows = shows
    if (shows?.frames?.length) allowFrames(this, shows.frames)
    return this.type('text/html; charset=utf-8')
      .header('content-language', this.request.view.lang)
      .send(`<!doctype html>${renderToString(page)}`)
  })
  server.decorateReply('document', function document(type, text, shows) {
    this.shows = shows
    return this.type(`${type}; charset=utf-8`)
      .header('content-language', this.request.view.lang)
      .send(text)
  })
  server.addHook('onSend', async (request, reply, payload) => {
    const type = String(reply.getHeader('content-type') ?? '')
    if (!/^(text\/|(application|image)\/(.+\+)?(json|xml)\b)/.test(type)) return payload
    void reply.header('vary', VARY)
    // Caches on the way would otherwise keep it as long as they please, whatever is withdrawn.
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-cache')
    if (typeof payload !== 'string') return payload
    const encoding = chooseEncoding(request.headers['accept-encoding'])
    const compressed = await compress(payload, encoding)
    // As bytes, because a string would be measured first and turned into bytes afterwards.
    if (!compressed) return Buffer.from(payload)
    void reply.header('content-encoding', encoding).removeHeader('content-length')
    return compressed
  })
}

/** One line for each answer: the route's pattern, never the address, which may hold a token. */
function addLog(server: App): void {
  server.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'unknown',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
      },
      'answered',
    )
  })
}

function addAssets(server: App, assets: Assets, config: Config): void {
  const { style, deskStyle, icon, scripts } = assets
  const send = async (request: FastifyRequest, reply: FastifyReply, asset: Asset) => {
    const encoding = chooseEncoding(request.headers['accept-encoding'])
    if (encoding !== 'identity') void reply.header('content-encoding', encoding)
    return reply.type(asset.type).send((await asset.bodies())[encoding])
  }
  const access = { config: { access: 'public' } } as const
  const forEver = 'public, max-age=31536000, immutable'
  for (const asset of [style, deskStyle, icon, ...Object.values(scripts)]) {
    server.get(asset.path, access, (request, reply) =>
      send(request, reply.header('cache-control', forEver), asset),
    )
  }
  // Whoever has a page from before the last change of colour gets the present one, for now.
  server.get('/assets/look-:hash.css', access, (request, reply) => {
    const look = assets.styleWith(config.accent)
    const isCurrent = request.url.split('?')[0] === look.path
    return send(request, reply.header('cache-control', isCurrent ? forEver : 'no-cache'), look)
  })
}

/**
 * Keys of the rate limits: a hash of the network address under a key that lives in memory and is
 * thrown away every day, so that no address is kept and no hash can be turned back.
 */
function dailyKeys(): (request: { ip: string }) => string {
  let key = randomBytes(16).toString('hex')
  setInterval(() => {
    key = randomBytes(16).toString('hex')
  }, 24 * HOUR_MS).unref()
  return ({ ip }) => createHmac('sha256', key).update(networkOf(ip)).digest('base64url')
}
