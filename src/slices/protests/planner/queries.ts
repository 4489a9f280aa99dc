import type { Selectable } from 'kysely'
import type { Db } from '../../../platform/db/database.ts'
import { addMs, DAY_MS, dayOf, type Instant } from '../../../platform/time.ts'
import type { LetterHoursTable, LetterPaceTable } from '../tables.ts'
import type { EnteredHours } from './office-hours.ts'
import { type HostPace, latestSlot, type MissionPace } from './pace.ts'

/** No office is closed for longer; a verdict that says so was given while the clock was wrong. */
const MAX_CLOSED_MS = 15 * DAY_MS

/** The largest number that both databases take for an integer. */
const MAX_INTEGER = 2 ** 31 - 1

/** A mission's pace, and whose turn it was. */
export type KnownPace = MissionPace & { servedAppeal?: string }

/** Missions that get nothing now: not their turn, closed, or sending to them is stopped. */
export async function listBusyMissions(
  db: Db,
  now: Instant,
  { keepsHours }: { keepsHours: boolean },
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('letter_pace')
    .select('mission_id')
    .where((eb) =>
      eb.or([
        eb('stopped_at', 'is not', null),
        eb.and([eb('next_slot_at', '>', now), eb('next_slot_at', '<=', latestSlot(now))]),
        ...(keepsHours
          ? [
              eb.and([
                eb('closed_until', '>', now),
                eb('closed_until', '<=', addMs(now, MAX_CLOSED_MS)),
              ]),
            ]
          : []),
      ]),
    )
    .execute()
  return new Set(rows.map((row) => row.mission_id))
}

/** The pace of missions; one that nothing was sent to is missing. */
export async function listPaces(db: Db, missionIds: string[]): Promise<Map<string, KnownPace>> {
  if (missionIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('letter_pace')
    .selectAll()
    .where('mission_id', 'in', missionIds)
    .execute()
  return new Map(rows.map((row) => [row.mission_id, toPace(row)]))
}

export function toPace(row: Selectable<LetterPaceTable>): KnownPace {
  return {
    nextSlotAt: row.next_slot_at,
    sent: row.sent_on ? { day: row.sent_on, letters: row.sent_letters } : undefined,
    servedAppeal: row.served_appeal ?? undefined,
  }
}

/** Office hours that somebody has looked up, by mission. */
export async function listHours(db: Db, missionIds: string[]): Promise<Map<string, EnteredHours>> {
  if (missionIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('letter_hours')
    .selectAll()
    .where('mission_id', 'in', missionIds)
    .execute()
  return new Map(rows.map((row) => [row.mission_id, toHours(row)]))
}

function toHours(row: Selectable<LetterHoursTable>): EnteredHours {
  return {
    zone: row.zone,
    opensAt: row.opens_at,
    closesAt: row.closes_at,
    weekdays: [...row.weekdays].map(Number),
    source: row.source,
  }
}

/** Enters the hours of a mission, and forgets what followed from the ones before. */
export async function saveHours(db: Db, missionId: string, hours: EnteredHours): Promise<void> {
  const values = {
    zone: hours.zone,
    opens_at: hours.opensAt,
    closes_at: hours.closesAt,
    weekdays: hours.weekdays.join(''),
    source: hours.source,
  }
  await db
    .insertInto('letter_hours')
    .values({ mission_id: missionId, ...values })
    .onConflict((conflict) => conflict.column('mission_id').doUpdateSet(values))
    .execute()
  await reopen(db, missionId)
}

/** Returns false when nobody had entered hours. The usual ones hold again. */
export async function deleteHours(db: Db, missionId: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('letter_hours')
    .where('mission_id', '=', missionId)
    .executeTakeFirst()
  await reopen(db, missionId)
  return numDeletedRows === 1n
}

/** Until when the office is closed is found out anew. */
async function reopen(db: Db, missionId: string): Promise<void> {
  await db
    .updateTable('letter_pace')
    .set({ closed_until: null })
    .where('mission_id', '=', missionId)
    .execute()
}

/** Office hours of a mission that was merged, unless those of the other are known. */
export async function moveHoursTo(
  tx: Db,
  { missionId, intoId }: { missionId: string; intoId: string },
): Promise<void> {
  const known = await listHours(tx, [missionId, intoId])
  const hours = known.get(missionId)
  if (hours && !known.has(intoId)) await saveHours(tx, intoId, hours)
}

/** What mail servers have had from here; one that had nothing is missing. */
export async function listHosts(db: Db, hosts: string[]): Promise<Map<string, HostPace>> {
  if (hosts.length === 0) return new Map()
  const rows = await db.selectFrom('letter_hosts').selectAll().where('host', 'in', hosts).execute()
  return new Map(
    rows.map((row) => [
      row.host,
      {
        firstAcceptedAt: row.first_accepted_at ?? undefined,
        sent: { day: row.sent_on, letters: row.sent_letters },
      },
    ]),
  )
}

/** Notes that an office is closed, so that it is not asked about again and again. */
export async function markClosed(
  db: Db,
  missionId: string,
  { now, untilAt }: { now: Instant; untilAt: Instant },
): Promise<void> {
  await db
    .insertInto('letter_pace')
    .values({ ...untouched(missionId, now), closed_until: untilAt })
    .onConflict((conflict) => conflict.column('mission_id').doUpdateSet({ closed_until: untilAt }))
    .execute()
}

/**
 * Takes a mission's slot for a letter of an appeal. Returns false when another worker took it, or nothing may
 * be sent.
 */
export async function takeSlot(
  db: Db,
  missionId: string,
  { now, nextSlotAt, appealId }: { now: Instant; nextSlotAt: Instant; appealId: string },
): Promise<boolean> {
  const today = dayOf(now)
  const taken = {
    next_slot_at: nextSlotAt,
    served_appeal: appealId,
    closed_until: null,
    sent_on: today,
  }
  const row = await db
    .insertInto('letter_pace')
    .values({ ...untouched(missionId, now), ...taken, sent_letters: 1 })
    .onConflict((conflict) =>
      conflict
        .column('mission_id')
        .doUpdateSet((eb) => ({
          ...taken,
          sent_letters: eb
            .case()
            .when('letter_pace.sent_on', '=', today)
            .then(eb('letter_pace.sent_letters', '+', 1))
            .else(1)
            .end(),
        }))
        .where((eb) =>
          eb.or([
            eb('letter_pace.next_slot_at', '<=', now),
            eb('letter_pace.next_slot_at', '>', latestSlot(now)),
          ]),
        )
        .where('letter_pace.stopped_at', 'is', null),
    )
    .returning('mission_id')
    .executeTakeFirst()
  return row !== undefined
}

/** Takes a place in the day of a mail server. Returns false when the day is full. */
export async function takeHostSlot(
  db: Db,
  host: string,
  { now, limit }: { now: Instant; limit: number },
): Promise<boolean> {
  const today = dayOf(now)
  const row = await db
    .insertInto('letter_hosts')
    .values({ host, first_accepted_at: null, sent_on: today, sent_letters: 1 })
    .onConflict((conflict) =>
      conflict
        .column('host')
        .doUpdateSet((eb) => ({
          sent_on: today,
          sent_letters: eb
            .case()
            .when('letter_hosts.sent_on', '=', today)
            .then(eb('letter_hosts.sent_letters', '+', 1))
            .else(1)
            .end(),
        }))
        .where((eb) =>
          eb.or([
            eb('letter_hosts.sent_on', '<>', today),
            eb('letter_hosts.sent_letters', '<', Math.min(limit, MAX_INTEGER)),
          ]),
        ),
    )
    .returning('host')
    .executeTakeFirst()
  return row !== undefined
}

/** Notes when a mail server took the first letter from here. */
export async function markHostAccepted(db: Db, host: string, at: Instant): Promise<void> {
  await db
    .updateTable('letter_hosts')
    .set({ first_accepted_at: at })
    .where('host', '=', host)
    .where('first_accepted_at', 'is', null)
    .execute()
}

function untouched(missionId: string, now: Instant) {
  return {
    mission_id: missionId,
    next_slot_at: now,
    stopped_at: null,
    stopped_words: null,
    closed_until: null,
    sent_on: null,
    sent_letters: 0,
    served_appeal: null,
  }
}
