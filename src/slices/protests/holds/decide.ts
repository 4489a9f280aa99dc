import type { Db } from '../../../platform/db/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import { moveLetter } from '../move.ts'
import { findLetter } from '../queries.ts'
import { letterTurnedDown } from '../topics.ts'
import type { Letter } from '../types.ts'

type DecideDeps = Pick<Deps, 'db' | 'clock' | 'outbox'>

/**
 * Lets a letter leave that waited for a person: it queues like every other.
 *
 * @throws AppError `not_found` no such letter
 * @throws AppError `conflict`  it is not on hold: decided already, or taken back by its writer
 */
export async function releaseLetter({ db, clock }: DecideDeps, letterId: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const letter = await requireHeld(tx, letterId)
    const moved = await moveLetter(tx, letter, { event: 'released', at: clock.now() })
    if (!moved) throw new AppError('conflict', 'protests.not_on_hold')
  })
}

/**
 * Does not let a letter leave. It stays counted, because somebody confirmed it; its writer is told
 * why by mail, if their address is known, and on its status page in any case.
 *
 * @param reason for the writer, in their language where the moderator can
 * @throws AppError `not_found` no such letter
 * @throws AppError `conflict`  it is not on hold: decided already, or taken back by its writer
 */
export async function turnDownLetter(
  { db, clock, outbox }: DecideDeps,
  { letterId, reason }: { letterId: string; reason: string },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const letter = await requireHeld(tx, letterId)
    const move = { event: 'withdrawn', at: clock.now(), cause: 'moderator', words: reason } as const
    const moved = await moveLetter(tx, letter, move)
    if (!moved) throw new AppError('conflict', 'protests.not_on_hold')
    await outbox.publish(tx, letterTurnedDown, { letterId })
  })
}

async function requireHeld(tx: Db, letterId: string): Promise<Letter> {
  const letter = await findLetter(tx, letterId)
  if (!letter) throw new AppError('not_found', 'protests.letter_unknown')
  if (letter.state !== 'on_hold') throw new AppError('conflict', 'protests.not_on_hold')
  return letter
}
