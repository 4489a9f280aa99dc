import { Readable } from 'node:stream'
import { Type } from 'typebox'
import { toCsv } from '../../platform/csv.ts'
import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import type { App } from '../../platform/http/types.ts'
import { dayOf } from '../../platform/time.ts'
import { APPEALS_FACT, listAppealsOfCase } from '../appeals/index.ts'
import {
  CASE_KEY_CHARS,
  caseFact,
  findCaseAtAddress,
  findShownCase,
  listPublicCases,
  type OutcomeRow,
  outcomeCase,
  outcomeCells,
  outcomeColumns,
  outcomeRows,
} from '../cases/index.ts'
import { countLetters } from '../protests/index.ts'
import { CasePage } from './case-page.tsx'

type CaseDeps = Pick<Deps, 'reader' | 'clock' | 'secrets' | 'veils'>

const BATCH_SIZE = 20
const config = { access: 'public', cached: true } as const
const params = Type.Object({ key: Type.String({ maxLength: CASE_KEY_CHARS }) })

/** The page of a case, and the file that sets actions beside outcomes. */
export function caseRoutes(server: App, deps: CaseDeps): void {
  const { reader, clock } = deps
  server.get('/cases/:key/', { config, schema: { params } }, async (request, reply) => {
    const { view } = request
    const { key } = request.params
    const shown = await findCaseAtAddress(deps, { key, lang: view.lang })
    if (!shown) throw new AppError('not_found', 'cases.not_found')
    const appeals = await listAppealsOfCase(reader, shown.ledger.case.key, view.lang)
    const today = dayOf(clock.now())
    const page = <CasePage view={view} shown={shown} today={today} appeals={appeals} />
    return reply.html(page, { facts: [caseFact(shown.ledger.case.id), APPEALS_FACT] })
  })

  server.get('/cases/outcomes.csv', { config: { access: 'public' } }, (_request, reply) =>
    reply.type('text/csv; charset=utf-8').send(Readable.from(outcomesCsv(deps))),
  )
  server.get('/cases/outcomes.json', { config: { access: 'public' } }, async ({ view }) => ({
    warning: `${view.t('cases.causation')} ${view.t('cases.causation_text')}`,
    rows: await Array.fromAsync(listOutcomes(deps)),
  }))
}

async function* outcomesCsv(deps: CaseDeps): AsyncGenerator<string> {
  yield toCsv([[...outcomeColumns]])
  for await (const row of listOutcomes(deps)) yield toCsv([outcomeCells(row)])
}

/** Of every public case, letters by month and what happened to people, without who they are. */
async function* listOutcomes(deps: CaseDeps): AsyncGenerator<OutcomeRow> {
  let beforeId: string | undefined
  do {
    const cases = await listPublicCases(deps.reader, { beforeId, limit: BATCH_SIZE })
    for (const { key } of cases) {
      const shown = await findShownCase(deps.reader, key)
      if (!shown) continue
      yield* await letterRows(deps, shown.ledger.case)
      yield* outcomeRows(shown, deps)
    }
    beforeId = cases.length === BATCH_SIZE ? cases.at(-1)?.id : undefined
  } while (beforeId !== undefined)
}

async function letterRows(
  { reader, secrets }: CaseDeps,
  { id, key, country }: { id: string; key: string; country: string },
): Promise<OutcomeRow[]> {
  const appeals = await listAppealsOfCase(reader, key, 'en')
  const byMonth = new Map<string, number>()
  for (const appeal of appeals) {
    for (const { day, confirmed } of (await countLetters(reader, appeal.id)).days) {
      const month = day.slice(0, 7)
      byMonth.set(month, (byMonth.get(month) ?? 0) + confirmed)
    }
  }
  return [...byMonth].sort().map(([month, letters]) => ({
    ...{ case: outcomeCase(secrets, id), country, month, type: 'action', kind: 'letters' },
    ...{ atLeast: letters, atMost: letters, reliability: '' },
  }))
}
