import { type Day, isDay } from '../../platform/time.ts'

/** A year, a month or a day of the archive. */
export interface Period {
  kind: 'year' | 'month' | 'day'
  /** `2013`, `2013-05` or `2013-05-22`. */
  name: string
  from: Day
  until: Day
}

/** The period that an address names, or undefined when the calendar has no such day or month. */
export function readPeriod(parts: {
  year: string
  month?: string
  day?: string
}): Period | undefined {
  const { year, month, day } = parts
  const from = `${year}-${month ?? '01'}-${day ?? '01'}`
  if (!isDay(from)) return undefined
  if (day) return { kind: 'day', name: from, from, until: from }
  if (month) return { kind: 'month', name: `${year}-${month}`, from, until: lastDayOf(year, month) }
  return { kind: 'year', name: year, from, until: `${year}-12-31` }
}

function lastDayOf(year: string, month: string): Day {
  return new Date(Date.UTC(Number(year), Number(month), 0)).toISOString().slice(0, 10)
}
