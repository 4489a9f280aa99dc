import type { Deps } from '../../../platform/deps.ts'
import { moveBundlesTo } from '../bundles/queries.ts'
import { movePause } from '../pauses/queries.ts'
import { moveHoursTo } from '../planner/queries.ts'
import { findStranded } from '../returns/tell-stranded.ts'
import { moveLettersTo, movePaceTo } from './queue-queries.ts'

interface Merge {
  missionId: string
  intoId: string
  losesAddress?: boolean
}

/**
 * Takes the letters of a mission along to the one that it was merged into, and its pace with them: where nothing
 * was to be sent to one of the two, nothing is sent to both together.
 *
 * Whoever wrote to both about one appeal keeps two letters, one still under the old mission. It leaves at that
 * one's own pace, to the address of the mission that it was merged into. Where the merge took the letters'
 * address away, their writers are told first, before nobody can say any more whose letters these were.
 */
export async function followMergedMission(
  { db, clock, outbox }: Pick<Deps, 'db' | 'clock' | 'outbox'>,
  { missionId, intoId, losesAddress = false }: Merge,
): Promise<void> {
  if (losesAddress) await findStranded({ db, clock, outbox }, { missionId, hasOther: false })
  await db.transaction().execute(async (tx) => {
    await movePaceTo(tx, { missionId, intoId })
    await movePause(tx, { missionId, intoId, at: clock.now() })
    await moveHoursTo(tx, { missionId, intoId })
    await moveLettersTo(tx, { missionId, intoId })
    await moveBundlesTo(tx, { missionId, intoId })
  })
}
