import type { Config } from '../../../platform/config.ts'
import { addMs, DAY_MS, type Day, dayOf, HOUR_MS, type Instant } from '../../../platform/time.ts'

/** How fast this installation may send. */
export interface Limits {
  /** To one mission. */
  lettersPerHour: number
  /** To one mission, in a day of UTC. */
  lettersPerDay: number
  /** Whether letters leave in the office hours of the mission only. */
  keepsHours: boolean
  /** Whether mail servers that do not know us get few letters at first. */
  startsSlowly: boolean
}

/** So many hours' letters a mission gets in a day, unless `LETTERS_PER_DAY` says otherwise. */
const HOURS_OF_A_DAY = 7

/** The limits that the settings give. In the preview nobody is at the other end who would mind. */
export function limitsOf(
  config: Pick<Config, 'mail' | 'lettersPerHour' | 'lettersPerDay' | 'officeHours'>,
): Limits {
  const { lettersPerHour, lettersPerDay = HOURS_OF_A_DAY * lettersPerHour } = config
  const isReal = config.mail === 'smtp'
  return {
    lettersPerHour,
    lettersPerDay,
    keepsHours: isReal && config.officeHours,
    startsSlowly: isReal,
  }
}

/** How many letters left in the day in which the last one did. */
export interface DayCount {
  day: Day
  letters: number
}

/** What is known of the way to one mission. A mission that nothing was sent to has no `nextSlotAt`. */
export interface MissionPace {
  nextSlotAt?: Instant
  sent?: DayCount
}

/** What is known of a mail server. */
export interface HostPace {
  /** When it took the first letter from here. */
  firstAcceptedAt?: Instant
  sent?: DayCount
}

/** How much longer than needed the pause between two letters is, at most. */
const MAX_JITTER = 0.3
/** A new server gets this part of a mission's day on the first day; the part doubles each day. */
const FIRST_DAY_PART = 1 / 4
/** From this day on a server knows us. */
const KNOWN_AFTER_DAYS = 6
/** No slot lies further ahead; one that does was taken while the clock was wrong. */
const MAX_SLOT_AHEAD_MS = DAY_MS

/** When the next letter to a mission may leave after one that leaves now: never in a machine's rhythm. */
export function slotAfter(
  now: Instant,
  { lettersPerHour }: Pick<Limits, 'lettersPerHour'>,
  random: () => number = Math.random,
): Instant {
  return addMs(now, Math.ceil((HOUR_MS / lettersPerHour) * (1 + random() * MAX_JITTER)))
}

/** The pause between two letters on average, in milliseconds. */
export function meanPauseMs({ lettersPerHour }: Pick<Limits, 'lettersPerHour'>): number {
  return (HOUR_MS / lettersPerHour) * (1 + MAX_JITTER / 2)
}

/** The latest instant that a slot can lie at when the clock was right all the time. */
export function latestSlot(now: Instant): Instant {
  return addMs(now, MAX_SLOT_AHEAD_MS)
}

/**
 * Letters that a mail server gets in a day, over all missions that it serves. It gets more from day to day,
 * because a sender that nobody knows and that comes with hundreds is taken for a spammer.
 */
export function hostDayLimit(host: HostPace, at: Instant, limits: Limits): number {
  if (!limits.startsSlowly) return Number.POSITIVE_INFINITY
  const { firstAcceptedAt = at } = host
  const days = Math.max(0, daysBetween(dayOf(firstAcceptedAt), dayOf(at)))
  if (days >= KNOWN_AFTER_DAYS) return Number.POSITIVE_INFINITY
  return Math.ceil(limits.lettersPerDay * FIRST_DAY_PART * 2 ** days)
}

/** How many of a day's letters have left already. */
export function sentOn(day: Day, sent: DayCount | undefined): number {
  return sent?.day === day ? sent.letters : 0
}

/** How many more letters may leave today. */
export function leftToday(now: Instant, sent: DayCount | undefined, limit: number): number {
  return limit - sentOn(dayOf(now), sent)
}

function daysBetween(from: Day, until: Day): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / DAY_MS)
}
