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
} from '../appeals/index.ts'
import { PeriodPage, YearPage } from './pages.tsx'
import { type Period, readPeriod } from './period.ts'

const MAX_ITEMS = 200

/** `/2013/`, `/2013/05/`, `/2013/05/22/`: lists with the calendar. */
export function archiveRoutes(server: App, { reader }: Pick<Deps, 'reader'>): void {
  const Year = Type.Object({ year: Type.String() })
  const Month = Type.Object({ year: Type.String(), month: Type.String() })
  const OneDay = Type.Object({ year: Type.String(), month: Type.String(), day: Type.String() })
  const config = { access: 'public', cached: true } as const
  const shows = { facts: [APPEALS_FACT] }

  server.get('/:year(^\\d{4}$)/', { config, schema: { params: Year } }, async (request, reply) => {
    const { year } = request.params
    const months = (await listMonths(reader)).filter(({ month }) => month.startsWith(year))
    if (months.length === 0) throw new AppError('not_found', 'archive.nothing_in_period')
    return reply.html(<YearPage view={request.view} year={year} months={months} />, shows)
  })

  server.get(
    '/:year(^\\d{4}$)/:month(^\\d{2}$)/',
    { config, schema: { params: Month } },
    async (request, reply) =>
      reply.html(await periodPage({ reader }, request.view, readPeriod(request.params)), shows),
  )

  server.get(
    '/:year(^\\d{4}$)/:month(^\\d{2}$)/:day(^\\d{2}$)/',
    { config, schema: { params: OneDay } },
    async (request, reply) =>
      reply.html(await periodPage({ reader }, request.view, readPeriod(request.params)), shows),
  )
}

async function periodPage(
  { reader }: Pick<Deps, 'reader'>,
  view: View,
  period: Period | undefined,
) {
  if (!period) throw new AppError('not_found', 'archive.no_such_period')
  const { from, until } = period
  const { teasers } = await listAppeals(reader, { lang: view.lang, limit: MAX_ITEMS, from, until })
  if (teasers.length === 0) throw new AppError('not_found', 'archive.nothing_in_period')

  const month = period.name.slice(0, 7)
  const whole = readPeriod({ year: month.slice(0, 4), month: month.slice(5) }) ?? period
  const counts = await countAppealsByDay(reader, whole)
  const neighbours = await findNeighbourMonths(reader, month)
  return (
    <PeriodPage
      view={view}
      period={period}
      teasers={teasers}
      calendar={{ month, counts, ...neighbours }}
    />
  )
}
