import type { Selectable } from 'kysely'
import type { Db } from '../../../platform/db/database.ts'
import type { Instant } from '../../../platform/time.ts'
import type { MissionImportsTable, MissionsTable } from '../tables.ts'
import { chunks } from './state-queries.ts'
import type { ImportSummary } from './summary.ts'
import type { WayBack } from './way-back.ts'

/** A file of missions, as the desk lists it. */
export interface MissionImport {
  id: string
  fileName: string
  summary: ImportSummary
  uploadedAt: Instant
  appliedAt?: Instant
  undoneAt?: Instant
  /** Whether it can be taken back: only the last one can. */
  isUndoable: boolean
}

export async function insertImport(db: Db, row: MissionImportsTable): Promise<void> {
  await db.insertInto('mission_imports').values(row).execute()
}

/** Only the last import can be taken back. To be called before the next one is written down. */
export async function forgetOlderChanges(tx: Db): Promise<void> {
  await tx
    .updateTable('mission_imports')
    .set({ changes: null })
    .where('changes', 'is not', null)
    .execute()
}

export async function findImport(db: Db, id: string): Promise<MissionImport | undefined> {
  const row = await listed(db).where('id', '=', id).executeTakeFirst()
  return row && toImport(row)
}

/** The last files, newest first. */
export async function listImports(db: Db, limit: number): Promise<MissionImport[]> {
  const rows = await listed(db).orderBy('id', 'desc').limit(limit).execute()
  return rows.map(toImport)
}

function listed(db: Db) {
  return db
    .selectFrom('mission_imports')
    .select(['id', 'file_name', 'summary', 'uploaded_at', 'applied_at', 'undone_at'])
    .select((select) => select('changes', 'is not', null).as('is_undoable'))
}

type Listed = Omit<Selectable<MissionImportsTable>, 'content' | 'changes'> & {
  is_undoable: unknown
}

function toImport(row: Listed): MissionImport {
  return {
    id: row.id,
    fileName: row.file_name,
    summary: JSON.parse(row.summary),
    uploadedAt: row.uploaded_at,
    appliedAt: row.applied_at ?? undefined,
    undoneAt: row.undone_at ?? undefined,
    isUndoable: Boolean(row.is_undoable),
  }
}

/** The file itself, while it waits. */
export async function findContent(db: Db, id: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('mission_imports')
    .select('content')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.content ?? undefined
}

/** Returns false when it was applied already. */
export async function markApplied(
  tx: Db,
  id: string,
  { at, summary, wayBack }: { at: Instant; summary: ImportSummary; wayBack: WayBack },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('mission_imports')
    .set({
      applied_at: at,
      content: null,
      summary: JSON.stringify(summary),
      changes: JSON.stringify(wayBack),
    })
    .where('id', '=', id)
    .where('applied_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Takes what leads back. Undefined when the import was undone, is not the last, or was never applied. */
export async function markUndone(
  tx: Db,
  id: string,
  at: Instant,
): Promise<{ wayBack: WayBack; appliedAt: Instant } | undefined> {
  const row = await tx
    .selectFrom('mission_imports')
    .select(['changes', 'applied_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  const { numUpdatedRows } = await tx
    .updateTable('mission_imports')
    .set({ undone_at: at, changes: null })
    .where('id', '=', id)
    .where('changes', 'is not', null)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n || !row?.changes || !row.applied_at) return undefined
  return { wayBack: JSON.parse(row.changes), appliedAt: row.applied_at }
}

/** Files that were looked at before this, and never applied, are forgotten. */
export async function deleteStaleImports(db: Db, before: Instant): Promise<void> {
  await db
    .deleteFrom('mission_imports')
    .where('applied_at', 'is', null)
    .where('uploaded_at', '<', before)
    .execute()
}

/** Whether another mission has become one with one of these. */
export async function isMergedInto(db: Db, ids: readonly string[]): Promise<boolean> {
  for (const some of chunks(ids)) {
    const row = await db
      .selectFrom('missions')
      .select('id')
      .where('merged_into', 'in', some)
      .executeTakeFirst()
    if (row) return true
  }
  return false
}

/**
 * Writes the way back, in the caller's transaction. What was changed since stays as it is; a mission that came with
 * the import and was described at the desk since stays with all that the import said of it.
 *
 * @returns ids of known missions of which is said again what was said before
 */
export async function takeBack(
  tx: Db,
  wayBack: WayBack,
  { appliedAt, at }: { appliedAt: Instant; at: Instant },
): Promise<string[]> {
  const kept = await listDescribed(tx, wayBack.missionsAdded)
  for (const [table, opened, closed] of [
    ['mission_contacts', wayBack.contactsOpened, wayBack.contactsClosed],
    ['mission_accreditations', wayBack.accreditationsOpened, wayBack.accreditationsClosed],
  ] as const) {
    for (const ids of chunks(opened)) {
      await tx
        .deleteFrom(table)
        .where('id', 'in', ids)
        .where('valid_until', 'is', null)
        .$if(kept.length > 0, (query) => query.where('mission_id', 'not in', kept))
        .execute()
    }
    for (const ids of chunks(closed)) {
      await tx
        .updateTable(table)
        .set({ valid_until: null })
        .where('id', 'in', ids)
        .where('valid_until', '=', appliedAt)
        .execute()
    }
  }
  for (const ids of chunks(wayBack.contactsClosed)) await keepPrivateEnded(tx, ids, appliedAt)
  for (const ids of chunks(wayBack.missionsAdded)) {
    await tx
      .updateTable('missions')
      .set({ gone_at: at })
      .where('id', 'in', ids)
      .where('gone_at', 'is', null)
      .where('described_at', 'is', null)
      .execute()
  }
  const restored = await restoreRecords(tx, wayBack, appliedAt)
  await restoreReferences(tx, wayBack, kept)
  return restored
}

/** Contacts of those whom the desk has found to be honorary consuls, private persons, do not come back. */
async function keepPrivateEnded(tx: Db, ids: string[], until: Instant): Promise<void> {
  await tx
    .updateTable('mission_contacts')
    .set({ valid_until: until })
    .where('id', 'in', ids)
    .where('kind', '<>', 'website')
    .where('valid_until', 'is', null)
    .where('mission_id', 'in', (eb) =>
      eb
        .selectFrom('missions')
        .select('id')
        .where('type', '=', 'honorary_consulate')
        .where('described_at', 'is not', null),
    )
    .execute()
}

/** Those of the missions that the desk has described. */
async function listDescribed(tx: Db, ids: readonly string[]): Promise<string[]> {
  const described: string[] = []
  for (const some of chunks(ids)) {
    const rows = await tx
      .selectFrom('missions')
      .select('id')
      .where('id', 'in', some)
      .where('described_at', 'is not', null)
      .execute()
    described.push(...rows.map(({ id }) => id))
  }
  return described
}

async function restoreRecords(
  tx: Db,
  { missionsChanged }: WayBack,
  appliedAt: Instant,
): Promise<string[]> {
  const restored: string[] = []
  for (const { before, after } of missionsChanged) {
    const now = await tx
      .selectFrom('missions')
      .selectAll()
      .where('id', '=', before.id)
      .executeTakeFirst()
    // What was kept before a column was added does not know it.
    const isUntouched = Object.entries(now ?? {}).every(
      ([column, value]) => value === (after[column as keyof MissionsTable] ?? null),
    )
    if (!isUntouched) continue
    const { numUpdatedRows } = await tx
      .updateTable('missions')
      .set(before)
      .where('id', '=', before.id)
      .where('described_at', 'is not distinct from', after.described_at ?? null)
      .executeTakeFirst()
    if (numUpdatedRows !== 1n) continue
    restored.push(before.id)
    await tx
      .deleteFrom('mission_descriptions')
      .where('mission_id', '=', before.id)
      .where('valid_until', '=', appliedAt)
      .execute()
  }
  return restored
}

async function restoreReferences(
  tx: Db,
  { references }: WayBack,
  kept: readonly string[],
): Promise<void> {
  for (const { source, reference, before } of references) {
    const its = { source, reference }
    if (before !== undefined) {
      await tx
        .updateTable('mission_references')
        .set({ source_date: before })
        .where('source', '=', its.source)
        .where('reference', '=', its.reference)
        .execute()
    } else {
      await tx
        .deleteFrom('mission_references')
        .where('source', '=', its.source)
        .where('reference', '=', its.reference)
        .$if(kept.length > 0, (query) => query.where('mission_id', 'not in', kept))
        .execute()
    }
  }
}
