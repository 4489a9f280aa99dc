import { Type } from 'typebox'
import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import type { App } from '../../platform/http/types.ts'
import { writeCalendar } from '../../platform/icalendar.ts'
import { caseCalendarEvents } from './file/calendar.ts'
import { caseAsCsv, caseAsJson } from './file/open-data.ts'
import { findCaseAtAddress } from './find-at-address.ts'
import type { ShownCase } from './load-case.ts'
import { CasesPage } from './pages/cases-page.tsx'
import { textOf } from './pages/words.ts'
import { listPublicCases } from './queries.ts'
import { CASES_FACT, caseFact } from './topics.ts'
import { limits } from './types.ts'

type RouteDeps = Pick<Deps, 'reader' | 'config' | 'veils'>

const PAGE_SIZE = 50
const config = { access: 'public', cached: true } as const
const OfCase = { params: Type.Object({ key: Type.String({ maxLength: limits.keyChars }) }) }
const Page = Type.Object({ before: Type.Optional(Type.String({ maxLength: 36 })) })

/** The list of cases, and each case as data. Its page is put together above. */
export function casesRoutes(server: App, deps: RouteDeps): void {
  const {
    reader,
    config: { publicUrl },
  } = deps
  server.get('/cases/', { config, schema: { querystring: Page } }, async (request, reply) => {
    const { view, query } = request
    const found = await listPublicCases(reader, { beforeId: query.before, limit: PAGE_SIZE + 1 })
    const cases = found.slice(0, PAGE_SIZE)
    const next = found.length > PAGE_SIZE ? cases.at(-1)?.id : undefined
    return reply.html(<CasesPage view={view} cases={cases} next={next} />, { facts: [CASES_FACT] })
  })

  server.get('/cases/:key.json', { config, schema: OfCase }, async ({ params, view }, reply) => {
    const shown = await requireShown(deps, params.key, view.lang)
    const text = JSON.stringify(caseAsJson(shown), null, 2)
    return reply.document('application/json', text, factsOf(shown))
  })
  server.get('/cases/:key.csv', { config, schema: OfCase }, async ({ params, view }, reply) => {
    const shown = await requireShown(deps, params.key, view.lang)
    return reply.document('text/csv', caseAsCsv(shown), factsOf(shown))
  })
  server.get('/cases/:key.ics', { config, schema: OfCase }, async ({ params, view }, reply) => {
    const shown = await requireShown(deps, params.key, view.lang)
    const { zone, titles } = shown.ledger.case
    const calendar = { name: textOf(titles, view.t), zone, host: new URL(publicUrl).hostname }
    const text = writeCalendar(calendar, caseCalendarEvents(view, shown))
    return reply.document('text/calendar', text, factsOf(shown))
  })
}

async function requireShown(deps: RouteDeps, key: string, lang: string): Promise<ShownCase> {
  const shown = await findCaseAtAddress(deps, { key, lang })
  if (!shown) throw new AppError('not_found', 'cases.not_found')
  return shown
}

function factsOf({ ledger }: ShownCase) {
  return { facts: [caseFact(ledger.case.id)] }
}
