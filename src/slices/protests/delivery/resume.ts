import type { Db } from '../../../platform/db/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import { moveLetter } from '../move.ts'
import { findLetter } from '../queries.ts'
import { markResumed } from './queue-queries.ts'

/**
 * Lets letters to a mission leave again whose server had refused mail from here.
 *
 * @throws AppError `not_found` sending to this mission was not stopped
 */
export async function resumeMission({ db }: Pick<Deps, 'db'>, missionId: string): Promise<void> {
  if (!(await markResumed(db, missionId))) {
    throw new AppError('not_found', 'protests.not_stopped', { mission: missionId })
  }
}

/**
 * Ends the pause of a letter that a server had put off.
 *
 * @param also what else is done in the same transaction
 * @throws AppError `not_found` no such letter
 * @throws AppError `conflict`  the letter is not in a pause
 */
export async function retryLetter(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  letterId: string,
  also: (tx: Db) => Promise<void> = async () => {},
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const letter = await findLetter(tx, letterId)
    if (!letter) throw new AppError('not_found', 'protests.letter_id_unknown', { id: letterId })
    const isRetried =
      letter.state === 'deferred' &&
      (await moveLetter(tx, letter, { event: 'pause_ended', at: clock.now(), cause: 'operator' }))
    if (!isRetried) {
      throw new AppError('conflict', 'protests.retry_not_deferred', { state: letter.state })
    }
    await also(tx)
  })
}
