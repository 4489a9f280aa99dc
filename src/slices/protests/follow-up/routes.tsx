import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { AppError } from '../../../platform/errors.ts'
import { Layout } from '../../../platform/html/layout.tsx'
import type { View } from '../../../platform/html/view.ts'
import type { App } from '../../../platform/http/types.ts'
import type { ProtestsDeps } from '../types.ts'
import { unfollow } from './follow.ts'
import { readFollowToken } from './mail.ts'

const address = '/follow-ups/:token'

/** `/follow-ups/TOKEN`: `GET` asks, `POST` ends the mails, also with one click of a mail program. */
export function followUpRoutes(server: App, deps: ProtestsDeps): void {
  const config = { access: 'public' } as const
  const schema = { params: Type.Object({ token: Type.String() }) }

  server.get(address, { config, schema }, async ({ params, view }, reply) => {
    requireFollower(deps, params.token)
    return noStore(reply).html(<UnfollowPage view={view} action={`/follow-ups/${params.token}`} />)
  })

  void server.register(async (scope) => {
    // Either kind of form may come from a mail program (RFC 8058 §3.2); it says nothing new.
    scope.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, async () => ({}))
    scope.post(address, { config, schema }, async ({ params, view }, reply) => {
      await unfollow(deps, requireFollower(deps, (params as { token: string }).token))
      return noStore(reply).html(<UnfollowPage view={view} />)
    })
  })
}

function requireFollower({ secrets }: ProtestsDeps, token: string): string {
  const id = readFollowToken(secrets, token)
  if (!id) throw new AppError('not_found', 'protests.follow_unknown')
  return id
}

/** These pages concern one person. */
function noStore(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store')
}

/** Asks, and without an action says that it is done. */
function UnfollowPage({ view, action }: { view: View; action?: string }) {
  const { t } = view
  const title = t(action ? 'protests.unfollow' : 'protests.unfollowed')
  return (
    <Layout view={view} title={title} noindex>
      <h1>{title}</h1>
      <p class="lede">{t(action ? 'protests.unfollow_text' : 'protests.unfollowed_text')}</p>
      {action && (
        <form class="confirm-form" method="post" action={view.link(action)}>
          <button type="submit">{t('protests.unfollow_button')}</button>
        </form>
      )}
    </Layout>
  )
}
