import { MonthCalendar } from '../../platform/html/calendar.tsx'
import { Layout } from '../../platform/html/layout.tsx'
import type { View } from '../../platform/html/view.ts'
import { formatDay, formatMonth } from '../../platform/i18n/format.ts'
import type { Day } from '../../platform/time.ts'
import { AppealTeaser, type Teaser } from '../appeals/index.ts'
import type { Period } from './period.ts'

interface PeriodPageProps {
  view: View
  period: Period
  teasers: Teaser[]
  /** Where the list goes on, when it does. */
  next?: string
  calendar: { month: string; counts: ReadonlyMap<Day, number>; previous?: string; next?: string }
}

/** What was published in a month or on a day. */
export function PeriodPage({ view, period, teasers, next, calendar }: PeriodPageProps) {
  const { lang, t } = view
  const name = period.kind === 'day' ? formatDay(lang, period.name) : formatMonth(lang, period.name)
  const title = t('archive.title', { period: name })
  const year = period.name.slice(0, 4)
  return (
    <Layout view={view} title={title} kind="archive-page">
      <h1 class="section-title">{title}</h1>
      <div class="with-aside">
        <div class="teasers">
          {teasers.map((teaser) => (
            <AppealTeaser key={teaser.id} view={view} teaser={teaser} />
          ))}
          {next && (
            <nav class="page-links" aria-label={t('archive.pages')}>
              <a
                href={view.link(`/${period.name.replaceAll('-', '/')}/?before=${next}`)}
                rel="next"
              >
                {t('archive.older')}
              </a>
            </nav>
          )}
        </div>
        <aside class="aside" aria-label={t('archive.calendar')}>
          <MonthCalendar view={view} {...calendar} />
          <p>
            <a href={view.link(`/${year}/`)}>{t('archive.whole_year', { year })}</a>
          </p>
        </aside>
      </div>
    </Layout>
  )
}

interface YearPageProps {
  view: View
  year: string
  months: { month: string; count: number }[]
  /** Those that it leads to, and itself. */
  years: string[]
}

/** The months of a year that have something in them, and the years around it. */
export function YearPage({ view, year, months, years }: YearPageProps) {
  const title = view.t('archive.title', { period: year })
  return (
    <Layout view={view} title={title} kind="archive-page">
      <h1>{title}</h1>
      <ul class="plain-list">
        {months.map(({ month, count }) => (
          <li key={month}>
            <a href={view.link(`/${month.replace('-', '/')}/`)}>{formatMonth(view.lang, month)}</a>{' '}
            <span class="meta">{view.t('archive.items', { count })}</span>
          </li>
        ))}
      </ul>
      {years.length > 1 && (
        <nav class="page-links" aria-label={view.t('archive.years')}>
          {years.map((each) => (
            <a
              key={each}
              href={view.link(`/${each}/`)}
              aria-current={each === year ? 'page' : undefined}
            >
              {each}
            </a>
          ))}
        </nav>
      )}
    </Layout>
  )
}
