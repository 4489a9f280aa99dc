import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { AppError } from '../../../platform/errors.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import type { App } from '../../../platform/http/types.ts'
import { dayOf } from '../../../platform/time.ts'
import { type Actor, actorOf, mayCall, requireHost } from '../../accounts/index.ts'
import {
  type Description,
  findCorrection,
  findDescription,
  findMission,
  listAccreditations,
  listAddressEvidence,
  listContactHistory,
  listCorrectionsOf,
  listPastDescriptions,
  type Mission,
  searchMissions,
} from '../../missions/index.ts'
import { countWaitingLetters } from '../../protests/index.ts'
import { DeskLayout } from '../layout.tsx'
import type { DeskDeps } from '../types.ts'
import type { ContactValues } from './contact-form.tsx'
import { MissionPage } from './mission-page.tsx'
import { MAX_SEARCH_CHARS, MissionTable, SearchPage } from './search-page.tsx'
import { MissionTabs } from './tabs.tsx'
import { listToConfirm } from './to-confirm.ts'

const PAGE_SIZE = 50
const MAX_NEIGHBOURS = 50
const config = { access: 'signed_in' } as const
const Country = Type.String({ maxLength: 2, default: '' })
const Id = Type.String({ maxLength: 36 })

const SearchQuery = Type.Object({
  state: Country,
  host: Country,
  q: Type.String({ maxLength: MAX_SEARCH_CHARS, default: '' }),
  after: Type.Optional(Id),
})

/** Missions to look for, and the page of each. */
export function missionsRoutes(server: App, deps: DeskDeps): void {
  server.get(
    '/desk/missions/',
    { config, schema: { querystring: SearchQuery } },
    async (request, reply) => {
      const { view, query } = request
      const actor = actorOf(request)
      requireHost(actor)
      const { state, host, q, after } = query
      const found = await searchMissions(deps.reader, {
        sendingState: state,
        receivingState: host,
        text: q.trim(),
        afterId: after,
        limit: PAGE_SIZE + 1,
      })
      const missions = found.slice(0, PAGE_SIZE)
      const next = found.length > PAGE_SIZE ? missions.at(-1)?.id : undefined
      const today = dayOf(deps.clock.now())
      const shown = { view, actor, missions, next, query: { state, host, q }, today }
      return reply.html(<SearchPage {...shown} />)
    },
  )

  server.get('/desk/missions/to-confirm/', { config }, async (request, reply) => {
    const { view } = request
    const { t } = view
    const actor = actorOf(request)
    requireHost(actor)
    const found = await listToConfirm(deps)
    const today = dayOf(deps.clock.now())
    return reply.html(
      <DeskLayout
        view={view}
        title={t('desk.missions_to_confirm_title')}
        help={t('desk.missions_to_confirm_help')}
      >
        <MissionTabs view={view} actor={actor} current="/desk/missions/to-confirm/" />
        {found.missions.length === 0 ? (
          <p>{t('desk.missions_to_confirm_none')}</p>
        ) : (
          <MissionTable view={view} today={today} {...found} />
        )}
      </DeskLayout>,
    )
  })

  server.get(
    '/desk/missions/:id',
    {
      config,
      schema: {
        params: Type.Object({ id: Id }),
        querystring: Type.Object({ correct: Type.Optional(Id), correction: Type.Optional(Id) }),
      },
    },
    async (request, reply) => {
      requireHost(actorOf(request))
      const mission = await requireMission(deps, request.params.id)
      const values = await readValues(deps, mission, request.query)
      return showMission(deps, request, reply, { mission, values })
    },
  )
}

/** @throws AppError `not_found` no such mission */
export async function requireMission(
  { reader }: Pick<DeskDeps, 'reader'>,
  id: string,
): Promise<Mission> {
  const mission = await findMission(reader, id)
  if (!mission) throw new AppError('not_found', 'missions.unknown_mission', { id })
  return mission
}

/** The page of one mission, with what was typed and what is wrong with it. */
export async function showMission(
  deps: DeskDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: { mission: Mission; values?: Partial<ContactValues>; errors?: FieldErrors },
): Promise<FastifyReply> {
  const { reader, clock } = deps
  const { mission, errors = {} } = shown
  const today = dayOf(clock.now())
  const fresh = { kind: 'email', value: '', source: '', confirmed: today, replaces: '' } as const
  const contacts = await listContactHistory(reader, mission.id)
  const current = contacts.filter(({ validUntil }) => validUntil === undefined)
  const props = {
    view: request.view,
    actor: actorOf(request),
    mission,
    contacts,
    addresses: await listAddressEvidence(reader, current),
    accreditations: await listAccreditations(reader, mission.id),
    corrections: await listCorrectionsOf(reader, mission.id),
    neighbours: await listNeighbours(deps, mission, actorOf(request)),
    lettersWaiting: await countWaitingLetters(reader, mission.id),
    description: await requireDescription(reader, mission.id),
    pastDescriptions: await listPastDescriptions(reader, mission.id),
  }
  const values = { ...fresh, ...shown.values }
  return reply.html(<MissionPage {...props} {...{ today, values, errors }} />)
}

async function requireDescription(reader: DeskDeps['reader'], id: string): Promise<Description> {
  const description = await findDescription(reader, id)
  if (!description) throw new AppError('not_found', 'missions.unknown_mission', { id })
  return description
}

/** The form begins with the contact to be corrected, or with what a reader wrote. */
async function readValues(
  { reader, clock }: DeskDeps,
  mission: Mission,
  { correct, correction: correctionId }: { correct?: string; correction?: string },
): Promise<Partial<ContactValues>> {
  const contacts = await listContactHistory(reader, mission.id)
  const current = contacts.filter(({ validUntil }) => validUntil === undefined)
  if (correctionId !== undefined) {
    const correction = await findCorrection(reader, correctionId)
    if (!correction || correction.missionId !== mission.id) return {}
    const { kind, wrong, right, knownFrom } = correction
    const replaced = current.find((each) => each.kind === kind && each.value === wrong)
    const confirmed = dayOf(clock.now())
    return { kind, value: right, source: knownFrom, confirmed, replaces: replaced?.id ?? '' }
  }
  const contact = current.find(({ id }) => id === correct)
  return contact ? { kind: contact.kind, value: contact.value, replaces: contact.id } : {}
}

async function listNeighbours(
  { reader }: DeskDeps,
  { id, sendingState, receivingState }: Mission,
  actor: Actor,
): Promise<Mission[]> {
  if (!mayCall(actor, 'administrator')) return []
  const limit = MAX_NEIGHBOURS
  const found = await searchMissions(reader, { sendingState, receivingState, limit })
  return found.filter((each) => each.id !== id)
}
