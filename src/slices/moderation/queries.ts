import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import type { Instant } from '../../platform/time.ts'
import type { ModerationDecisionsTable } from './tables.ts'
import type { Decision, Item } from './types.ts'

// As literals, because parameters would keep the partial index unused.
const isStanding = sql<boolean>`undone_at is null and settled_at is null`

/** Returns false when somebody has decided on the item already and it has had no effect yet. */
export async function insertDecision(
  tx: Db,
  row: Insertable<ModerationDecisionsTable>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('moderation_decisions')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** Decisions of a batch that stand and have not been carried out. */
export async function listStanding(db: Db, batchId: string): Promise<Decision[]> {
  const rows = await db
    .selectFrom('moderation_decisions')
    .selectAll()
    .where('batch_id', '=', batchId)
    .where(isStanding)
    .orderBy('id')
    .execute()
  return rows.map(toDecision)
}

/** Items that are decided on, without any effect yet. */
export async function listPendingItems(db: Db): Promise<Item[]> {
  const rows = await db
    .selectFrom('moderation_decisions')
    .select(['item_kind', 'item_id'])
    .where(isStanding)
    .execute()
  return rows.map((row) => ({ kind: row.item_kind, id: row.item_id }))
}

/** Takes back what has no effect yet; returns what it was. */
export async function markUndone(tx: Db, batchId: string, at: Instant): Promise<Decision[]> {
  const rows = await tx
    .updateTable('moderation_decisions')
    .set({ undone_at: at })
    .where('batch_id', '=', batchId)
    .where('effective_at', '>', at)
    .where(isStanding)
    .returningAll()
    .execute()
  return rows.map(toDecision)
}

/** Writes down that nothing is left to do for a decision, and forgets what its writer was told. */
export async function markSettled(db: Db, id: string, at: Instant): Promise<void> {
  await db
    .updateTable('moderation_decisions')
    .set({ settled_at: at, reason: null })
    .where('id', '=', id)
    .where(isStanding)
    .execute()
}

function toDecision(row: Selectable<ModerationDecisionsTable>): Decision {
  return {
    id: row.id,
    batchId: row.batch_id,
    item: { kind: row.item_kind, id: row.item_id },
    verdict: row.verdict,
    reason: row.reason ?? undefined,
    memberId: row.member_id,
    memberName: row.member_name,
    decidedAt: row.decided_at,
    effectiveAt: row.effective_at,
  }
}
