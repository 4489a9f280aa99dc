import { formatDay, formatMonth, monthWeeks, weekdayNames } from '../i18n/format.ts'
import type { Day } from '../time.ts'
import type { View } from './view.ts'

interface MonthCalendarProps {
  view: View
  /** `YYYY-MM` */
  month: string
  /** Days with something on them, and how much. Only they are links. */
  counts: ReadonlyMap<Day, number>
  /** The nearest months with something in them. */
  previous?: string
  next?: string
}

/** A month as a grid of weeks; the week begins as it does where the reader's language is spoken. */
export function MonthCalendar({ view, month, counts, previous, next }: MonthCalendarProps) {
  return (
    <table class="calendar">
      <caption>{formatMonth(view.lang, month)}</caption>
      <thead>
        <tr>
          {weekdayNames(view.lang).map(({ short, long }) => (
            <th key={long} scope="col" abbr={long}>
              {short}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {monthWeeks(view.lang, month).map((week) => (
          <tr key={week.find(Boolean)}>
            {week.map((day, index) => (
              <td key={day ?? index}>
                {day && <DayCell view={view} day={day} count={counts.get(day)} />}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      {(previous || next) && (
        <tfoot>
          <tr>
            <td colSpan={3}>{previous && <MonthLink view={view} month={previous} rel="prev" />}</td>
            <td />
            <td colSpan={3}>{next && <MonthLink view={view} month={next} rel="next" />}</td>
          </tr>
        </tfoot>
      )}
    </table>
  )
}

function DayCell({ view, day, count }: { view: View; day: Day; count: number | undefined }) {
  const number = Number(day.slice(8))
  if (!count) return number
  const label = view.t('platform.calendar_day', { day: formatDay(view.lang, day), count })
  return (
    <a href={view.link(`/${day.replaceAll('-', '/')}/`)} aria-label={label}>
      {number}
    </a>
  )
}

function MonthLink({ view, month, rel }: { view: View; month: string; rel: 'prev' | 'next' }) {
  const label = formatMonth(view.lang, month)
  return (
    <a href={view.link(`/${month.replace('-', '/')}/`)} rel={rel}>
      {rel === 'prev' ? `« ${label}` : `${label} »`}
    </a>
  )
}
