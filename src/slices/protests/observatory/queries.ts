import type { Db } from '../../../platform/db/database.ts'
import type { HandInOutcome } from '../bundles/types.ts'

/** Attempts to hand bundles in at each mission, by outcome. */
export async function countHandIns(
  db: Db,
): Promise<{ missionId: string; outcome: HandInOutcome; attempts: number }[]> {
  const rows = await db
    .selectFrom('hand_ins')
    .select(['mission_id', 'outcome'])
    .select(({ fn }) => fn.countAll().as('attempts'))
    .groupBy(['mission_id', 'outcome'])
    .execute()
  return rows.map((row) => ({
    missionId: row.mission_id,
    outcome: row.outcome,
    attempts: Number(row.attempts),
  }))
}
