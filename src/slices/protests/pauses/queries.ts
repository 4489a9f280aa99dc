import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../../../platform/db/database.ts'
import type { Instant } from '../../../platform/time.ts'
import type { LetterPausesTable } from '../tables.ts'
import type { PauseKind } from '../types.ts'

/** Letters of an appeal, or to a mission, that the desk lets wait. */
export interface Pause {
  kind: PauseKind
  subjectId: string
  reason: string
  pausedAt: Instant
  pausedBy: string
}

/** Returns false when it is paused already. */
export async function insertPause(db: Db, row: Insertable<LetterPausesTable>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('letter_pauses')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** Returns false when it was not paused. */
export async function markPauseEnded(
  db: Db,
  { kind, subjectId }: { kind: PauseKind; subjectId: string },
  { at, by }: { at: Instant; by: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('letter_pauses')
    .set({ ended_at: at, ended_by: by })
    .where('kind', '=', kind)
    .where('subject_id', '=', subjectId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** A pause of either of two missions that became one holds for both together. */
export async function movePause(
  tx: Db,
  { missionId, intoId, at }: { missionId: string; intoId: string; at: Instant },
): Promise<void> {
  const isPaused = (await findPaused(tx)).mission
  if (!isPaused.has(missionId)) return
  const of = (id: string) =>
    tx
      .updateTable('letter_pauses')
      .where('kind', '=', 'mission')
      .where('subject_id', '=', id)
      .where('ended_at', 'is', null)
  if (isPaused.has(intoId)) await of(missionId).set({ ended_at: at }).execute()
  else await of(missionId).set({ subject_id: intoId }).execute()
}

/** Every pause that stands; there are few. */
export async function listPauses(db: Db): Promise<Pause[]> {
  const rows = await db
    .selectFrom('letter_pauses')
    .selectAll()
    .where('ended_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(toPause)
}

/** What may not leave now: of which appeals, and to which missions. */
export async function findPaused(db: Db): Promise<Record<PauseKind, ReadonlySet<string>>> {
  const pauses = await listPauses(db)
  const idsOf = (wanted: PauseKind) =>
    new Set(pauses.filter(({ kind }) => kind === wanted).map(({ subjectId }) => subjectId))
  return { appeal: idsOf('appeal'), mission: idsOf('mission') }
}

function toPause(row: Selectable<LetterPausesTable>): Pause {
  return {
    kind: row.kind,
    subjectId: row.subject_id,
    reason: row.reason,
    pausedAt: row.paused_at,
    pausedBy: row.paused_by,
  }
}
