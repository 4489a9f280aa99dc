import { type InsertResult, type Selectable, sql } from 'kysely'
import type { Db } from '../../../platform/db/database.ts'
import type { Instant } from '../../../platform/time.ts'
import type {
  CaseDemandChangesTable,
  CaseDemandsTable,
  CaseEventsTable,
  CaseGroupsTable,
  CasesTable,
  PeopleTable,
} from '../tables.ts'
import type { Case } from '../types.ts'

/** Returns false when the key is taken. */
export function insertCase(db: Db, row: Selectable<CasesTable>): Promise<boolean> {
  return isInserted(
    db
      .insertInto('cases')
      .values(row)
      .onConflict((conflict) => conflict.column('key').doNothing()),
  )
}

/** Returns false when the case has a person of this key. */
export function insertPerson(db: Db, row: Selectable<PeopleTable>): Promise<boolean> {
  return isInserted(
    db
      .insertInto('people')
      .values(row)
      .onConflict((conflict) => conflict.columns(['case_id', 'key']).doNothing()),
  )
}

/** What may be put right about a person; events are not among it. */
export async function updatePerson(
  db: Db,
  id: string,
  changes: Partial<Omit<PeopleTable, 'id' | 'case_id' | 'key' | 'created_at'>>,
): Promise<void> {
  await db.updateTable('people').set(changes).where('id', '=', id).execute()
}

/** Returns false when the case has a group of this key. */
export function insertGroup(db: Db, row: Selectable<CaseGroupsTable>): Promise<boolean> {
  return isInserted(
    db
      .insertInto('case_groups')
      .values(row)
      .onConflict((conflict) => conflict.columns(['case_id', 'key']).doNothing()),
  )
}

/**
 * `known` when the case has an event of this key, `corrected` when somebody else has corrected the
 * same event.
 */
export async function insertEvent(
  db: Db,
  row: Selectable<CaseEventsTable>,
): Promise<'inserted' | 'known' | 'corrected'> {
  const isNew = await isInserted(
    db
      .insertInto('case_events')
      .values(row)
      .onConflict((conflict) => conflict.doNothing()),
  )
  if (isNew) return 'inserted'
  const known = await db
    .selectFrom('case_events')
    .select('id')
    .where('case_id', '=', row.case_id)
    .where('key', '=', row.key)
    .executeTakeFirst()
  return known ? 'known' : 'corrected'
}

/** Returns false when the case has a demand of this key. */
export function insertDemand(db: Db, row: Selectable<CaseDemandsTable>): Promise<boolean> {
  return isInserted(
    db
      .insertInto('case_demands')
      .values(row)
      .onConflict((conflict) => conflict.columns(['case_id', 'key']).doNothing()),
  )
}

/** Returns false when the case has a change of this key. */
export function insertChange(db: Db, row: Selectable<CaseDemandChangesTable>): Promise<boolean> {
  return isInserted(
    db
      .insertInto('case_demand_changes')
      .values(row)
      .onConflict((conflict) => conflict.columns(['case_id', 'key']).doNothing()),
  )
}

/** Returns whether readers see the case; undefined when it is closed, and nothing was marked. */
export async function markCaseChanged(
  db: Db,
  id: string,
  at: Instant,
): Promise<{ isPublic: boolean } | undefined> {
  const row = await db
    .updateTable('cases')
    .set({ changed_at: at, version: sql`version + 1` })
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .returning('published_at')
    .executeTakeFirst()
  return row && { isPublic: row.published_at !== null }
}

/** Returns false when readers see it, or do not, already. */
export async function markCasePublic(db: Db, id: string, at: Instant | null): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('cases')
    .set({ published_at: at })
    .where('id', '=', id)
    .where('published_at', at === null ? 'is not' : 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Returns false when it is closed, or open, already, or something was recorded after this version. */
export async function markCaseClosed(
  db: Db,
  { id, version }: Pick<Case, 'id' | 'version'>,
  at: Instant | null,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('cases')
    .set({ closed_at: at })
    .where('id', '=', id)
    .where('closed_at', at === null ? 'is not' : 'is', null)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Puts the settings of a case right. */
export async function updateCase(
  db: Db,
  id: string,
  { titles, zone, quietDays }: Pick<Case, 'titles' | 'zone' | 'quietDays'>,
): Promise<void> {
  await db
    .updateTable('cases')
    .set({ titles: JSON.stringify(titles), zone, quiet_days: quietDays })
    .where('id', '=', id)
    .execute()
}

async function isInserted(insert: { executeTakeFirst(): Promise<InsertResult> }): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await insert.executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}
