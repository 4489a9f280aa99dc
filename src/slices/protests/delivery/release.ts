import type { Deps } from '../../../platform/deps.ts'
import { findMissionEmail } from '../../missions/index.ts'
import { moveLetter } from '../move.ts'
import type { Letter } from '../types.ts'
import { listMissionsWithLetters, listOldestLetters } from './queue-queries.ts'

const BATCH_SIZE = 100

type ReleaseDeps = Pick<Deps, 'db' | 'reader' | 'clock'>

/** Lets the letters to a mission go on that waited for an address, if there is one now. */
export async function releaseWaitingLetters(deps: ReleaseDeps, missionId: string): Promise<void> {
  if ((await findMissionEmail(deps.reader, missionId)) === undefined) return
  let letters: Letter[]
  do {
    letters = await deps.db.transaction().execute(async (tx) => {
      const batch = await listOldestLetters(tx, 'waiting_address', missionId, { limit: BATCH_SIZE })
      for (const letter of batch) {
        await moveLetter(tx, letter, { event: 'address_found', at: deps.clock.now() })
      }
      return batch
    })
  } while (letters.length === BATCH_SIZE)
}

/** The same for every mission: catches a letter that began to wait just as the address came. */
export async function releaseAllWaitingLetters(deps: ReleaseDeps): Promise<void> {
  for (const missionId of await listMissionsWithLetters(deps.reader, 'waiting_address')) {
    await releaseWaitingLetters(deps, missionId)
  }
}
