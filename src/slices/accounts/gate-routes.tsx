import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../../platform/http/types.ts'
import { MINUTE_MS } from '../../platform/time.ts'
import { actorOf } from './access.ts'
import { dropCookie, readCookie, setCookie } from './cookies.ts'
import { nextPath, withNext } from './next.ts'
import { CodePage, SignInPage } from './pages/gate-pages.tsx'
import { CodeBody, NextQuery, SignInBody, SignInQuery } from './schemas.ts'
import { endSession, resumeSession } from './sessions.ts'
import {
  type Browser,
  type SignInResult,
  showFactorAgain,
  signInWithCode,
  signInWithPassword,
} from './sign-in/sign-in.ts'
import type { AccountsDeps } from './types.ts'

/** Attempts from one network, whichever accounts they are for. */
const MAX_ATTEMPTS = { max: 30, timeWindow: 10 * MINUTE_MS }

/** Signing in with password and code, signing out, showing the second factor again. */
export function gateRoutes(server: App, deps: AccountsDeps): void {
  passwordRoutes(server, deps)
  codeRoutes(server, deps)
  factorRoutes(server, deps)

  server.post('/desk/sign-out', { config: { access: 'signed_in' } }, async (request, reply) => {
    await endSession(deps, readCookie(deps.config, request, 'session'))
    dropCookie({ ...deps, reply }, 'session')
    return reply.redirect(request.view.link('/desk/sign-in?message=signed_out'), 303)
  })
}

function passwordRoutes(server: App, deps: AccountsDeps): void {
  const config = { access: 'public' } as const
  const countNetwork = server.createRateLimit(MAX_ATTEMPTS)

  server.get(
    '/desk/sign-in',
    { config, schema: { querystring: SignInQuery } },
    (request, reply) => {
      const { view, query } = request
      const message = query.message && `accounts.${query.message}`
      return noStore(reply).html(<SignInPage {...{ view, message }} next={nextPath(query.next)} />)
    },
  )

  server.post(
    '/desk/sign-in',
    { config, schema: { querystring: NextQuery, body: SignInBody } },
    async (request, reply) => {
      const { view, body } = request
      const next = nextPath(request.query.next)
      const network = await countNetwork(request)
      const isNetworkBusy = !network.isAllowed && network.isExceeded
      const attempt = { email: body.email, password: body.password, isNetworkBusy }
      const result = await signInWithPassword(deps, attempt, browserOf(deps, request))
      if (result.kind === 'refused') {
        const isBlocked = result.blockedUntil !== undefined
        const key = isBlocked ? 'accounts.too_many_attempts' : 'accounts.sign_in_refused'
        const errors = { form: { key } }
        return noStore(reply)
          .code(isBlocked ? 429 : 422)
          .html(<SignInPage {...{ view, errors, next }} email={body.email} />)
      }
      return goOn(deps, { request, reply, next }, result)
    },
  )
}

function codeRoutes(server: App, deps: AccountsDeps): void {
  const config = { access: 'public' } as const
  const schema = { querystring: NextQuery }

  server.get('/desk/sign-in/code', { config, schema }, async (request, reply) => {
    const { view } = request
    const next = nextPath(request.query.next)
    const session = await resumeSession(deps, readCookie(deps.config, request, 'session'))
    if (!session?.isPending) return reply.redirect(view.link(withNext('/desk/sign-in', next)), 303)
    return noStore(reply).html(<CodePage view={view} next={next} stage="sign-in" />)
  })

  server.post(
    '/desk/sign-in/code',
    { config, schema: { ...schema, body: CodeBody } },
    async (request, reply) => {
      const { view, body } = request
      const next = nextPath(request.query.next)
      const browser = browserOf(deps, request)
      const session = await resumeSession(deps, browser.oldToken)
      if (!session?.isPending) {
        return reply.redirect(view.link(withNext('/desk/sign-in', next)), 303)
      }
      const result = await signInWithCode(deps, session.actor, { code: body.code, browser })
      if (result.kind === 'refused') {
        const key = result.blockedUntil ? 'accounts.too_many_attempts' : 'accounts.code_refused'
        const page = <CodePage view={view} next={next} stage="sign-in" errors={{ form: { key } }} />
        return noStore(reply)
          .code(result.blockedUntil ? 429 : 422)
          .html(page)
      }
      return goOn(deps, { request, reply, next }, result)
    },
  )
}

function factorRoutes(server: App, deps: AccountsDeps): void {
  const config = { access: 'signed_in' } as const
  const schema = { querystring: NextQuery }

  server.get('/desk/factor', { config, schema }, async (request, reply) => {
    const { view } = request
    if (!actorOf(request).hasFactor) {
      return reply.redirect(view.link('/desk/account/?needed=factor'), 303)
    }
    return reply.html(<CodePage view={view} next={nextPath(request.query.next)} stage="factor" />)
  })

  server.post(
    '/desk/factor',
    { config, schema: { ...schema, body: CodeBody } },
    async (request, reply) => {
      const { view } = request
      const next = nextPath(request.query.next)
      if (await showFactorAgain(deps, actorOf(request), request.body.code)) {
        return reply.redirect(view.link(next), 303)
      }
      const errors = { form: { key: 'accounts.code_refused' } }
      return reply.code(422).html(<CodePage {...{ view, next, errors }} stage="factor" />)
    },
  )
}

/** Gives the browser its new session, and leads it to the next step or to the desk. */
export function goOn(
  deps: AccountsDeps,
  { request, reply, next }: { request: FastifyRequest; reply: FastifyReply; next: string },
  result: Exclude<SignInResult, { kind: 'refused' }>,
): FastifyReply {
  const cookies = { ...deps, reply }
  setCookie(cookies, 'session', result.session)
  if (result.kind === 'signed_in') setCookie(cookies, 'device', result.device)
  const path = result.kind === 'pending' ? withNext('/desk/sign-in/code', next) : next
  return noStore(reply).redirect(request.view.link(path), 303)
}

export function browserOf({ config }: AccountsDeps, request: FastifyRequest): Browser {
  return {
    userAgent: request.headers['user-agent'],
    oldToken: readCookie(config, request, 'session'),
    deviceToken: readCookie(config, request, 'device'),
  }
}

/** These pages are for one person. */
export function noStore(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store').header('x-robots-tag', 'noindex')
}
