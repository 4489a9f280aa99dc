import type { Selectable } from 'kysely'
import type { Db } from '../../../platform/db/database.ts'
import { prepared } from '../../../platform/db/prepared.ts'
import type { Day } from '../../../platform/time.ts'
import type { NameConsentsTable } from './tables.ts'

const ROW = 'names'

/** 0 as long as nobody was ever entered by name. */
export async function findNamesVersion(db: Db): Promise<number> {
  const [row] = await askVersion(db, {})
  return row ? Number(row.version) : 0
}

/** Asked with a whole page in hand: to wait for others, as shared reads do, would keep many pages in memory at once. */
const askVersion = prepared<object, { version: number }>((db) =>
  db.selectFrom('name_versions').select('version').where('id', '=', ROW),
)

/** Counts on; whoever does so at the same time waits for the other to be done. */
export async function markNamesChanged(tx: Db): Promise<number> {
  const { version } = await tx
    .insertInto('name_versions')
    .values({ id: ROW, version: 1, looked_on: null })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((eb) => ({ version: eb('name_versions.version', '+', 1) })),
    )
    .returning('version')
    .executeTakeFirstOrThrow()
  return Number(version)
}

/** Returns false when somebody has looked on that day. */
export async function markLookedOn(tx: Db, day: Day): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('name_versions')
    .set({ looked_on: day })
    .where('id', '=', ROW)
    .where((eb) => eb.or([eb('looked_on', 'is', null), eb('looked_on', '<', day)]))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function insertConsent(tx: Db, row: NameConsentsTable): Promise<void> {
  await tx.insertInto('name_consents').values(row).execute()
}

/** All rows of one person or of everybody, the oldest first. */
export async function listConsentRows(
  db: Db,
  personId?: string,
): Promise<Selectable<NameConsentsTable>[]> {
  let query = db.selectFrom('name_consents').selectAll()
  if (personId !== undefined) query = query.where('person_id', '=', personId)
  return query.orderBy('person_id').orderBy('version').execute()
}

/** Whether a consent ended with the day before `day`, for whoever looks once a day. */
export async function hasEndedConsents(db: Db, day: Day): Promise<boolean> {
  const row = await db
    .selectFrom('name_consents')
    .select('id')
    .where('until_on', 'is not', null)
    .where('until_on', '<', day)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Whether anything was ever recorded of what the people of a case have agreed to. */
export async function hasConsentRows(db: Db, caseId: string): Promise<boolean> {
  const row = await db
    .selectFrom('name_consents')
    .innerJoin('people', 'people.id', 'name_consents.person_id')
    .select('name_consents.id')
    .where('people.case_id', '=', caseId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
