import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { AppError } from '../../../platform/errors.ts'
import { fieldErrors } from '../../../platform/http/fields.ts'
import type { App } from '../../../platform/http/types.ts'
import { actorOf, requireFreshFactor, requireHost } from '../../accounts/index.ts'
import {
  type Also,
  addAccreditation,
  addContact,
  checkContact,
  confirmContact,
  contactKinds,
  endAccreditation,
  endContact,
  MAX_CONTACT_CHARS,
  MAX_SOURCE_CHARS,
  type Mission,
} from '../../missions/index.ts'
import type { DeskDeps } from '../types.ts'
import { noteOn } from './note.ts'
import { requireMission, showMission } from './routes.tsx'

/** An address decides where people's letters go, so a stolen session must not be enough to change one. */
const config = { access: 'signed_in', factor: 'fresh' } as const
const Id = Type.String({ maxLength: 36 })
const params = Type.Object({ id: Id })
const contactParams = Type.Object({ id: Id, contact: Id })
const Source = Type.String({ maxLength: MAX_SOURCE_CHARS, default: '' })

const ContactBody = Type.Object({
  kind: Type.Union(contactKinds.map((kind) => Type.Literal(kind))),
  value: Type.String({ maxLength: MAX_CONTACT_CHARS, default: '' }),
  source: Source,
  confirmed: Type.String({ maxLength: 10, default: '' }),
  replaces: Type.String({ maxLength: 36, default: '' }),
})
const StateBody = Type.Object({ state: Type.String({ maxLength: 2, default: '' }), source: Source })

/** What changes one mission. */
export function missionEditRoutes(server: App, deps: DeskDeps): void {
  server.post(
    '/desk/missions/:id/contacts',
    { config, schema: { params, body: ContactBody }, attachValidation: true },
    async (request, reply) => {
      const { body } = request
      const mission = await requireEditable(deps, request)
      const wrong = fieldErrors(request) ?? checkContact(contactOf(mission.id, body))
      const shown = { mission, values: body }
      if (wrong) return showMission(deps, request, reply.code(422), { ...shown, errors: wrong })
      const { kind, value, source } = body
      const after = { kind, value, source }
      const before = contactIn(mission, body.replaces)
      const also = note(deps, request, { act: 'contact_added', mission, before, after })
      return attempt(deps, { request, reply, ...shown }, () =>
        addContact(deps, contactOf(mission.id, body), also),
      )
    },
  )

  server.post(
    '/desk/missions/:id/contacts/:contact/confirmation',
    { config, schema: { params: contactParams, body: Type.Object({ source: Source }) } },
    async (request, reply) => {
      const mission = await requireEditable(deps, request)
      const { source } = request.body
      const contactId = request.params.contact
      const after = { ...contactIn(mission, contactId), source }
      const also = note(deps, request, { act: 'contact_confirmed', mission, after })
      return attempt(deps, { request, reply, mission }, () =>
        confirmContact(deps, { missionId: mission.id, contactId, source }, also),
      )
    },
  )

  server.post(
    '/desk/missions/:id/contacts/:contact/end',
    { config, schema: { params: contactParams } },
    async (request, reply) => {
      const mission = await requireEditable(deps, request)
      const contactId = request.params.contact
      const before = contactIn(mission, contactId)
      const also = note(deps, request, { act: 'contact_ended', mission, before })
      return attempt(deps, { request, reply, mission }, () =>
        endContact(deps, { missionId: mission.id, contactId }, also),
      )
    },
  )

  accreditationRoutes(server, deps)
}

function accreditationRoutes(server: App, deps: DeskDeps): void {
  server.post(
    '/desk/missions/:id/accreditations',
    { config, schema: { params, body: StateBody } },
    async (request, reply) => {
      const mission = await requireEditable(deps, request)
      const after = request.body
      const also = note(deps, request, { act: 'accreditation_added', mission, after })
      return attempt(deps, { request, reply, mission }, () =>
        addAccreditation(deps, { missionId: mission.id, ...request.body }, also),
      )
    },
  )

  server.post(
    '/desk/missions/:id/accreditations/end',
    { config, schema: { params, body: StateBody } },
    async (request, reply) => {
      const mission = await requireEditable(deps, request)
      const { state } = request.body
      const also = note(deps, request, { act: 'accreditation_ended', mission, before: { state } })
      return attempt(deps, { request, reply, mission }, () =>
        endAccreditation(deps, { missionId: mission.id, state }, also),
      )
    },
  )
}

/** The mission that is to be changed, for somebody who may. */
export async function requireEditable(deps: DeskDeps, request: FastifyRequest): Promise<Mission> {
  const actor = actorOf(request)
  requireHost(actor)
  requireFreshFactor(deps, actor)
  const { id } = request.params as Static<typeof params>
  return requireMission(deps, id)
}

function note(
  deps: DeskDeps,
  request: FastifyRequest,
  noted: { act: string; mission: Mission; before?: unknown; after?: unknown },
): Also {
  return noteOn(deps, { ...noted, actor: actorOf(request), act: `desk.act_${noted.act}` })
}

function contactIn({ contacts }: Mission, id: string) {
  const contact = contacts.find((each) => each.id === id)
  return contact && { kind: contact.kind, value: contact.value }
}

function contactOf(
  missionId: string,
  { kind, value, source, confirmed, replaces }: Static<typeof ContactBody>,
) {
  return {
    missionId,
    kind,
    value,
    source,
    confirmedOn: confirmed || undefined,
    replacesId: replaces || undefined,
  }
}

interface Attempt {
  request: FastifyRequest
  reply: FastifyReply
  mission: Mission
  values?: Partial<Static<typeof ContactBody>>
}

/** Shows the page again, with what was typed, when it cannot be done. */
async function attempt(
  deps: DeskDeps,
  { request, reply, mission, values }: Attempt,
  act: () => Promise<unknown>,
): Promise<FastifyReply> {
  try {
    await act()
  } catch (error) {
    if (!(error instanceof AppError) || (error.code !== 'invalid' && error.code !== 'conflict')) {
      throw error
    }
    const errors = { form: { key: error.messageKey, values: error.values } }
    const status = error.code === 'conflict' ? 409 : 422
    return showMission(deps, request, reply.code(status), { mission, values, errors })
  }
  return reply.redirect(request.view.link(`/desk/missions/${mission.id}`), 303)
}
