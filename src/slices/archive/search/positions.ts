import { DAY_MS, type Day } from '../../../platform/time.ts'

/** As many documents have room on one day; days beyond count of the calendar stay exact numbers. */
const PER_DAY = 2 ** 20

/** The positions of documents that were published in a span of days, both included. */
export function positionsOf(from: Day, until: Day): { from: number; until: number } {
  return { from: dayNumber(from) * PER_DAY, until: (dayNumber(until) + 1) * PER_DAY - 1 }
}

export function yearOf(position: number): number {
  return new Date(Math.floor(position / PER_DAY) * DAY_MS).getUTCFullYear()
}

function dayNumber(day: Day): number {
  return Date.parse(`${day}T00:00:00.000Z`) / DAY_MS
}
