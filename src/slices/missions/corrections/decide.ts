import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import { addMs, DAY_MS } from '../../../platform/time.ts'
import type { Also } from '../add-contact.ts'
import { deleteDecided, findCorrection, markDecided } from './queries.ts'

/** Readers' words are deleted so long after the decision. */
const KEPT_MS = 30 * DAY_MS

/**
 * Notes that a moderator takes a reader's correction up, or does not. Either way no contact changes: who accepts
 * it enters the contact, with a source.
 *
 * @throws AppError `not_found` there is no such correction
 * @throws AppError `conflict`  somebody has decided on it already
 */
export async function decideCorrection(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { id, decision }: { id: string; decision: 'accepted' | 'refused' },
  also: Also = async () => {},
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    if (!(await findCorrection(tx, id))) {
      throw new AppError('not_found', 'missions.correction_unknown')
    }
    if (!(await markDecided(tx, id, { decision, at: clock.now() }))) {
      throw new AppError('conflict', 'missions.correction_decided_already')
    }
    await also(tx)
  })
}

export async function forgetDecidedCorrections({
  db,
  clock,
}: Pick<Deps, 'db' | 'clock'>): Promise<void> {
  await deleteDecided(db, addMs(clock.now(), -KEPT_MS))
}
