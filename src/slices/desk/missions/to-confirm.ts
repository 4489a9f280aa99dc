import type { Deps } from '../../../platform/deps.ts'
import { dayOf } from '../../../platform/time.ts'
import {
  addressDoubt,
  findMissionsById,
  listUnreachable,
  type Mission,
} from '../../missions/index.ts'
import { countWaitingByMission } from '../../protests/index.ts'

interface ToConfirm {
  /** The most letters first; then those without letters that mail comes back from. */
  missions: Mission[]
  letters: ReadonlyMap<string, number>
}

/** Missions looked up at once. */
const BATCH_SIZE = 100
export const MAX_LISTED = 100

/** Missions whose address somebody should make sure of, by how many letters it will carry. */
export async function listToConfirm({
  reader,
  clock,
}: Pick<Deps, 'reader' | 'clock'>): Promise<ToConfirm> {
  const letters = await countWaitingByMission(reader)
  const today = dayOf(clock.now())
  const ids = [...letters].sort(([, a], [, b]) => b - a).map(([id]) => id)
  const missions = new Map<string, Mission>()
  for (let from = 0; from < ids.length && missions.size < MAX_LISTED; from += BATCH_SIZE) {
    const batch = ids.slice(from, from + BATCH_SIZE)
    const found = await findMissionsById(reader, batch)
    for (const id of batch) {
      const mission = found.get(id)
      if (mission && !mission.closedOn && addressDoubt(mission, today))
        missions.set(mission.id, mission)
    }
  }
  for (const mission of await listUnreachable(reader, MAX_LISTED)) {
    missions.set(mission.id, missions.get(mission.id) ?? mission)
  }
  return { missions: [...missions.values()].slice(0, MAX_LISTED), letters }
}
