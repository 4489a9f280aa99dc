import { Type } from 'typebox'
import { isCountry } from '../../platform/countries.ts'
import { toCsv } from '../../platform/csv.ts'
import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import type { App } from '../../platform/http/types.ts'
import { dayOf } from '../../platform/time.ts'
import { MAX_TOWN_CHARS, type Question } from './answer.ts'
import { correctionRoutes } from './corrections/routes.tsx'
import { exportMissions } from './export.ts'
import { answerAsJson, directoryAsJson, statesAsJson } from './json.ts'
import { AnswerPage } from './pages/answer.tsx'
import { DirectoryPage } from './pages/directory.tsx'
import { SendingStatesPage } from './pages/states.tsx'
import { countBySendingState, listMissionsOf } from './queries.ts'
import { listRepliesOf } from './replies/queries.ts'
import { resolveMissions } from './resolve.ts'

type RouteDeps = Pick<Deps, 'db' | 'reader' | 'clock' | 'veils'>

/** The directory and the resolver, as pages and as data. */
export function missionsRoutes(app: App, deps: RouteDeps): void {
  addStates(app, deps)
  addDirectory(app, deps)
  addAnswers(app, deps)
  correctionRoutes(app, deps)
}

/** Missions and their streets are called after people who are in no danger. */
const config = { access: 'public', isVeiled: false } as const
const OfState = { params: Type.Object({ state: Type.String() }) }
const ForReader = {
  params: Type.Object({ state: Type.String(), reader: Type.String() }),
  querystring: Type.Object({ town: Type.Optional(Type.String({ maxLength: MAX_TOWN_CHARS })) }),
}

function addStates(app: App, { reader }: RouteDeps): void {
  app.get('/missions/', { config }, async ({ view }, reply) =>
    reply.html(<SendingStatesPage view={view} states={await countBySendingState(reader)} />),
  )
  app.get('/missions.json', { config }, async () => statesAsJson(await countBySendingState(reader)))
  app.get('/missions.csv', { config }, async (_request, reply) => {
    const states = await countBySendingState(reader)
    const rows = states.map((each) => [each.sendingState, each.missions, each.withEmail])
    return reply
      .type('text/csv; charset=utf-8')
      .send(toCsv([['sending_state', 'missions', 'with_email'], ...rows]))
  })
}

function addDirectory(app: App, { reader, veils }: RouteDeps): void {
  app.get('/missions/:state/', { config, schema: OfState }, async ({ params, view }, reply) => {
    const sendingState = readCode(params.state)
    const missions = await listMissionsOf(reader, sendingState)
    const found = await listRepliesOf(
      reader,
      missions.map(({ id }) => id),
    )
    // These, unlike the rest of the page, are about people in danger.
    const replies = (await veils.for('pages')).all(found)
    return reply.html(<DirectoryPage {...{ view, sendingState, missions, replies }} />)
  })
  app.get('/missions/:state.json', { config, schema: OfState }, async ({ params }) => {
    const sendingState = readCode(params.state)
    return directoryAsJson(sendingState, await listMissionsOf(reader, sendingState))
  })
  app.get('/missions/:state.csv', { config, schema: OfState }, async ({ params }, reply) => {
    const csv = await exportMissions(reader, readCode(params.state))
    return reply.type('text/csv; charset=utf-8').send(csv)
  })
}

function addAnswers(app: App, { reader, clock }: RouteDeps): void {
  const Chosen = { ...OfState, querystring: Type.Object({ from: Type.Optional(Type.String()) }) }
  app.get('/missions/:state/for', { config, schema: Chosen }, async (request, reply) => {
    const { params, query, view } = request
    const state = readCode(params.state)
    if (!query.from) return reply.redirect(view.link(`/missions/${state}/`), 303)
    return reply.redirect(view.link(`/missions/${state}/for/${readCode(query.from)}`), 303)
  })
  app.get('/missions/:state/for/:reader', { config, schema: ForReader }, async (request, reply) => {
    const { view } = request
    const question = readQuestion(request)
    const resolution = await resolveMissions(reader, question)
    const today = dayOf(clock.now())
    return reply.html(
      <AnswerPage view={view} question={question} resolution={resolution} today={today} />,
    )
  })
  app.get('/missions/:state/for/:reader.json', { config, schema: ForReader }, async (request) => {
    const question = readQuestion(request)
    return answerAsJson(question, await resolveMissions(reader, question))
  })
}

function readQuestion({ params, query }: AnswerRequest): Question {
  return {
    sendingState: readCode(params.state),
    readerState: readCode(params.reader),
    town: query.town,
  }
}

interface AnswerRequest {
  params: { state: string; reader: string }
  query: { town?: string }
}

/** Takes `kz` for KZ. */
function readCode(text: string): string {
  const code = text.toUpperCase()
  if (!isCountry(code)) throw new AppError('not_found', 'missions.unknown_country', { code: text })
  return code
}
