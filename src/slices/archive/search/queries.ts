import '../tables.ts'
import type { Db } from '../../../platform/db/database.ts'
import type { Instant } from '../../../platform/time.ts'

export interface StoredDocument {
  position: number
  changedAt: Instant
}

export async function findDocument(db: Db, appealId: string): Promise<StoredDocument | undefined> {
  const row = await db
    .selectFrom('search_documents')
    .select(['position', 'changed_at'])
    .where('appeal_id', '=', appealId)
    .executeTakeFirst()
  return row && { position: row.position, changedAt: row.changed_at }
}

/** The highest position in use within a span. */
export async function findLastPosition(
  db: Db,
  span: { from: number; until: number },
): Promise<number | undefined> {
  const row = await db
    .selectFrom('search_documents')
    .select('position')
    .where('position', '>=', span.from)
    .where('position', '<=', span.until)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.position
}

export async function insertDocument(
  db: Db,
  document: { position: number; appealId: string; changedAt: Instant },
): Promise<void> {
  const { position, appealId, changedAt } = document
  await db
    .insertInto('search_documents')
    .values({ position, appeal_id: appealId, changed_at: changedAt })
    .execute()
}

/** Returns false when a later state of the appeal has been put in. */
export async function markIndexed(db: Db, appealId: string, changedAt: Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('search_documents')
    .set({ changed_at: changedAt })
    .where('appeal_id', '=', appealId)
    .where('changed_at', '<=', changedAt)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function deleteDocument(db: Db, appealId: string): Promise<void> {
  await db.deleteFrom('search_documents').where('appeal_id', '=', appealId).execute()
}

export async function hasDocuments(db: Db): Promise<boolean> {
  const row = await db.selectFrom('search_documents').select('position').limit(1).executeTakeFirst()
  return row !== undefined
}

/** The appeals of every document. For operators: it reads them all. */
export async function listIndexedIds(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('search_documents').select('appeal_id').execute()
  return rows.map(({ appeal_id }) => appeal_id)
}
