import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { AppError } from '../../../platform/errors.ts'
import { type FieldErrors, fieldErrors } from '../../../platform/http/fields.ts'
import type { App } from '../../../platform/http/types.ts'
import { dayOf } from '../../../platform/time.ts'
import { actorOf } from '../../accounts/index.ts'
import {
  type Description,
  describeMission,
  findDescription,
  MAX_CITY_CHARS,
  MAX_NAME_CHARS,
  MAX_SOURCE_CHARS,
  type Mission,
  missionTypes,
} from '../../missions/index.ts'
import type { DeskDeps } from '../types.ts'
import { DescriptionPage } from './description-page.tsx'
import { requireEditable } from './edit-routes.tsx'
import { noteOn } from './note.ts'

/** Where a mission stands decides where people's letters go. */
const config = { access: 'signed_in', factor: 'fresh' } as const
const params = Type.Object({ id: Type.String({ maxLength: 36 }) })
const text = (maxLength: number) => Type.String({ maxLength, default: '' })
const Body = Type.Object({
  type: Type.Enum([...missionTypes]),
  name: text(MAX_NAME_CHARS),
  city: text(MAX_CITY_CHARS),
  state: text(2),
  stays: text(3),
  closed: text(10),
  source: text(MAX_SOURCE_CHARS),
  date: text(10),
  version: text(16),
})
export type DescriptionValues = Static<typeof Body>

/** What a mission is, its name, where it stands, and whether it is there at all. */
export function descriptionRoutes(server: App, deps: DeskDeps): void {
  const url = '/desk/missions/:id/description'

  server.get(url, { config, schema: { params } }, async (request, reply) => {
    const mission = await requireEditable(deps, request)
    const now = await findDescription(deps.reader, mission.id)
    const values = { ...valuesOf(now), source: '', date: dayOf(deps.clock.now()) }
    return show(request, reply, { mission, values, errors: {} })
  })

  server.post(
    url,
    { config, schema: { params, body: Body }, attachValidation: true },
    async (request, reply) => {
      const { view, body } = request
      const mission = await requireEditable(deps, request)
      const values = { ...valuesOf(undefined), ...body }
      const errors = fieldErrors(request) ?? (await describe(deps, request, { mission, values }))
      if (!errors) return reply.redirect(view.link(`/desk/missions/${mission.id}`), 303)
      if (!('form' in errors)) return show(request, reply.code(422), { mission, values, errors })

      const meanwhile = await findDescription(deps.db, mission.id)
      // Who sends it again has seen what stands there now.
      const again = { ...values, version: meanwhile?.version ?? '' }
      const shown = { mission, values: again, errors, meanwhile }
      return show(request, reply.code(409), shown)
    },
  )
}

interface Shown {
  mission: Mission
  values: DescriptionValues
  errors: FieldErrors
  meanwhile?: Description
}

function show(request: FastifyRequest, reply: FastifyReply, shown: Shown): FastifyReply {
  const { view } = request
  return reply.html(<DescriptionPage view={view} actor={actorOf(request)} {...shown} />)
}

/** What is wrong, by field; under `form` that somebody was faster. */
async function describe(
  deps: DeskDeps,
  request: FastifyRequest,
  { mission, values }: { mission: Mission; values: DescriptionValues },
): Promise<FieldErrors | undefined> {
  const { type, name, city, state, closed, source, date, stays, version } = values
  const before = await findDescription(deps.reader, mission.id)
  const said = { type, name, city, receivingState: state, closedOn: closed, source }
  const also = noteOn(deps, {
    actor: actorOf(request),
    act: 'desk.act_mission_described',
    mission,
    before: before && logged(before),
    after: logged({ ...said, sourceDate: date }),
  })
  const input = { ...said, sourceDate: date, staysAccredited: stays === 'yes', version }
  try {
    return await describeMission(deps, { missionId: mission.id, ...input }, also)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error
    return { form: { key: error.messageKey } }
  }
}

/** What the log keeps, in one order for both sides. */
function logged({ type, name, city, receivingState, closedOn, source, sourceDate }: Description) {
  return { type, name, city, receivingState, closedOn, source, sourceDate }
}

function valuesOf(description: (Description & { version: string }) | undefined): DescriptionValues {
  const { type = 'embassy', name = '', city = '', receivingState = '' } = description ?? {}
  const { closedOn = '', source = '', sourceDate = '', version = '' } = description ?? {}
  const place = { city, state: receivingState, stays: '', closed: closedOn }
  return { type, name, ...place, source, date: sourceDate, version }
}
