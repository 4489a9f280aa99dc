import type { FastifyReply } from 'fastify'
import { AppError } from '../../../platform/errors.ts'
import type { App } from '../../../platform/http/types.ts'
import { describeSubject } from '../pages/describe-subject.ts'
import { TokenParams } from '../schemas.ts'
import type { ProtestsDeps } from '../types.ts'
import { originalKeptUntil, readReply, readReplyToken } from './links.ts'
import { ReplyPage } from './page.tsx'
import { findReply, type Reply } from './queries.ts'
import { shareReply } from './share.ts'

/** `/replies/TOKEN`: what a mission answered, for the writer of the letter alone. `GET` changes nothing. */
export function replyRoutes(server: App, deps: ProtestsDeps): void {
  const config = { access: 'public' } as const
  const { reader, secrets } = deps

  server.get(
    '/replies/:token',
    { config, schema: { params: TokenParams } },
    async ({ params, view }, reply) => {
      const found = await requireReply(deps, params.token)
      const answer = readReply(secrets, found)
      const props = {
        ...(await describeSubject(reader, found.letterId, view.t)),
        reply: found,
        answer,
        originalUntil: answer && originalKeptUntil(deps.config, found, answer),
        path: `/replies/${params.token}`,
      }
      return personal(reply).html(<ReplyPage view={view} {...props} />)
    },
  )

  server.post(
    '/replies/:token/sharing',
    { config, schema: { params: TokenParams } },
    async ({ params, view }, reply) => {
      const { id } = await requireReply(deps, params.token)
      await shareReply(deps, id)
      return personal(reply).redirect(view.link(`/replies/${params.token}`), 303)
    },
  )
}

async function requireReply({ reader, secrets }: ProtestsDeps, token: string): Promise<Reply> {
  const id = readReplyToken(secrets, token)
  const found = id && (await findReply(reader, id))
  if (!found) throw new AppError('not_found', 'protests.reply_unknown')
  return found
}

/** An answer for one person alone. */
function personal(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store').header('x-robots-tag', 'noindex')
}
