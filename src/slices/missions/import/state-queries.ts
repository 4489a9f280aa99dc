import type { Db } from '../../../platform/db/database.ts'
import { insertPastDescription } from '../description/queries.ts'
import type { Changes } from './plan.ts'
import type { MissionState } from './same-mission.ts'

/** Everything that an import compares with and an export writes; of one sending state when it is given. */
export async function listMissionStates(db: Db, sendingState?: string): Promise<MissionState[]> {
  const chosen = db
    .selectFrom('missions')
    .where('missions.gone_at', 'is', null)
    .$if(sendingState !== undefined, (query) =>
      query.where('sending_state', '=', sendingState ?? ''),
    )
  const ids = chosen.select('missions.id')
  const records = await chosen.selectAll().orderBy('id').execute()
  const references = await db
    .selectFrom('mission_references')
    .selectAll()
    .where('mission_id', 'in', ids)
    .orderBy('source')
    .orderBy('reference')
    .execute()
  const accreditations = await db
    .selectFrom('mission_accreditations')
    .selectAll()
    .where('mission_id', 'in', ids)
    .orderBy('id')
    .execute()
  const contacts = await db
    .selectFrom('mission_contacts')
    .selectAll()
    .where('mission_id', 'in', ids)
    .orderBy('id')
    .execute()
  const byMission = <T extends { mission_id: string }>(rows: T[]) =>
    Map.groupBy(rows, ({ mission_id }) => mission_id)
  const isInForce = ({ valid_until }: { valid_until: unknown }) => valid_until === null
  const [referencesOf, accreditationsOf, accreditationsEndedOf, contactsOf] = [
    byMission(references),
    byMission(accreditations.filter(isInForce)),
    byMission(accreditations.filter((each) => !isInForce(each))),
    byMission(contacts),
  ]
  return records.map((record) => ({
    record,
    references: referencesOf.get(record.id) ?? [],
    accreditations: accreditationsOf.get(record.id) ?? [],
    accreditationsEnded: accreditationsEndedOf.get(record.id) ?? [],
    contacts: contactsOf.get(record.id) ?? [],
  }))
}

/** Rows in one statement: both databases limit the number of its parameters. */
const ROWS_AT_ONCE = 500

/** Writes what was planned, in the caller's transaction. */
export async function saveChanges(tx: Db, changes: Changes): Promise<void> {
  for (const rows of chunks(changes.missionsAdded)) {
    await tx.insertInto('missions').values(rows).execute()
  }
  await saveRecords(tx, changes)
  for (const rows of chunks(changes.referencesSaved)) {
    await tx
      .insertInto('mission_references')
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .columns(['source', 'reference'])
          .doUpdateSet((update) => ({ source_date: update.ref('excluded.source_date') })),
      )
      .execute()
  }
  await saveAccreditations(tx, changes)
  await saveContacts(tx, changes)
}

/** Before the references: what was said of a mission until now keeps the date that it had. */
async function saveRecords(
  tx: Db,
  { missionsChanged, missionsBefore, at }: Changes,
): Promise<void> {
  const before = new Map(missionsBefore.map((was) => [was.id, was]))
  for (const { id, ...columns } of missionsChanged) {
    const { numUpdatedRows } = await tx
      .updateTable('missions')
      .set(columns)
      .where('id', '=', id)
      // Somebody at the desk may have described it while the file was compared.
      .where('described_at', 'is not distinct from', columns.described_at)
      .executeTakeFirst()
    const was = before.get(id)
    if (was && numUpdatedRows === 1n) await insertPastDescription(tx, was, at)
  }
}

async function saveAccreditations(tx: Db, changes: Changes): Promise<void> {
  for (const rows of chunks(changes.accreditationsClosed)) {
    await tx
      .updateTable('mission_accreditations')
      .set({ valid_until: changes.at })
      .where('id', 'in', idsOf(rows))
      .execute()
  }
  for (const rows of chunks(changes.accreditationsOpened)) {
    await tx.insertInto('mission_accreditations').values(rows).execute()
  }
}

async function saveContacts(tx: Db, changes: Changes): Promise<void> {
  for (const rows of chunks(changes.contactsClosed)) {
    await tx
      .updateTable('mission_contacts')
      .set({ valid_until: changes.at })
      .where('id', 'in', idsOf(rows))
      .execute()
  }
  for (const rows of chunks(changes.contactsOpened)) {
    await tx.insertInto('mission_contacts').values(rows).execute()
  }
}

function idsOf(rows: { id: string }[]): string[] {
  return rows.map(({ id }) => id)
}

/** Rows in portions that fit into one statement. */
export function chunks<T>(rows: readonly T[]): T[][] {
  const count = Math.ceil(rows.length / ROWS_AT_ONCE)
  return Array.from({ length: count }, (_, index) =>
    rows.slice(index * ROWS_AT_ONCE, (index + 1) * ROWS_AT_ONCE),
  )
}
