import type { Selectable } from 'kysely'
import type { Db } from '../../../platform/db/database.ts'
import { newId } from '../../../platform/ids.ts'
import type { Day, Instant } from '../../../platform/time.ts'
import { versionOf } from '../../../platform/version-of.ts'
import type { MissionDescriptionsTable, MissionsTable } from '../tables.ts'
import type { MissionType } from '../types.ts'

/** What a mission is and where it stands, and who says so. */
export interface Description {
  type: MissionType
  receivingState: string
  name?: string
  /** As the source spells it. */
  city?: string
  /** The first day on which it was not there any more. */
  closedOn?: Day
  source: string
  /** `YYYY`, `YYYY-MM` or a day. */
  sourceDate?: string
}

/** What was said of a mission before. */
export interface PastDescription extends Description {
  id: string
  validFrom: Instant
  validUntil: Instant
}

/** What is said of a mission now; `version` tells whether somebody has changed it since. */
export async function findDescription(
  db: Db,
  missionId: string,
): Promise<(Description & { version: string }) | undefined> {
  const record = await db
    .selectFrom('missions')
    .selectAll()
    .where('id', '=', missionId)
    .executeTakeFirst()
  if (!record) return undefined
  const source_date = await findSourceDate(db, record)
  return { ...toDescription({ ...record, source_date }), version: versionOfRecord(record) }
}

/** What was said of a mission before, the newest first. */
export async function listPastDescriptions(db: Db, missionId: string): Promise<PastDescription[]> {
  const rows = await db
    .selectFrom('mission_descriptions')
    .selectAll()
    .where('mission_id', '=', missionId)
    .orderBy('valid_until', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    ...toDescription(row),
    id: row.id,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
  }))
}

/** Changes when anything does that the desk describes, or an import. */
export function versionOfRecord(record: Selectable<MissionsTable>): string {
  const { type, receiving_state, name, city, closed_on, source, described_at } = record
  return versionOf([type, receiving_state, name, city, closed_on, source, described_at])
}

/** Writes what the desk says. Returns false when the mission is not what it was, or is gone. */
export async function markDescribed(
  tx: Db,
  was: Selectable<MissionsTable>,
  changes: Partial<MissionsTable>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('missions')
    .set(changes)
    .where('id', '=', was.id)
    .where('gone_at', 'is', null)
    .where('described_at', 'is not distinct from', was.described_at)
    .where('receiving_state', '=', was.receiving_state)
    .where('type', '=', was.type)
    .where('name', 'is not distinct from', was.name)
    .where('city', 'is not distinct from', was.city)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Keeps what was said of a mission until now. */
export async function insertPastDescription(
  tx: Db,
  was: Selectable<MissionsTable>,
  until: Instant,
): Promise<void> {
  const last = await tx
    .selectFrom('mission_descriptions')
    .select(({ fn }) => fn.max('valid_until').as('until'))
    .where('mission_id', '=', was.id)
    .executeTakeFirst()
  const { receiving_state, type, name, city, closed_on, source } = was
  await tx
    .insertInto('mission_descriptions')
    .values({
      id: newId(),
      mission_id: was.id,
      ...{ receiving_state, type, name, city, closed_on, source },
      source_date: await findSourceDate(tx, was),
      valid_from: last?.until ?? was.created_at,
      valid_until: until,
    })
    .execute()
}

/** Notes that a source speaks of a mission, and the newest day on which it did. */
export async function saveReference(
  tx: Db,
  reference: { source: string; reference: string; mission_id: string; source_date: Day },
): Promise<void> {
  await tx
    .insertInto('mission_references')
    .values(reference)
    .onConflict((conflict) =>
      conflict
        .columns(['source', 'reference'])
        .doUpdateSet({ source_date: reference.source_date })
        .where('mission_references.mission_id', '=', reference.mission_id),
    )
    .execute()
}

/** Ends all contacts but the web site. */
export async function markPrivateContactsEnded(
  tx: Db,
  missionId: string,
  at: Instant,
): Promise<void> {
  await tx
    .updateTable('mission_contacts')
    .set({ valid_until: at })
    .where('mission_id', '=', missionId)
    .where('kind', '<>', 'website')
    .where('valid_until', 'is', null)
    .execute()
}

async function findSourceDate(
  db: Db,
  { described_at, source_date, source, reference }: Selectable<MissionsTable>,
): Promise<string | null> {
  if (described_at) return source_date
  const row = await db
    .selectFrom('mission_references')
    .select('source_date')
    .where('source', '=', source)
    .where('reference', '=', reference)
    .executeTakeFirst()
  return row?.source_date ?? null
}

type Described = Omit<
  Selectable<MissionDescriptionsTable>,
  'id' | 'mission_id' | 'valid_from' | 'valid_until'
>

function toDescription(row: Described): Description {
  return {
    type: row.type,
    receivingState: row.receiving_state,
    name: row.name ?? undefined,
    city: row.city ?? undefined,
    closedOn: row.closed_on ?? undefined,
    source: row.source,
    sourceDate: row.source_date ?? undefined,
  }
}
