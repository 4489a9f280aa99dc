import { DAY_MS, type Day, dayOf, type Instant } from '../../../platform/time.ts'
import { type Opening, openingsFrom } from './office-hours.ts'
import {
  type HostPace,
  hostDayLimit,
  type Limits,
  latestSlot,
  meanPauseMs,
  sentOn,
} from './pace.ts'
import type { Queue } from './plan.ts'

/** Further ahead nobody can tell. */
const MAX_DAYS = 400

/**
 * When the last of some letters to a mission will have left, if nothing goes wrong: the slots of its
 * office hours are counted off, day by day, within the limits of the mission's and its server's day.
 * Other missions on the same server are not counted, so that it may be later.
 *
 * @param letters how many leave before it, and itself
 * @returns undefined when it would take more than a year
 */
export function estimateDeparture(
  now: Instant,
  letters: number,
  { queue, host, limits }: { queue: Queue; host: HostPace; limits: Limits },
): Instant | undefined {
  let left = letters
  const pauseMs = meanPauseMs(limits)
  const { nextSlotAt = now } = queue.pace
  const isSlotAhead = nextSlotAt > now && nextSlotAt <= latestSlot(now)
  let slotMs = Date.parse(isSlotAhead ? nextSlotAt : now)
  const planned = new Map<Day, number>()
  for (const { fromMs, untilMs } of openingsOf(queue, slotMs, limits)) {
    const firstMs = Math.max(fromMs, slotMs)
    const at = new Date(firstMs).toISOString()
    const before = planned.get(dayOf(at)) ?? 0
    const room = roomOn(at, now, { queue, host, limits }) - before
    const sent = Math.min(left, room, Math.ceil((untilMs - firstMs) / pauseMs))
    if (sent <= 0) continue
    if (sent === left) return new Date(firstMs + (sent - 1) * pauseMs).toISOString()
    left -= sent
    planned.set(dayOf(at), before + sent)
    slotMs = firstMs + sent * pauseMs
  }
  return undefined
}

/** Stretches in which letters leave, none of which reaches over midnight in UTC, where days end. */
function* openingsOf({ hours }: Queue, fromMs: number, limits: Limits): Generator<Opening, void> {
  const openings = limits.keepsHours
    ? openingsFrom(hours, fromMs, MAX_DAYS)
    : [{ fromMs, untilMs: fromMs + MAX_DAYS * DAY_MS }]
  for (const opening of openings) {
    let startMs = opening.fromMs
    while (startMs < opening.untilMs) {
      const midnightMs = (Math.floor(startMs / DAY_MS) + 1) * DAY_MS
      const untilMs = Math.min(opening.untilMs, midnightMs)
      yield { fromMs: startMs, untilMs }
      startMs = untilMs
    }
  }
}

/** How many letters the day of an instant still has room for. */
function roomOn(
  at: Instant,
  now: Instant,
  { queue, host, limits }: { queue: Queue; host: HostPace; limits: Limits },
): number {
  const day = dayOf(at)
  // The days of a server that has not taken a letter yet count from the first one.
  const known = { ...host, firstAcceptedAt: host.firstAcceptedAt ?? now }
  return Math.min(
    limits.lettersPerDay - sentOn(day, queue.pace.sent),
    hostDayLimit(known, at, limits) - sentOn(day, host.sent),
  )
}

/** How many letters leave before one of them, itself counted, when appeals take turns. */
export function placeInTurn(rank: number, otherAppeals: readonly number[]): number {
  return otherAppeals.reduce((sum, letters) => sum + Math.min(letters, rank), rank)
}
