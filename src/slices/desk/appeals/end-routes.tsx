import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { AppError } from '../../../platform/errors.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import type { App } from '../../../platform/http/types.ts'
import { actorOf } from '../../accounts/index.ts'
import { closeAppeal, listPicturesOf, openAppeal, withdrawFromDesk } from '../../appeals/index.ts'
import { countRewordable, listPhotographed } from '../../protests/index.ts'
import { loadPictureUses } from '../picture-uses.tsx'
import type { DeskDeps } from '../types.ts'
import { ClosingPage, WithdrawalPage } from './end-pages.tsx'

const config = { access: 'editor', factor: 'fresh' } as const
const params = Type.Object({ id: Type.String({ maxLength: 36 }) })
const EndBody = Type.Record(Type.String({ maxLength: 40 }), Type.String({ maxLength: 2000 }))

/** How an appeal comes to its end, or is taken back. */
export function endRoutes(server: App, deps: DeskDeps): void {
  server.get('/desk/appeals/:id/closing', { config, schema: { params } }, (request, reply) =>
    show(deps, request, reply, { Page: ClosingPage }),
  )

  server.post(
    '/desk/appeals/:id/closing',
    { config, schema: { params, body: EndBody } },
    async (request, reply) => {
      const { view, body } = request
      const { id } = request.params
      const outcomes = Object.entries(body).flatMap(([name, text]) => {
        const language = /^outcome\.(.+)$/.exec(name)?.[1]
        return language === undefined ? [] : [[language, text] as const]
      })
      const errors = await closeAppeal(deps, actorOf(request), {
        appealId: id,
        outcomes: Object.fromEntries(outcomes),
        takeBack: body.take_back === 'yes',
      })
      if (!errors) return reply.redirect(view.link(`/desk/appeals/${id}/`), 303)
      const form = { Page: ClosingPage, values: body, errors }
      return show(deps, request, reply.code(422), form)
    },
  )

  server.get('/desk/appeals/:id/withdrawal', { config, schema: { params } }, (request, reply) =>
    show(deps, request, reply, { Page: WithdrawalPage }),
  )

  server.post(
    '/desk/appeals/:id/withdrawal',
    { config, schema: { params, body: EndBody } },
    async (request, reply) => {
      const { view, body } = request
      const { id } = request.params
      const barPictures = body.pictures_stay !== 'yes'
      const withdrawal = { appealId: id, reason: body.reason ?? '', barPictures }
      const errors = await withdrawFromDesk(deps, actorOf(request), withdrawal)
      if (!errors) return reply.redirect(view.link(`/desk/appeals/${id}/`), 303)
      const form = { Page: WithdrawalPage, values: body, errors }
      return show(deps, request, reply.code(422), form)
    },
  )
}

async function show(
  deps: DeskDeps,
  request: FastifyRequest<{ Params: { id: string } }>,
  reply: FastifyReply,
  form: {
    Page: typeof ClosingPage | typeof WithdrawalPage
    values?: Record<string, string>
    errors?: FieldErrors
  },
): Promise<FastifyReply> {
  const { Page, values = {}, errors = {} } = form
  const { view } = request
  const appeal = await openAppeal(deps, actorOf(request), request.params.id)
  if (!appeal.publishedAt || appeal.withdrawnAt) {
    throw new AppError('conflict', 'appeals.not_public')
  }
  const { unchanged, own } = await countRewordable(deps, appeal.id, [])
  const uses = Page === WithdrawalPage ? await loadUses(deps, appeal.id, view.lang) : undefined
  return reply.html(<Page {...{ view, appeal, waiting: unchanged + own, uses, values, errors }} />)
}

/** Of all pictures about an appeal; undefined when there is none. */
async function loadUses(deps: DeskDeps, appealId: string, lang: string) {
  const photos = await listPhotographed(deps.reader, appealId)
  const own = await listPicturesOf(deps.reader, appealId)
  const ids = [...own, ...photos.map(({ pictureId }) => pictureId)]
  if (ids.length === 0) return undefined
  return loadPictureUses(deps, ids, { exceptAppealId: appealId, lang })
}
