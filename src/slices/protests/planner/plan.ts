import type { Instant } from '../../../platform/time.ts'
import { isOpenAt, nextOpenAt, type OfficeHours } from './office-hours.ts'
import {
  type HostPace,
  hostDayLimit,
  type Limits,
  latestSlot,
  leftToday,
  type MissionPace,
} from './pace.ts'

/** A mission with letters that wait for their turn. */
export interface Queue {
  missionId: string
  /** Mail server of its address. */
  host: string
  pace: MissionPace
  hours: OfficeHours
}

/** Who may send now, and who not before when. */
export interface Plan {
  /** The mission that has waited longest comes first. */
  due: string[]
  closed: { missionId: string; untilAt: Instant }[]
}

/**
 * Decides which missions get a letter now.
 *
 * A mission gets one when its slot has come, its office is open, and neither its own day nor that of its mail
 * server is full. Several missions may share one server: then no more of them are chosen than
 * the server's day has room for.
 */
export function planRound(
  now: Instant,
  queues: readonly Queue[],
  { hosts, limits }: { hosts: ReadonlyMap<string, HostPace>; limits: Limits },
): Plan {
  const plan: Plan = { due: [], closed: [] }
  const nowMs = Date.parse(now)
  const room = new Map<string, number>()
  for (const { missionId, host, hours } of queues
    .filter((queue) => hasTurn(now, queue, limits))
    .sort(byWait)) {
    if (limits.keepsHours && !isOpenAt(hours, nowMs)) {
      plan.closed.push({ missionId, untilAt: new Date(nextOpenAt(hours, nowMs)).toISOString() })
      continue
    }
    const left = room.get(host) ?? roomOf(host, now, { hosts, limits })
    room.set(host, left - 1)
    if (left > 0) plan.due.push(missionId)
  }
  return plan
}

function hasTurn(now: Instant, { pace }: Queue, limits: Limits): boolean {
  const { nextSlotAt, sent } = pace
  const isSlotHere = nextSlotAt === undefined || nextSlotAt <= now || nextSlotAt > latestSlot(now)
  return isSlotHere && leftToday(now, sent, limits.lettersPerDay) > 0
}

function byWait(a: Queue, b: Queue): number {
  return (a.pace.nextSlotAt ?? '').localeCompare(b.pace.nextSlotAt ?? '')
}

function roomOf(
  host: string,
  now: Instant,
  { hosts, limits }: { hosts: ReadonlyMap<string, HostPace>; limits: Limits },
): number {
  const pace = hosts.get(host) ?? {}
  return leftToday(now, pace.sent, hostDayLimit(pace, now, limits))
}
