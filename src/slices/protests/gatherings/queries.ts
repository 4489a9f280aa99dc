import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../../../platform/db/database.ts'
import { prepared } from '../../../platform/db/prepared.ts'
import type { Instant } from '../../../platform/time.ts'
import type { GatheringsTable } from '../tables.ts'
import type { Gathering } from './types.ts'

export async function insertGathering(db: Db, row: Insertable<GatheringsTable>): Promise<void> {
  await db.insertInto('gatherings').values(row).execute()
}

export async function findGathering(db: Db, id: string): Promise<Gathering | undefined> {
  const row = await db.selectFrom('gatherings').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toGathering(row)
}

/** What readers of an appeal see: published, and not long over; the next one first. */
export async function listPublicGatherings(
  db: Db,
  appealId: string,
  since: Instant,
): Promise<Gathering[]> {
  return (await askPublic(db, { appealId, since })).map(toGathering)
}

type Row = Selectable<GatheringsTable>

const askPublic = prepared<{ appealId: string; since: Instant }, Row>((db, slot) =>
  db
    .selectFrom('gatherings')
    .selectAll()
    .where('appeal_id', '=', slot('appealId'))
    .where('published_at', 'is not', null)
    .where('starts_at', '>', slot('since'))
    .orderBy('starts_at')
    .orderBy('id'),
)

/** Every one of the desk, the latest first. */
export async function listGatherings(db: Db, limit: number): Promise<Gathering[]> {
  const rows = await db
    .selectFrom('gatherings')
    .selectAll()
    .orderBy('starts_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(toGathering)
}

/** Returns false when it was published, or called off, in the meantime. */
export async function markGatheringPublished(db: Db, id: string, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('gatherings')
    .set((eb) => ({ published_at: at, changed_at: at, sequence: eb('sequence', '+', 1) }))
    .where('id', '=', id)
    .where('published_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Returns false when it was called off before. */
export async function markGatheringCancelled(db: Db, id: string, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('gatherings')
    .set((eb) => ({ cancelled_at: at, changed_at: at, sequence: eb('sequence', '+', 1) }))
    .where('id', '=', id)
    .where('cancelled_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Returns false when nobody can come: it is not public, called off, or over. */
export async function addComing(db: Db, id: string, now: Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('gatherings')
    .set((eb) => ({ coming: eb('coming', '+', 1) }))
    .where('id', '=', id)
    .where('published_at', 'is not', null)
    .where('cancelled_at', 'is', null)
    .where('starts_at', '>', now)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

function toGathering(row: Selectable<GatheringsTable>): Gathering {
  return {
    id: row.id,
    appealId: row.appeal_id,
    kind: row.kind,
    startsAt: row.starts_at,
    zone: row.zone,
    place: row.place,
    note: row.note,
    changedAt: row.changed_at,
    publishedAt: row.published_at ?? undefined,
    cancelledAt: row.cancelled_at ?? undefined,
    coming: row.coming,
    sequence: row.sequence,
  }
}
