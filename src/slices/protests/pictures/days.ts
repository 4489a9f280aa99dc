import { addMs, DAY_MS, type Day, dayOf } from '../../../platform/time.ts'
import type { DayCount } from '../types.ts'

/** More bars than these are no longer told apart on a phone. */
const MAX_BARS = 60
const STEPS = [1, 7, 28, 91, 364]

/** Confirmed letters of a few days, the first of which is `from`. */
export interface Bar {
  from: Day
  letters: number
}

/**
 * Confirmed letters in spans of equal length from the first day with one to the last, those
 * without any among them: days at first, then weeks, and so on as an appeal grows old.
 */
export function spansOf(days: readonly DayCount[]): { spanDays: number; bars: Bar[] } {
  const counted = days.filter(({ confirmed }) => confirmed > 0)
  const [first, last] = [counted[0], counted.at(-1)]
  if (!first || !last) return { spanDays: 1, bars: [] }
  const length = daysBetween(first.day, last.day) + 1
  const spanDays = STEPS.find((step) => length / step <= MAX_BARS) ?? Math.ceil(length / MAX_BARS)
  const bars = Array.from({ length: Math.ceil(length / spanDays) }, (_, index) => ({
    from: dayOf(addMs(`${first.day}T00:00:00.000Z`, index * spanDays * DAY_MS)),
    letters: 0,
  }))
  for (const { day, confirmed } of counted) {
    const bar = bars[Math.floor(daysBetween(first.day, day) / spanDays)]
    if (bar) bar.letters += confirmed
  }
  return { spanDays, bars }
}

function daysBetween(from: Day, until: Day): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / DAY_MS)
}
