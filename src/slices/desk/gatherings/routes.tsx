import { type Static, Type } from 'typebox'
import type { Db } from '../../../platform/db/database.ts'
import type { View } from '../../../platform/html/view.ts'
import { type FieldErrors, fieldErrors } from '../../../platform/http/fields.ts'
import type { App } from '../../../platform/http/types.ts'
import { type Actor, actorOf, recordAct, requireHost } from '../../accounts/index.ts'
import { listAppeals } from '../../appeals/index.ts'
import {
  cancelGathering,
  listGatherings,
  MAX_GATHERING_NOTE_CHARS,
  MAX_PLACE_CHARS,
  planGathering,
  publishGathering,
} from '../../protests/index.ts'
import type { DeskDeps } from '../types.ts'
import { GatheringsPage } from './gatherings-page.tsx'

const config = { access: 'editor' } as const
const params = Type.Object({ id: Type.String({ maxLength: 36 }) })
const text = (maxLength: number) => Type.String({ maxLength, default: '' })
const Body = Type.Object({
  appeal: text(36),
  kind: Type.Union([Type.Literal('picket'), Type.Literal('hand_in')], { default: 'picket' }),
  country: text(2),
  city: text(100),
  place: text(2 * MAX_PLACE_CHARS),
  on: text(10),
  time: text(5),
  note: text(2 * MAX_GATHERING_NOTE_CHARS),
})
export type GatheringBody = Static<typeof Body>

const empty: GatheringBody = {
  appeal: '',
  kind: 'picket',
  country: '',
  city: '',
  place: '',
  on: '',
  time: '',
  note: '',
}
const MAX_SHOWN = 100
const MAX_APPEALS = 50

/** Pickets and hand-ins: planned here, seen by readers once they are published. */
export function gatheringsRoutes(server: App, deps: DeskDeps): void {
  server.get('/desk/gatherings/', { config }, async (request, reply) => {
    requireHost(actorOf(request))
    return reply.html(await page(deps, request.view, { values: empty, errors: {} }))
  })

  server.post(
    '/desk/gatherings/',
    { config, schema: { body: Body }, attachValidation: true },
    async (request, reply) => {
      const actor = actorOf(request)
      requireHost(actor)
      const { view, body } = request
      const act = { actor, act: 'desk.act_gathering_planned' }
      const errors =
        fieldErrors(request) ??
        (await planGathering(deps, body, (tx, id) => note(tx, deps, act, id)))
      if (!errors) return reply.redirect(view.link('/desk/gatherings/'), 303)
      return reply.code(422).html(await page(deps, view, { values: { ...empty, ...body }, errors }))
    },
  )

  for (const [name, change, actName] of [
    ['publication', publishGathering, 'desk.act_gathering_published'],
    ['cancellation', cancelGathering, 'desk.act_gathering_cancelled'],
  ] as const) {
    server.post(
      `/desk/gatherings/:id/${name}`,
      { config, schema: { params } },
      async (request, reply) => {
        const actor = actorOf(request)
        requireHost(actor)
        const act = { actor, act: actName }
        await change(deps, request.params.id, (tx, id) => note(tx, deps, act, id))
        return reply.redirect(request.view.link('/desk/gatherings/'), 303)
      },
    )
  }
}

async function page(
  { reader }: DeskDeps,
  view: View,
  form: { values: GatheringBody; errors: FieldErrors },
) {
  const gatherings = await listGatherings(reader, MAX_SHOWN)
  const { teasers } = await listAppeals(reader, { lang: view.lang, limit: MAX_APPEALS })
  const appeals = teasers.map(({ id, title }) => ({ id, title }))
  return <GatheringsPage {...{ view, gatherings, appeals, ...form }} />
}

async function note(
  tx: Db,
  { clock }: DeskDeps,
  { actor, act }: { actor: Actor; act: string },
  id: string,
): Promise<void> {
  await recordAct(tx, { at: clock.now(), actor, act, subject: { kind: 'gathering', id } })
}
