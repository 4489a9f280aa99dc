import type { Insertable, Selectable } from 'kysely'
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import type { Db } from '../../../platform/db/database.ts'
import type { Instant } from '../../../platform/time.ts'
import type { AppealReleasesTable } from '../tables.ts'

/** A decision to release, carried out at once or at its time. */
export interface Release {
  id: string
  appealId: string
  decidedAt: Instant
  decidedBy: { id: string; name: string }
  overrideReason?: string
  checked: string[]
  /** By language, the revision that is released. */
  revisions: Record<string, string>
  /** Letters that wait get the new wording. */
  reword: boolean
  releaseAt: Instant
  doneAt?: Instant
  cancelledAt?: Instant
  problem?: string
}

const Checked = Compile(Type.Array(Type.String()))
const Revisions = Compile(Type.Record(Type.String(), Type.String()))

/** Returns false when one is planned for the appeal already. */
export async function insertRelease(
  tx: Db,
  row: Insertable<AppealReleasesTable>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('appeal_releases')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export async function findRelease(db: Db, id: string): Promise<Release | undefined> {
  const row = await db
    .selectFrom('appeal_releases')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toRelease(row)
}

/** The release that an appeal waits for. */
export async function findPlannedRelease(db: Db, appealId: string): Promise<Release | undefined> {
  const row = await db
    .selectFrom('appeal_releases')
    .selectAll()
    .where('appeal_id', '=', appealId)
    .where('done_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .executeTakeFirst()
  return row && toRelease(row)
}

/** Decisions on an appeal, the newest first. */
export async function listReleases(db: Db, appealId: string, limit: number): Promise<Release[]> {
  const rows = await db
    .selectFrom('appeal_releases')
    .selectAll()
    .where('appeal_id', '=', appealId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(toRelease)
}

export async function listDueReleases(db: Db, now: Instant, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('appeal_releases')
    .select('id')
    .where('release_at', '<=', now)
    .where('done_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .orderBy('release_at')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Returns false when it was carried out or called off in the meantime. */
export async function markReleaseDone(tx: Db, id: string, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('appeal_releases')
    .set({ done_at: at })
    .where('id', '=', id)
    .where('done_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Calls a planned release off. Returns false when there is none any more. */
export async function markReleaseCancelled(
  tx: Db,
  appealId: string,
  { at, problem }: { at: Instant; problem?: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('appeal_releases')
    .set({ cancelled_at: at, problem: problem ?? null })
    .where('appeal_id', '=', appealId)
    .where('done_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Returns false when its editors asked already. */
export async function markAsked(
  tx: Db,
  appealId: string,
  { at, by }: { at: Instant; by: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('appeals')
    .set({ asked_at: at, asked_by: by })
    .where('id', '=', appealId)
    .where('asked_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function markDecided(tx: Db, appealId: string): Promise<void> {
  await tx
    .updateTable('appeals')
    .set({ asked_at: null, asked_by: null })
    .where('id', '=', appealId)
    .execute()
}

function toRelease(row: Selectable<AppealReleasesTable>): Release {
  return {
    id: row.id,
    appealId: row.appeal_id,
    decidedAt: row.decided_at,
    decidedBy: { id: row.decided_by, name: row.decided_by_name },
    overrideReason: row.override_reason ?? undefined,
    checked: Checked.Parse(JSON.parse(row.checked)),
    revisions: Revisions.Parse(JSON.parse(row.revisions)),
    reword: row.reword === 1,
    releaseAt: row.release_at,
    doneAt: row.done_at ?? undefined,
    cancelledAt: row.cancelled_at ?? undefined,
    problem: row.problem ?? undefined,
  }
}
