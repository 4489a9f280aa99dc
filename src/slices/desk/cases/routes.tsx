import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { AppError } from '../../../platform/errors.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import type { App } from '../../../platform/http/types.ts'
import { newId } from '../../../platform/ids.ts'
import { actorOf } from '../../accounts/index.ts'
import { linkCase } from '../../appeals/index.ts'
import {
  addDemand,
  addGroup,
  addPerson,
  caseAlarms,
  changeCase,
  changeDemand,
  closeCase,
  findOwnCase,
  type Ledger,
  listOwnCases,
  openCase,
  recordEvent,
  reopenCase,
  setCasePublic,
} from '../../cases/index.ts'
import type { DeskDeps } from '../types.ts'
import {
  CaseBody,
  ChangeBody,
  changeOf,
  EventBody,
  LabelBody,
  LinkBody,
  localTexts,
  optional,
  PersonBody,
  PersonChangeBody,
  reportOf,
  wholeNumber,
} from './bodies.ts'
import { CasePage, type CasePageProps } from './case-page.tsx'
import { correctionOf } from './correction.ts'
import { ListPage } from './list-page.tsx'
import { savePerson } from './save-person.ts'

const PAGE_SIZE = 30
const config = { access: 'editor' } as const
const fresh = { access: 'editor', factor: 'fresh' } as const
const params = Type.Object({ id: Type.String({ maxLength: 36 }) })
const personParams = Type.Object({ ...params.properties, person: Type.String({ maxLength: 60 }) })

/** Cases at the desk: what calls for somebody, and the forms that record what happened. */
export function casesDeskRoutes(server: App, deps: DeskDeps): void {
  listRoutes(server, deps)
  eventRoutes(server, deps)
  peopleRoutes(server, deps)
  labelRoutes(server, deps)
  endRoutes(server, deps)
}

function listRoutes(server: App, deps: DeskDeps): void {
  const querystring = Type.Object({ before: Type.Optional(Type.String({ maxLength: 36 })) })
  server.get('/desk/cases/', { config, schema: { querystring } }, async (request, reply) =>
    showList(deps, request, reply, { before: request.query.before }),
  )
  server.post('/desk/cases/', { config, schema: { body: CaseBody } }, async (request, reply) => {
    const { body, view } = request
    const { key, country, zone, quiet_days } = body
    return attempt(
      async () => {
        const id = await openCase(deps, actorOf(request), {
          ...{ key: key.trim(), country: country.trim().toUpperCase(), zone: optional(zone) },
          titles: localTexts(body, 'text'),
          quietDays: optional(quiet_days) ? wholeNumber(quiet_days) : undefined,
        })
        return reply.redirect(view.link(`/desk/cases/${id}/`), 303)
      },
      (errors, status) => showList(deps, request, reply.code(status), { errors, values: body }),
    )
  })
}

function eventRoutes(server: App, deps: DeskDeps): void {
  const key = Type.Optional(Type.String({ maxLength: 60 }))
  const querystring = Type.Object({ corrects: key, person: key })
  server.get(
    '/desk/cases/:id/',
    { config, schema: { params, querystring } },
    async (request, reply) => {
      const { corrects, person } = request.query
      const event = corrects === undefined ? undefined : { corrects }
      const changing = person === undefined ? undefined : { key: person }
      return showCase(deps, request, reply, { event, changing })
    },
  )
  server.post(
    '/desk/cases/:id/events',
    { config, schema: { params, body: EventBody } },
    async (request, reply) => {
      const { body } = request
      return attempt(
        async () => {
          const report = { ...reportOf(body), caseId: request.params.id }
          const { key } = await recordEvent(deps, actorOf(request), report)
          return back(request, reply, key)
        },
        (errors, status) => showCase(deps, request, reply.code(status), { errors, event: body }),
      )
    },
  )
  server.post(
    '/desk/cases/:id/demand-changes',
    { config, schema: { params, body: ChangeBody } },
    async (request, reply) =>
      record(deps, request, reply, () =>
        changeDemand(deps, actorOf(request), {
          ...changeOf(request.body),
          caseId: request.params.id,
        }),
      ),
  )
}

function peopleRoutes(server: App, deps: DeskDeps): void {
  server.post(
    '/desk/cases/:id/people',
    { config, schema: { params, body: PersonBody } },
    async (request, reply) =>
      record(deps, request, reply, async () => {
        const { body } = request
        const actor = actorOf(request)
        const { ledger } = await findOwnCase(deps.reader, actor, request.params.id)
        const groupId = ledger.groups.find(({ key }) => key === body.group)?.id
        await addPerson(deps, actor, {
          ...{ caseId: request.params.id, key: body.key.trim(), groupId },
          names: body.names.split('\n'),
          pseudonyms: localTexts(body, 'pseudonym'),
          roles: localTexts(body, 'text'),
        })
      }),
  )
  server.post(
    '/desk/cases/:id/people/:person',
    { config, schema: { params: personParams, body: PersonChangeBody } },
    async (request, reply) => {
      const { body, params: place } = request
      return attempt(
        async () => {
          await savePerson(deps, actorOf(request), { ...place, body })
          return back(request, reply)
        },
        (errors, status) => {
          const isOvertaken = errors.form?.key === 'cases.person_meanwhile'
          const changing = { key: place.person, typed: body, isOvertaken }
          return showCase(deps, request, reply.code(status), { errors, changing })
        },
      )
    },
  )
}

function labelRoutes(server: App, deps: DeskDeps): void {
  for (const [path, verb] of [
    ['groups', (actor, { texts, ...rest }) => addGroup(deps, actor, { ...rest, labels: texts })],
    ['demands', (actor, demand) => addDemand(deps, actor, demand)],
  ] as [string, LabelVerb][]) {
    server.post(
      `/desk/cases/:id/${path}`,
      { config, schema: { params, body: LabelBody } },
      async (request, reply) =>
        record(deps, request, reply, () => {
          const { key } = request.body
          const texts = localTexts(request.body, 'text')
          return verb(actorOf(request), { caseId: request.params.id, key: key.trim(), texts })
        }),
    )
  }
}

type LabelVerb = (
  actor: ReturnType<typeof actorOf>,
  input: { caseId: string; key: string; texts: Record<string, string> },
) => Promise<unknown>

function endRoutes(server: App, deps: DeskDeps): void {
  server.post(
    '/desk/cases/:id/settings',
    { config, schema: { params, body: CaseBody } },
    async (request, reply) =>
      record(deps, request, reply, () => {
        const { zone, quiet_days } = request.body
        return changeCase(deps, actorOf(request), {
          ...{ caseId: request.params.id, titles: localTexts(request.body, 'text') },
          ...{ zone: zone.trim(), quietDays: wholeNumber(quiet_days) },
        })
      }),
  )
  server.post(
    '/desk/cases/:id/appeals',
    { config: fresh, schema: { params, body: LinkBody } },
    async (request, reply) =>
      record(deps, request, reply, async () => {
        const actor = actorOf(request)
        const { ledger } = await findOwnCase(deps.reader, actor, request.params.id)
        const { path } = request.body
        await linkCase(deps, actor, { path: path.trim(), caseKey: ledger.case.key })
      }),
  )
  for (const [path, isPublic] of [
    ['publication', true],
    ['hiding', false],
  ] as const) {
    server.post(
      `/desk/cases/:id/${path}`,
      { config: fresh, schema: { params } },
      async (request, reply) =>
        record(deps, request, reply, () =>
          setCasePublic(deps, actorOf(request), { caseId: request.params.id, isPublic }),
        ),
    )
  }
  for (const [path, verb] of [
    ['closing', closeCase],
    ['reopening', reopenCase],
  ] as const) {
    server.post(`/desk/cases/:id/${path}`, { config, schema: { params } }, async (request, reply) =>
      record(deps, request, reply, () => verb(deps, actorOf(request), request.params.id)),
    )
  }
}

type CaseRequest = FastifyRequest<{ Params: { id: string } }>

/** Records something and leads back to the case; what is refused is said on its page. */
async function record(
  deps: DeskDeps,
  request: CaseRequest,
  reply: FastifyReply,
  verb: () => Promise<unknown>,
): Promise<FastifyReply> {
  return attempt(
    async () => {
      await verb()
      return back(request, reply)
    },
    (errors, status) => {
      const values = (request.body ?? {}) as Record<string, string>
      return showCase(deps, request, reply.code(status), { errors, values })
    },
  )
}

/** Forms come back with what was typed in them; only what is nobody's business stays an error page. */
async function attempt(
  act: () => Promise<FastifyReply>,
  refuse: (errors: FieldErrors, status: number) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code !== 'invalid' && error.code !== 'conflict') throw error
    const errors = { form: { key: error.messageKey, values: error.values } }
    return refuse(errors, error.code === 'invalid' ? 422 : 409)
  }
}

function back({ view, params: { id } }: CaseRequest, reply: FastifyReply, key?: string) {
  return reply.redirect(view.link(`/desk/cases/${id}/${key ? `#${key}` : ''}`), 303)
}

async function showList(
  deps: DeskDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { before, ...form }: { before?: string; errors?: FieldErrors; values?: Record<string, string> },
): Promise<FastifyReply> {
  const { view } = request
  const options = { beforeId: before, limit: PAGE_SIZE + 1, now: deps.clock.now() }
  const found = await listOwnCases(deps.reader, actorOf(request), options)
  const cases = found.slice(0, PAGE_SIZE)
  const next = found.length > PAGE_SIZE ? cases.at(-1)?.case.id : undefined
  return reply.html(<ListPage {...{ view, cases, next, ...form }} />)
}

async function showCase(
  deps: DeskDeps,
  request: CaseRequest,
  reply: FastifyReply,
  form: Pick<CasePageProps, 'errors' | 'values' | 'event' | 'changing'>,
): Promise<FastifyReply> {
  const { view } = request
  const shown = await findOwnCase(deps.reader, actorOf(request), request.params.id)
  const { ledger, state } = shown
  const alarms = caseAlarms(ledger, state, deps.clock.now())
  const event = form.errors ? form.event : prefilled(ledger, form.event)
  return reply.html(<CasePage {...{ view, shown, alarms, nextKey: newKey(), ...form, event }} />)
}

function prefilled(ledger: Ledger, event: CasePageProps['event']): CasePageProps['event'] {
  return event?.corrects === undefined ? event : correctionOf(ledger, event.corrects)
}

/** Keys begin with a letter. */
function newKey(): string {
  return `e-${newId()}`
}
