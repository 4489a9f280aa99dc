import { Type } from 'typebox'
import type { App } from '../../../platform/http/types.ts'
import { actorOf, requireFreshFactor, requireHost } from '../../accounts/index.ts'
import { mergeMissions, missionTitle } from '../../missions/index.ts'
import { countWaitingLetters } from '../../protests/index.ts'
import type { DeskDeps } from '../types.ts'
import { MergePage } from './merge-page.tsx'
import { noteOn } from './note.ts'
import { requireMission } from './routes.tsx'

const config = { access: 'administrator', factor: 'fresh' } as const
const Id = Type.String({ maxLength: 36 })
const params = Type.Object({ id: Id })
const Into = Type.Object({ into: Type.String({ maxLength: 36, default: '' }) })

/** Two entries of one mission, compared and made one. */
export function missionMergeRoutes(server: App, deps: DeskDeps): void {
  const url = '/desk/missions/:id/merge'

  server.get(url, { config, schema: { params, querystring: Into } }, async (request, reply) => {
    const { view } = request
    const actor = actorOf(request)
    requireHost(actor)
    const mission = await requireMission(deps, request.params.id)
    const into = await requireMission(deps, request.query.into)
    const lettersWaiting = await countWaitingLetters(deps.reader, mission.id)
    return reply.html(<MergePage {...{ view, actor, mission, into, lettersWaiting }} />)
  })

  server.post(url, { config, schema: { params, body: Into } }, async (request, reply) => {
    const { view } = request
    const actor = actorOf(request)
    requireHost(actor)
    requireFreshFactor(deps, actor)
    const mission = await requireMission(deps, request.params.id)
    const into = await requireMission(deps, request.body.into)
    const t = deps.catalogues.translator('en')
    const before = { id: mission.id, name: missionTitle(t, mission) }
    const act = 'desk.act_missions_merged'
    const also = noteOn(deps, { actor, act, mission: into, before })
    await mergeMissions(deps, { id: request.params.id, intoId: into.id }, also)
    return reply.redirect(view.link(`/desk/missions/${into.id}`), 303)
  })
}
