import type { FastifyReply } from 'fastify'
import { AppError } from '../../platform/errors.ts'
import type { App } from '../../platform/http/types.ts'
import { MINUTE_MS } from '../../platform/time.ts'
import { approveComment, refuseComment } from './decide.ts'
import { moderationBy, readCommentToken, type TokenPurpose } from './links.ts'
import { type Decision, DecisionPage, StatusPage, SubscriptionPage } from './pages/token-pages.tsx'
import { findComment } from './queries.ts'
import { createTask } from './rules/proof.ts'
import { TokenParams } from './schemas.ts'
import { confirmSubscription, endSubscription } from './subscribers/subscribe.ts'
import type { CommentsDeps } from './types.ts'

/** Tasks for one network in ten minutes, at most. */
const MAX_TASKS = 120

/** What mails link to, what authors come back to, and the task for scripts. */
export function commentsRoutes(server: App, deps: CommentsDeps): void {
  const config = { access: 'public' } as const
  const schema = { params: TokenParams }

  server.get(
    '/comments/task.json',
    { config: { ...config, rateLimit: { max: MAX_TASKS, timeWindow: 10 * MINUTE_MS } } },
    async (_request, reply) => noStore(reply).send(await createTask(deps)),
  )

  server.get('/comments/:token', { config, schema }, async ({ params, view }, reply) => {
    const comment = await requireComment(deps, requireId(deps, ['status'], params.token))
    return noStore(reply).html(<StatusPage view={view} comment={comment} />)
  })

  decisionRoutes(server, deps, 'approval', approveComment)
  decisionRoutes(server, deps, 'refusal', refuseComment)
  subscriptionRoutes(server, deps)
}

/** Mail scanners follow links: a GET shows, only the POST decides. */
function decisionRoutes(
  server: App,
  deps: CommentsDeps,
  decision: Decision,
  decide: typeof approveComment,
): void {
  const config = { access: 'public' } as const
  const schema = { params: TokenParams }
  const url = `/comments/:token/${decision}`

  server.get(url, { config, schema }, async ({ params: { token }, view }, reply) => {
    const comment = await requireComment(deps, requireModerated(deps, token))
    return noStore(reply).html(<DecisionPage {...{ view, comment, decision, token }} />)
  })

  server.post(url, { config, schema }, async ({ params: { token }, view }, reply) => {
    await decide(deps, requireModerated(deps, token))
    return reply.redirect(view.link(`/comments/${token}/${decision}`), 303)
  })
}

function subscriptionRoutes(server: App, deps: CommentsDeps): void {
  const config = { access: 'public' } as const
  const schema = { params: TokenParams }

  server.get('/comments/:token/subscription', { config, schema }, async (request, reply) => {
    requireId(deps, ['subscription'], request.params.token)
    const action = `/comments/${request.params.token}/subscription`
    return noStore(reply).html(<SubscriptionPage view={request.view} act="begin" action={action} />)
  })

  server.post('/comments/:token/subscription', { config, schema }, async (request, reply) => {
    await confirmSubscription(deps, requireId(deps, ['subscription'], request.params.token))
    return noStore(reply).html(<SubscriptionPage view={request.view} act="begun" />)
  })

  server.get('/comments/:token/unsubscription', { config, schema }, async (request, reply) => {
    requireId(deps, ['subscription'], request.params.token)
    const action = `/comments/${request.params.token}/unsubscription`
    return noStore(reply).html(<SubscriptionPage view={request.view} act="end" action={action} />)
  })

  void server.register(async (scope) => {
    // Mail programs may send their one click as either kind of form (RFC 8058 §3.2); it says
    // nothing that the address has not said already.
    scope.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, async () => ({}))
    scope.post('/comments/:token/unsubscription', { config, schema }, async (request, reply) => {
      const { token } = request.params as { token: string }
      await endSubscription(deps, requireId(deps, ['subscription'], token))
      return noStore(reply).html(<SubscriptionPage view={request.view} act="ended" />)
    })
  })
}

/** Whoever is a moderator no more decides nothing, however old their mail is. */
function requireModerated(deps: CommentsDeps, token: string): string {
  return requireId(deps, deps.config.moderators.map(moderationBy), token)
}

function requireId(deps: CommentsDeps, purposes: TokenPurpose[], token: string): string {
  for (const purpose of purposes) {
    const id = readCommentToken(deps.secrets, purpose, token)
    if (id) return id
  }
  throw new AppError('not_found', 'comments.link_unknown')
}

async function requireComment(deps: CommentsDeps, id: string) {
  const comment = await findComment(deps.reader, id)
  if (!comment) throw new AppError('not_found', 'comments.comment_unknown')
  return comment
}

/** These pages concern one person. */
function noStore(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store')
}
