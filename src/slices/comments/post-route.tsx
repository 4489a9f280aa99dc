import type { FastifyRequest } from 'fastify'
import type { VNode } from 'preact'
import { type FieldErrors, fieldErrors } from '../../platform/http/fields.ts'
import type { App, Shows } from '../../platform/http/types.ts'
import { commentToken } from './links.ts'
import type { CommentsRequest } from './load.ts'
import { CommentBody } from './schemas.ts'
import { type SubmitDeps, submitComment } from './submit.ts'
import { limits, NETWORK_RATE_MS, type Place } from './types.ts'

/** A page with comments, as the room that owns the page makes it. */
export interface CommentedPage extends Place {
  /** The page again, with what was typed and what is wrong with it. */
  render(form: CommentsRequest): Promise<{ page: VNode; shows?: Shows }>
}

interface PostRoute {
  /** Where the form leads: the path of the page with `comments` behind it, as a pattern. */
  url: string
  /** @throws AppError `not_found` there is no such page */
  findPage(request: FastifyRequest): Promise<CommentedPage>
}

/**
 * Takes the form of a page with comments. The room that owns the page adds this to its routes.
 *
 * Whoever opens the form's address instead, as the language links after an error do, is led to
 * the page.
 */
export function commentPostRoute(
  server: App,
  deps: SubmitDeps,
  { url, findPage }: PostRoute,
): void {
  const countNetwork = server.createRateLimit({
    max: deps.config.commentsPerNetwork,
    timeWindow: NETWORK_RATE_MS,
  })

  server.get(url, { config: { access: 'public' } }, async (request, reply) => {
    const { path } = await findPage(request)
    return reply.redirect(request.view.link(`${path}#comments`), 302)
  })

  server.post(
    url,
    {
      config: { access: 'public' },
      schema: { body: CommentBody },
      attachValidation: true,
      bodyLimit: limits.formBytes,
    },
    async (request, reply) => {
      const { body, view } = request
      const page = await findPage(request)
      const showAgain = async (status: number, errors: FieldErrors) => {
        const form = { reply: body.reply, values: body, errors }
        const { page: again, shows } = await page.render(form)
        return reply.code(status).html(again, shows)
      }
      const errors = fieldErrors(request)
      if (errors) return showAgain(422, errors)
      const network = await countNetwork(request)
      if (!network.isAllowed && network.isExceeded) {
        return showAgain(429, { form: { key: 'comments.error_network' } })
      }
      const result = await submitComment(deps, page, { input: body, language: view.lang })
      if ('problems' in result) return showAgain(422, result.problems)
      const token = commentToken(deps.secrets, 'status', result.commentId)
      return reply.redirect(view.link(`/comments/${token}`), 303)
    },
  )
}
