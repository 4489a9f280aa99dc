import { type Selectable, sql } from 'kysely'
import type { Db } from '../../../platform/db/database.ts'
import type { Instant } from '../../../platform/time.ts'
import type { MissionCorrectionsTable } from '../tables.ts'
import type { ContactKind } from '../types.ts'

/** What a reader says is wrong with a contact. Who said it is kept nowhere. */
export interface Correction {
  id: string
  missionId: string
  kind: ContactKind
  wrong: string
  right: string
  knownFrom: string
  /** Of the page that it was written on. */
  language: string
  createdAt: Instant
}

const isWaiting = sql<boolean>`accepted_at is null and refused_at is null`

export async function insertCorrection(
  db: Db,
  row: Selectable<MissionCorrectionsTable>,
): Promise<void> {
  await db.insertInto('mission_corrections').values(row).execute()
}

/** Corrections that nobody has decided on, the oldest first; after `afterId`, when it is given. */
export async function listCorrections(
  db: Db,
  { afterId, limit }: { afterId?: string; limit: number },
): Promise<Correction[]> {
  const rows = await db
    .selectFrom('mission_corrections')
    .selectAll()
    .where(isWaiting)
    .$if(afterId !== undefined, (query) => query.where('id', '>', afterId ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(toCorrection)
}

/** Corrections of one mission that nobody has decided on. */
export async function listCorrectionsOf(db: Db, missionId: string): Promise<Correction[]> {
  const rows = await db
    .selectFrom('mission_corrections')
    .selectAll()
    .where(isWaiting)
    .where('mission_id', '=', missionId)
    .orderBy('id')
    .execute()
  return rows.map(toCorrection)
}

export async function countCorrections(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('mission_corrections')
    .select(({ fn }) => fn.countAll().as('count'))
    .where(isWaiting)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function findCorrection(db: Db, id: string): Promise<Correction | undefined> {
  const row = await db
    .selectFrom('mission_corrections')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toCorrection(row)
}

/** Returns false when somebody has decided on it already. */
export async function markDecided(
  tx: Db,
  id: string,
  { decision, at }: { decision: 'accepted' | 'refused'; at: Instant },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('mission_corrections')
    .set(decision === 'accepted' ? { accepted_at: at } : { refused_at: at })
    .where('id', '=', id)
    .where(isWaiting)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Readers' words are not kept longer than they are needed. */
export async function deleteDecided(db: Db, before: Instant): Promise<void> {
  await db
    .deleteFrom('mission_corrections')
    .where((where) =>
      where.or([where('accepted_at', '<', before), where('refused_at', '<', before)]),
    )
    .execute()
}

function toCorrection(row: Selectable<MissionCorrectionsTable>): Correction {
  return {
    id: row.id,
    missionId: row.mission_id,
    kind: row.kind,
    wrong: row.wrong,
    right: row.right_words,
    knownFrom: row.known_from,
    language: row.language,
    createdAt: row.created_at,
  }
}
