import { type Static, Type } from 'typebox'
import type { Db } from '../../platform/db/database.ts'
import { AppError } from '../../platform/errors.ts'
import type { App } from '../../platform/http/types.ts'
import { type Actor, actorOf, recordAct, requireHost } from '../accounts/index.ts'
import {
  approveComment,
  type Comment,
  findComment,
  listCommentsByState,
  refuseComment,
} from '../comments/index.ts'
import { CommentsPage } from './comments-page.tsx'
import type { DeskDeps } from './types.ts'

const PAGE_SIZE = 50
const config = { access: 'moderator' } as const
const params = Type.Object({ id: Type.String({ maxLength: 36 }) })

const CommentsQuery = Type.Object({
  state: Type.Union([Type.Literal('held'), Type.Literal('approved'), Type.Literal('refused')], {
    default: 'held',
  }),
  after: Type.Optional(Type.String({ maxLength: 36 })),
  /** The comment that was decided on last. */
  decided: Type.Optional(Type.String({ maxLength: 36 })),
})

/** Comments that wait, and those that were decided on. */
export function commentsRoutes(server: App, deps: DeskDeps): void {
  server.get(
    '/desk/comments/',
    { config, schema: { querystring: CommentsQuery } },
    async (request, reply) => {
      requireHost(actorOf(request))
      const { view, query } = request
      const found = await listPage(deps, query)
      const decided = query.decided ? await findComment(deps.reader, query.decided) : undefined
      return reply.html(<CommentsPage {...{ view, ...found, decided }} state={query.state} />)
    },
  )

  for (const [decision, decide, act] of [
    ['approval', approveComment, 'desk.act_comment_approved'],
    ['refusal', refuseComment, 'desk.act_comment_refused'],
  ] as const) {
    server.post(
      `/desk/comments/:id/${decision}`,
      { config, schema: { params } },
      async (request, reply) => {
        const actor = actorOf(request)
        requireHost(actor)
        const { id } = request.params
        const comment = await requireComment(deps, id)
        await decide(deps, id, (tx) => note(tx, deps, { actor, act, comment }))
        return reply.redirect(request.view.link(`/desk/comments/?decided=${id}`), 303)
      },
    )
  }
}

async function listPage(
  { reader }: Pick<DeskDeps, 'reader'>,
  { state, after }: Static<typeof CommentsQuery>,
): Promise<{ comments: Comment[]; next?: string }> {
  const options = { afterId: after, limit: PAGE_SIZE + 1 }
  const found = await listCommentsByState(reader, state, options)
  const comments = found.slice(0, PAGE_SIZE)
  return { comments, next: found.length > PAGE_SIZE ? comments.at(-1)?.id : undefined }
}

async function requireComment({ reader }: DeskDeps, id: string): Promise<Comment> {
  const comment = await findComment(reader, id)
  if (!comment) throw new AppError('not_found', 'comments.comment_unknown')
  return comment
}

async function note(
  tx: Db,
  { clock }: DeskDeps,
  { actor, act, comment }: { actor: Actor; act: string; comment: Comment },
): Promise<void> {
  await recordAct(tx, {
    at: clock.now(),
    actor,
    act,
    subject: { kind: 'comment', id: comment.id, name: comment.place.path },
    before: { state: comment.state },
  })
}
