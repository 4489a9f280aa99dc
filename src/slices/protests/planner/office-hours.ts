import {
  atLocalMinute,
  type LocalDay,
  localDayAt,
  monthDayOf,
  weekdayOf,
  zoneOf,
} from '../../../platform/time-zone.ts'
import type { Mission } from '../../missions/index.ts'
import { nationalDays } from './national-days.ts'

/** When somebody is in the office of a mission. */
export interface OfficeHours {
  /** IANA time zone. */
  zone: string
  /** Minutes after midnight. */
  opensAt: number
  closesAt: number
  /** Weekdays with an open office; 1 is Monday, 7 is Sunday. */
  weekdays: readonly number[]
  /** Days of each year without, as `MM-DD`. */
  closedOn: readonly string[]
}

/** What somebody at the desk knows better than the defaults. */
export type KnownHours = Pick<OfficeHours, 'zone' | 'opensAt' | 'closesAt' | 'weekdays'>

/** Hours that somebody entered. */
export interface EnteredHours extends KnownHours {
  /** Where they know them from; empty when nobody was asked. */
  source: string
}

/** Minutes after midnight as a clock shows them: `09:00`. */
export function clockTime(minutes: number): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

const OPENS_AT = 9 * 60
const CLOSES_AT = 17 * 60
/** Longer than any row of holidays; a mission closed all year is written to nevertheless. */
const MAX_DAYS_AHEAD = 14

/**
 * The office hours of a mission: nine to five in the town where it stands, on the working days of that
 * country, except on the national days of both states.
 */
export function hoursOf(
  mission: Pick<Mission, 'receivingState' | 'sendingState' | 'city' | 'latitude' | 'longitude'>,
  known?: Partial<KnownHours>,
): OfficeHours {
  const { receivingState, sendingState } = mission
  return {
    zone: zoneOf(receivingState, mission),
    opensAt: OPENS_AT,
    closesAt: CLOSES_AT,
    weekdays: workingDaysOf(receivingState),
    closedOn: [sendingState, receivingState].flatMap((state) => nationalDays[state]?.days ?? []),
    ...known,
  }
}

/**
 * Working days of a country, by the calendar data (CLDR) that the runtime brings along. Where these
 * know a single day of rest, offices are closed on the day before as well.
 */
function workingDaysOf(country: string): number[] {
  const known = workingDays.get(country)
  if (known) return known
  const { weekend } = (new Intl.Locale(`und-${country}`) as LocaleWithWeek).getWeekInfo()
  const [only] = weekend
  const rest =
    weekend.length === 1 && only !== undefined ? [only, only === 1 ? 7 : only - 1] : weekend
  const days = [1, 2, 3, 4, 5, 6, 7].filter((day) => !rest.includes(day))
  workingDays.set(country, days)
  return days
}

const workingDays = new Map<string, number[]>()

/** In the standard since ECMA-402 of 2025, and not yet in the compiler's library. */
type LocaleWithWeek = Intl.Locale & { getWeekInfo(): { weekend: number[] } }

/** A stretch of time, in milliseconds; the end is not part of it. */
export interface Opening {
  fromMs: number
  untilMs: number
}

/** Whether somebody is in the office. */
export function isOpenAt(hours: OfficeHours, atMs: number): boolean {
  const opening = openingOn(hours, localDayAt(hours.zone, atMs))
  return opening !== undefined && opening.fromMs <= atMs && atMs < opening.untilMs
}

/** The instant from `atMs` on at which somebody is in the office next; `atMs` itself when it is open. */
export function nextOpenAt(hours: OfficeHours, atMs: number): number {
  for (const { fromMs } of openingsFrom(hours, atMs, MAX_DAYS_AHEAD)) return fromMs
  return atMs
}

/** Every opening from an instant on, the current one without its past, within some days. */
export function* openingsFrom(
  hours: OfficeHours,
  atMs: number,
  days: number,
): Generator<Opening, void> {
  const first = localDayAt(hours.zone, atMs)
  for (let day = first; day <= first + days; day += 1) {
    const opening = openingOn(hours, day)
    if (opening && opening.untilMs > atMs) {
      yield { ...opening, fromMs: Math.max(opening.fromMs, atMs) }
    }
  }
}

function openingOn(hours: OfficeHours, day: LocalDay): Opening | undefined {
  if (!hours.weekdays.includes(weekdayOf(day))) return undefined
  if (hours.closedOn.includes(monthDayOf(day))) return undefined
  return {
    fromMs: atLocalMinute(hours.zone, day, hours.opensAt),
    untilMs: atLocalMinute(hours.zone, day, hours.closesAt),
  }
}
