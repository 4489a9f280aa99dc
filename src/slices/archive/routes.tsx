import { Type } from 'typebox'
import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import type { View } from '../../platform/html/view.ts'
import type { App } from '../../platform/http/types.ts'
import {
  APPEALS_FACT,
  countAppealsByDay,
  findNeighbourMonths,
  listAppeals,
  listMonths,
  listYearsAround,
} from '../appeals/index.ts'
import { PeriodPage, YearPage } from './pages.tsx'
import { type Period, readPeriod } from './period.ts'
import { searchRoutes } from './search/routes.tsx'

const ITEMS_PER_PAGE = 20
/** As many years are led to on either side of one, besides the first and the last. */
const NEAREST_YEARS = 4

const Year = Type.Object({ year: Type.String() })
const Month = Type.Object({ year: Type.String(), month: Type.String() })
const OneDay = Type.Object({ year: Type.String(), month: Type.String(), day: Type.String() })
/** Where a list goes on. */
const Continued = Type.Object({
  before: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}\\.[0-9a-f-]{1,36}$' })),
})

/** `/2013/`, `/2013/05/`, `/2013/05/22/`: lists with the calendar; `/search`. */
export function archiveRoutes(
  server: App,
  { reader, clock, veils }: Pick<Deps, 'reader' | 'clock' | 'veils'>,
): void {
  const config = { access: 'public', cached: true } as const
  const shows = { facts: [APPEALS_FACT] }

  searchRoutes(server, { reader, clock, veils })

  server.get('/:year(^\\d{4}$)/', { config, schema: { params: Year } }, async (request, reply) => {
    const { year } = request.params
    const [months, years] = await Promise.all([
      listMonths(reader, { from: `${year}-01-01`, until: `${year}-12-31` }),
      listYearsAround(reader, year, { nearest: NEAREST_YEARS }),
    ])
    if (months.length === 0) throw new AppError('not_found', 'archive.nothing_in_period')
    return reply.html(<YearPage view={request.view} {...{ year, months, years }} />, shows)
  })

  server.get(
    '/:year(^\\d{4}$)/:month(^\\d{2}$)/',
    { config, schema: { params: Month, querystring: Continued } },
    async ({ params, query, view }, reply) =>
      reply.html(
        await periodPage({ reader }, view, { ...query, period: readPeriod(params) }),
        shows,
      ),
  )

  server.get(
    '/:year(^\\d{4}$)/:month(^\\d{2}$)/:day(^\\d{2}$)/',
    { config, schema: { params: OneDay, querystring: Continued } },
    async ({ params, query, view }, reply) =>
      reply.html(
        await periodPage({ reader }, view, { ...query, period: readPeriod(params) }),
        shows,
      ),
  )
}

async function periodPage(
  { reader }: Pick<Deps, 'reader'>,
  view: View,
  { period, before }: { period: Period | undefined; before?: string },
) {
  if (!period) throw new AppError('not_found', 'archive.no_such_period')
  const { from, until } = period
  const list = { lang: view.lang, limit: ITEMS_PER_PAGE, from, until, before }
  const { teasers, next } = await listAppeals(reader, list)
  if (teasers.length === 0) throw new AppError('not_found', 'archive.nothing_in_period')

  const month = period.name.slice(0, 7)
  const whole = readPeriod({ year: month.slice(0, 4), month: month.slice(5) }) ?? period
  const [counts, neighbours] = await Promise.all([
    countAppealsByDay(reader, whole),
    findNeighbourMonths(reader, month),
  ])
  return (
    <PeriodPage
      view={view}
      period={period}
      teasers={teasers}
      next={next}
      calendar={{ month, counts, ...neighbours }}
    />
  )
}
