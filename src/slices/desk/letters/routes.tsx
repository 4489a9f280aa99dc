import type { FastifyReply } from 'fastify'
import { type Static, Type } from 'typebox'
import { AppError } from '../../../platform/errors.ts'
import type { View } from '../../../platform/html/view.ts'
import type { App } from '../../../platform/http/types.ts'
import { actorOf, hasFreshFactor, recordAct, requireHost } from '../../accounts/index.ts'
import {
  type BoardRow,
  countLettersOf,
  findBoard,
  findLetter,
  findOfficeHours,
  findPace,
  forecastMissions,
  type LettersOf,
  letterStates,
  listHistory,
  listLettersOf,
  listPauses,
  listStops,
  listTurnedAway,
  pauseLetters,
  resumeLetters,
  retryLetter,
  revealLetter,
} from '../../protests/index.ts'
import type { DeskDeps } from '../types.ts'
import { BoardPage } from './board-page.tsx'
import { hoursRoutes } from './hours-routes.tsx'
import { FACTOR_TOO_OLD, LetterPage, type LetterPageProps } from './letter-page.tsx'
import { findNames } from './names.ts'
import { searchRoutes } from './search-routes.tsx'
import { lettersPath } from './states.ts'
import { SubjectPage, type SubjectPageProps } from './subject-page.tsx'

const MAX_ROWS = 30
const PAGE_SIZE = 50
const MAX_TURNED_AWAY = 10

const BoardQuery = Type.Object({
  by: Type.Union([Type.Literal('mission'), Type.Literal('appeal')], { default: 'mission' }),
})
const LetterParams = Type.Object({ id: Type.String({ maxLength: 36 }) })
const SubjectParams = Type.Object({
  kind: Type.Union([Type.Literal('appeals'), Type.Literal('missions')]),
  id: Type.String({ maxLength: 36 }),
})
const SubjectQuery = Type.Object({
  state: Type.Optional(Type.String({ maxLength: 20 })),
  after: Type.Optional(Type.String({ maxLength: 36 })),
})
const ReasonBody = Type.Object({ reason: Type.String({ maxLength: 500, default: '' }) })

/** Letters at the desk: the board, the letters of an appeal or mission, and one letter. */
export function lettersRoutes(server: App, deps: DeskDeps): void {
  addBoardRoute(server, deps)
  addSubjectRoutes(server, deps)
  addLetterRoutes(server, deps)
  hoursRoutes(server, deps)
  searchRoutes(server, deps)
}

function addBoardRoute(server: App, deps: DeskDeps): void {
  server.get(
    '/desk/letters/',
    { config: { access: 'signed_in', isVeiled: true }, schema: { querystring: BoardQuery } },
    async (request, reply) => {
      requireHost(actorOf(request))
      const { view, query } = request
      return reply.html(<BoardPage view={view} {...(await describeBoard(deps, view, query.by))} />)
    },
  )
}

async function describeBoard(deps: DeskDeps, { t }: View, kind: 'appeal' | 'mission') {
  const { reader, config } = deps
  const [pauses, stops] = await Promise.all([listPauses(reader), listStops(reader)])
  const paused = pauses.filter((pause) => pause.kind === kind).map(({ subjectId }) => subjectId)
  const besides =
    kind === 'mission' ? [...paused, ...stops.map(({ missionId }) => missionId)] : paused
  const { rows, totals } = await findBoard(reader, kind, { limit: MAX_ROWS, besides })
  const names = await findNames(deps, t, { [kind]: rows.map(({ id }) => id) })
  const isQueued = ({ counts }: BoardRow) => (counts.ready ?? 0) > 0
  const queued = kind === 'mission' ? rows.filter(isQueued).map(({ id }) => id) : []
  return {
    ...{ kind, rows, totals, names },
    obstacles: { pauses, stops },
    forecasts: await forecastMissions(deps, queued),
    lettersPerHour: config.lettersPerHour,
    isCut: rows.length === MAX_ROWS,
  }
}

function addSubjectRoutes(server: App, deps: DeskDeps): void {
  const url = '/desk/letters/:kind/:id'
  const schema = { params: SubjectParams }
  const subjectOf = ({ kind, id }: Static<typeof SubjectParams>): LettersOf => ({
    kind: kind === 'appeals' ? 'appeal' : 'mission',
    id,
  })

  server.get(
    url,
    {
      config: { access: 'signed_in', isVeiled: true },
      schema: { ...schema, querystring: SubjectQuery },
    },
    async (request, reply) => {
      requireHost(actorOf(request))
      const { view, params, query } = request
      const props = await describeSubject(deps, view, subjectOf(params), query)
      return reply.html(<SubjectPage view={view} {...props} />)
    },
  )

  server.post(
    `${url}/pauses`,
    { config: { access: 'editor' }, schema: { ...schema, body: ReasonBody } },
    async (request, reply) => {
      const { view, params, body } = request
      const actor = actorOf(request)
      requireHost(actor)
      const subject = subjectOf(params)
      const reason = body.reason.trim()
      const props = await describeSubject(deps, view, subject, {})
      if (reason === '') {
        const problem = { key: 'desk.reason_missing', typed: '' }
        return reply.code(422).html(<SubjectPage view={view} {...props} problem={problem} />)
      }
      const name = props.names[subject.kind](subject.id)
      await pauseLetters(deps, actor, { subject: { ...subject, name }, reason })
      return goTo(reply, view, lettersPath(subject.kind, subject.id))
    },
  )

  server.post(
    `${url}/resumption`,
    { config: { access: 'editor' }, schema },
    async (request, reply) => {
      const { view, params } = request
      const actor = actorOf(request)
      requireHost(actor)
      const subject = subjectOf(params)
      const names = await findNames(deps, view.t, { [subject.kind]: [subject.id] })
      await resumeLetters(deps, actor, { ...subject, name: names[subject.kind](subject.id) })
      return goTo(reply, view, lettersPath(subject.kind, subject.id))
    },
  )
}

async function describeSubject(
  deps: DeskDeps,
  { t }: View,
  subject: LettersOf,
  query: Static<typeof SubjectQuery>,
): Promise<Omit<SubjectPageProps, 'view'>> {
  const { reader } = deps
  const counts = await countLettersOf(reader, subject)
  const asked = letterStates.find((each) => each === query.state)
  const state = asked ?? letterStates.find((each) => counts[each]) ?? 'ready'
  const [found, pauses, pace, turnedAway, office] = await Promise.all([
    listLettersOf(reader, subject, { state, afterId: query.after, limit: PAGE_SIZE + 1 }),
    listPauses(reader),
    subject.kind === 'mission' ? findPace(reader, subject.id) : undefined,
    listTurnedAway(reader, subject, MAX_TURNED_AWAY),
    subject.kind === 'mission' ? findOfficeHours(reader, subject.id) : undefined,
  ])
  const letters = found.slice(0, PAGE_SIZE)
  const ids = {
    appeal: letters.map(({ appealId }) => appealId),
    mission: letters.map(({ missionId }) => missionId),
  }
  ids[subject.kind].push(subject.id)
  return {
    ...{ subject, counts, state, letters, turnedAway },
    names: await findNames(deps, t, ids),
    next: found.length > PAGE_SIZE ? letters.at(-1)?.id : undefined,
    pause: pauses.find(({ kind, subjectId }) => kind === subject.kind && subjectId === subject.id),
    stop: pace?.stopped,
    office,
  }
}

function addLetterRoutes(server: App, deps: DeskDeps): void {
  const url = '/desk/letters/:id'
  const schema = { params: LetterParams }

  server.get(
    url,
    { config: { access: 'signed_in', isVeiled: true }, schema },
    async (request, reply) => {
      requireHost(actorOf(request))
      const { view, params } = request
      return reply.html(
        <LetterPage view={view} {...(await describeLetter(deps, view, params.id))} />,
      )
    },
  )

  server.post(
    `${url}/attempts`,
    { config: { access: 'editor' }, schema },
    async (request, reply) => {
      const { view, params } = request
      const actor = actorOf(request)
      requireHost(actor)
      const subject = { kind: 'letter', id: params.id }
      await retryLetter(deps, params.id, (tx) =>
        recordAct(tx, { at: deps.clock.now(), actor, act: 'desk.act_letter_retried', subject }),
      )
      return goTo(reply, view, `/desk/letters/${params.id}`)
    },
  )

  revealRoutes(server, deps)
}

function revealRoutes(server: App, deps: DeskDeps): void {
  const url = '/desk/letters/:id/reveals'
  const schema = { params: LetterParams }

  server.get(
    url,
    { config: { access: 'moderator', factor: 'fresh' }, schema },
    async (request, reply) => {
      requireHost(actorOf(request))
      const { view, params } = request
      const props = await describeLetter(deps, view, params.id)
      return reply.html(<LetterPage view={view} {...props} isAsking />)
    },
  )

  server.post(
    url,
    // The verb asks for the factor: here it comes back with what was typed, where the guard leads away.
    { config: { access: 'moderator' }, schema: { ...schema, body: ReasonBody } },
    async (request, reply) => {
      const { view, params, body } = request
      const actor = actorOf(request)
      requireHost(actor)
      const props = await describeLetter(deps, view, params.id)
      const typed = body.reason.trim()
      const refuse = (status: number, key: string) =>
        reply
          .code(status)
          .html(<LetterPage view={view} {...props} isAsking problem={{ key, typed }} />)
      if (typed === '') return refuse(422, 'desk.reason_missing')
      if (actor.hasFactor && !hasFreshFactor(deps.clock, actor)) return refuse(403, FACTOR_TOO_OLD)
      const content = await revealLetter(deps, actor, { letterId: params.id, reason: typed })
      return reply.html(<LetterPage view={view} {...props} content={content} />)
    },
  )
}

async function describeLetter(
  deps: DeskDeps,
  { t }: View,
  id: string,
): Promise<Omit<LetterPageProps, 'view'>> {
  const letter = await findLetter(deps.reader, id)
  if (!letter) throw new AppError('not_found', 'protests.letter_unknown')
  const ids = { appeal: [letter.appealId], mission: [letter.missionId] }
  const [history, names] = await Promise.all([
    listHistory(deps.reader, id),
    findNames(deps, t, ids),
  ])
  return { letter, history, names }
}

function goTo(reply: FastifyReply, view: View, path: string): FastifyReply {
  return reply.redirect(view.link(path), 303)
}
