/** A moment as ISO-8601 UTC text of 24 characters, for instance `2013-05-22T05:00:00.000Z`. */
export type Instant = string

/** A calendar day as `YYYY-MM-DD`, without a time zone. */
export type Day = string

export const SECOND_MS = 1000
export const MINUTE_MS = 60 * SECOND_MS
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

/** Where the present comes from; tests stop it. */
export interface Clock {
  now(): Instant
}

export const systemClock: Clock = { now: () => new Date().toISOString() }

/** The instant that lies `ms` milliseconds after `at` (before it, when negative). */
export function addMs(at: Instant, ms: number): Instant {
  return new Date(Date.parse(at) + ms).toISOString()
}

/** The day (UTC) in which an instant lies. */
export function dayOf(at: Instant): Day {
  return at.slice(0, 10)
}

/** Whether the text is a day that exists in the calendar (`2013-02-30` is not). */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00.000Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}
