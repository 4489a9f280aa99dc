import { type Static, Type } from 'typebox'
import { fieldErrors } from '../../../platform/http/fields.ts'
import type { App } from '../../../platform/http/types.ts'
import { dayOf } from '../../../platform/time.ts'
import { actorOf, requireHost } from '../../accounts/index.ts'
import { listAppealsById } from '../../appeals/index.ts'
import { findMissionsById } from '../../missions/index.ts'
import {
  countBundleable,
  findAccounts,
  handInRemarks,
  listBundles,
  MAX_NOTE_CHARS,
  makeBundle,
  recordHandIn,
  undoBundle,
} from '../../protests/index.ts'
import type { DeskDeps } from '../types.ts'
import { AccountPage } from './account-page.tsx'
import { BundlePage } from './bundle-page.tsx'
import { BundlesPage } from './bundles-page.tsx'
import { loadBundle, noteOnBundle, requireBundle } from './load.ts'
import { photoRoutes } from './photo-routes.tsx'
import { printRoutes } from './print-routes.tsx'

const config = { access: 'editor' } as const
const Id = Type.String({ maxLength: 36, default: '' })
const params = Type.Object({ id: Id })
const NewBundle = Type.Object({ appeal: Id, mission: Id })
const HandInBody = Type.Object({
  on: Type.String({ maxLength: 10, default: '' }),
  outcome: Type.Union(
    [Type.Literal('accepted'), Type.Literal('refused'), Type.Literal('door_shut')],
    { default: 'accepted' },
  ),
  note: Type.String({ maxLength: 2 * MAX_NOTE_CHARS, default: '' }),
  reply_promised: Type.Optional(Type.String({ maxLength: 10 })),
  police_called: Type.Optional(Type.String({ maxLength: 10 })),
  photographed: Type.Optional(Type.String({ maxLength: 10 })),
})
export type HandInBody = Static<typeof HandInBody>

/** As many bundles as the list shows, the newest. */
const MAX_SHOWN = 50
/** As many missions as the account shows, those with most letters; all are in its sum. */
const MAX_ACCOUNTS = 50

/** Letters on paper: bundles made of waiting letters, printed, handed in, and what came of it. */
export function bundlesRoutes(server: App, deps: DeskDeps): void {
  addListRoutes(server, deps)
  addBundleRoutes(server, deps)
  printRoutes(server, deps)
  photoRoutes(server, deps)
}

function addListRoutes(server: App, deps: DeskDeps): void {
  server.get('/desk/bundles/', { config }, async (request, reply) => {
    requireHost(actorOf(request))
    return reply.html(
      <BundlesPage view={request.view} {...(await loadList(deps, request.view.lang))} />,
    )
  })

  server.get('/desk/bundles/account/', { config }, async (request, reply) => {
    requireHost(actorOf(request))
    const found = await findAccounts(deps.reader, MAX_ACCOUNTS)
    const missionIds = found.accounts.map(({ missionId }) => missionId)
    const missions = await findMissionsById(deps.reader, missionIds)
    return reply.html(<AccountPage {...{ view: request.view, missions, ...found }} />)
  })

  server.post('/desk/bundles/', { config, schema: { body: NewBundle } }, async (request, reply) => {
    const actor = actorOf(request)
    requireHost(actor)
    const { appeal: appealId, mission: missionId } = request.body
    const made = { appealId, missionId, by: actor.name }
    const id = await makeBundle(deps, made, (tx, bundleId) =>
      noteOnBundle(tx, deps, { actor, act: 'desk.act_bundle_made', bundleId }),
    )
    return reply.redirect(request.view.link(`/desk/bundles/${id}`), 303)
  })
}

function addBundleRoutes(server: App, deps: DeskDeps): void {
  server.get('/desk/bundles/:id', { config, schema: { params } }, async (request, reply) => {
    requireHost(actorOf(request))
    const { view } = request
    const bundle = await requireBundle(deps, request.params.id)
    const shown = await loadBundle(deps, bundle, view.lang)
    const values = { on: dayOf(deps.clock.now()), outcome: 'accepted' as const, note: '' }
    return reply.html(<BundlePage {...{ view, ...shown, values, errors: {} }} />)
  })

  server.post(
    '/desk/bundles/:id/hand-ins',
    { config, schema: { params, body: HandInBody }, attachValidation: true },
    async (request, reply) => {
      const actor = actorOf(request)
      requireHost(actor)
      const { view, body } = request
      const bundle = await requireBundle(deps, request.params.id)
      const act = { actor, act: 'desk.act_bundle_handed_in', bundleId: bundle.id }
      const remarks = handInRemarks.filter((remark) => body[remark])
      const handIn = { ...body, remarks, recordedBy: actor.name }
      const errors =
        fieldErrors(request) ??
        (await recordHandIn(deps, bundle.id, handIn, (tx) => noteOnBundle(tx, deps, act)))
      if (!errors) return reply.redirect(view.link(`/desk/bundles/${bundle.id}`), 303)
      const shown = await loadBundle(deps, bundle, view.lang)
      return reply.code(422).html(<BundlePage {...{ view, ...shown, values: body, errors }} />)
    },
  )

  server.post(
    '/desk/bundles/:id/undoing',
    { config, schema: { params } },
    async (request, reply) => {
      const actor = actorOf(request)
      requireHost(actor)
      const bundle = await requireBundle(deps, request.params.id)
      const act = { actor, act: 'desk.act_bundle_undone', bundleId: bundle.id }
      await undoBundle(deps, bundle.id, (tx) => noteOnBundle(tx, deps, act))
      return reply.redirect(request.view.link('/desk/bundles/'), 303)
    },
  )
}

async function loadList({ reader }: DeskDeps, lang: string) {
  const [waiting, bundles] = await Promise.all([
    countBundleable(reader),
    listBundles(reader, MAX_SHOWN),
  ])
  const appealIds = [...waiting, ...bundles].map(({ appealId }) => appealId)
  const missionIds = [...waiting, ...bundles].map(({ missionId }) => missionId)
  const appeals = await listAppealsById(reader, [...new Set(appealIds)], lang)
  const missions = await findMissionsById(reader, [...new Set(missionIds)])
  const titles = new Map(appeals.map(({ id, title }) => [id, title]))
  return { waiting, bundles, titles, missions }
}
