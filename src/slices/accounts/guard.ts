import { timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import type { Guard } from '../../platform/http/types.ts'
import { hasFreshFactor, mayCall } from './access.ts'
import { recordAct } from './audit/record.ts'
import { readCookie } from './cookies.ts'
import { nextPath, withNext } from './next.ts'
import { resumeSession } from './sessions.ts'
import type { Actor } from './types.ts'

declare module '../../platform/html/view.ts' {
  interface View {
    /** Who looks at a page that is not public. */
    actor?: Actor
    /** To be sent with every form of a page that is not public, as `csrf`. */
    csrf?: string
  }
}

type GuardDeps = Pick<Deps, 'config' | 'db' | 'reader' | 'clock' | 'secrets'>

/** Knows who is signed in, and keeps everybody else from routes that are not public. */
export function createGuard(deps: GuardDeps): Guard {
  return {
    async authorise(request, reply) {
      const session = await resumeSession(deps, readCookie(deps.config, request, 'session'))
      if (!session || session.isPending) {
        askToSignIn(request, reply, session ? '/desk/sign-in/code' : '/desk/sign-in')
        return false
      }
      const { actor } = session
      request.view.actor = actor
      request.view.csrf = deps.secrets.hash('csrf', actor.sessionId)
      const { access, factor } = request.routeOptions.config
      if (!mayCall(actor, access ?? 'administrator')) {
        await refuse(deps, request, { actor, act: 'accounts.act_role_refused' })
        throw new AppError('forbidden', 'accounts.role_missing')
      }
      if (access !== 'administrator' && factor !== 'fresh') return true
      return isFactorShown(deps, { request, reply, isFreshNeeded: factor === 'fresh' }, actor)
    },
    async checkForm(request) {
      const { view } = request
      if (isSame(tokenSentWith(request), view.csrf ?? '')) return
      const { actor } = view
      if (actor) await refuse(deps, request, { actor, act: 'accounts.act_form_refused' })
      throw new AppError('forbidden', 'accounts.form_stale')
    },
    async noteOvertaken(request) {
      const { actor } = request.view
      if (actor) await refuse(deps, request, { actor, act: 'accounts.act_overtaken' })
    },
  }
}

function askToSignIn(request: FastifyRequest, reply: FastifyReply, page: string): void {
  if (!isPage(request)) throw new AppError('forbidden', 'accounts.sign_in_first')
  const { view } = request
  void reply.redirect(view.link(withNext(page, nextPath(view.path))), 303)
}

interface Asked {
  request: FastifyRequest
  reply: FastifyReply
  isFreshNeeded: boolean
}

/** When it is not, the request is answered: a form that comes too late is led to the page that asks, and back. */
function isFactorShown(
  { clock }: GuardDeps,
  { request, reply, isFreshNeeded }: Asked,
  actor: Actor,
): boolean {
  const { view } = request
  if (!actor.hasFactor) {
    if (!isPage(request)) throw new AppError('forbidden', 'accounts.factor_missing')
    void reply.redirect(view.link('/desk/account/?needed=factor'), 303)
    return false
  }
  if (!isFreshNeeded || hasFreshFactor(clock, actor)) return true
  if (view.path.endsWith('.json')) throw new AppError('forbidden', 'accounts.factor_stale')
  const next = isPage(request) ? nextPath(view.path) : pageBefore(request)
  void reply.redirect(view.link(withNext('/desk/factor', next)), 303)
  return false
}

/** The page of the desk that a form stood on. */
function pageBefore(request: FastifyRequest): string {
  const { referer = '' } = request.headers
  if (!URL.canParse(referer)) return '/desk/'
  const { pathname, search } = new URL(referer)
  const prefix = new RegExp(`^/(${request.view.languages.join('|')})(?=/)`)
  return nextPath(pathname.replace(prefix, '') + search)
}

function isPage({ method, view }: FastifyRequest): boolean {
  return (method === 'GET' || method === 'HEAD') && !/\.json(\?|$)/.test(view.path)
}

/** What somebody tried who is signed in stands in the audit log; looking at pages does not. */
async function refuse(
  { db, clock }: GuardDeps,
  request: FastifyRequest,
  { actor, act }: { actor: Actor; act: string },
): Promise<void> {
  const route = `${request.method} ${request.routeOptions.url}`
  request.log.warn({ route, memberId: actor.memberId }, `refused: ${act}`)
  if (isPage(request)) return
  await recordAct(db, { at: clock.now(), actor, act, subject: { kind: 'route', id: route } })
}

/** In a field, or in the address when the form carries files. */
function tokenSentWith({ body, query, headers }: FastifyRequest): string {
  const field = (from: unknown) =>
    typeof from === 'object' && from !== null && 'csrf' in from ? String(from.csrf) : undefined
  return field(body) ?? field(query) ?? String(headers['x-csrf-token'] ?? '')
}

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return wanted !== '' && a.length === b.length && timingSafeEqual(a, b)
}
