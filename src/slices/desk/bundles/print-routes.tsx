import { Type } from 'typebox'
import type { App } from '../../../platform/http/types.ts'
import { dayOf } from '../../../platform/time.ts'
import { actorOf, requireFreshFactor, requireHost } from '../../accounts/index.ts'
import { printBundle } from '../../protests/index.ts'
import type { DeskDeps } from '../types.ts'
import { loadBundle, noteOnBundle, requireBundle } from './load.ts'
import { AskPrintPage, PrintPage } from './print-page.tsx'

const config = { access: 'editor', factor: 'fresh' } as const
const params = Type.Object({ id: Type.String({ maxLength: 36, default: '' }) })

/** The letters of a bundle on paper. Names and words are shown, so that a look alone does not open them. */
export function printRoutes(server: App, deps: DeskDeps): void {
  server.get('/desk/bundles/:id/print', { config, schema: { params } }, async (request, reply) => {
    requireHost(actorOf(request))
    const { view } = request
    const bundle = await requireBundle(deps, request.params.id)
    const { mission } = await loadBundle(deps, bundle, view.lang)
    return reply.html(<AskPrintPage {...{ view, bundle, mission }} />)
  })

  const url = '/desk/bundles/:id/printings'
  server.post(url, { config, schema: { params } }, async (request, reply) => {
    const actor = actorOf(request)
    requireHost(actor)
    requireFreshFactor(deps, actor)
    const { view } = request
    const bundle = await requireBundle(deps, request.params.id)
    const shown = await loadBundle(deps, bundle, view.lang)
    const letters = await printBundle(deps, bundle)
    // The cover goes to the mission with them.
    const cover = (await deps.veils.for('letters')).text(shown.title ?? '', { lang: view.lang })
    // Who saw names and words, and of how many, stands in the log before they see them.
    const after = { letters: letters.length }
    const act = { actor, act: 'desk.act_bundle_printed', bundleId: bundle.id, after }
    await deps.db.transaction().execute((tx) => noteOnBundle(tx, deps, act))
    const today = dayOf(deps.clock.now())
    return reply
      .header('cache-control', 'no-store')
      .html(<PrintPage {...{ view, ...shown, letters, today }} title={cover} />)
  })
}
