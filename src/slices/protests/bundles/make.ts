import type { Db } from '../../../platform/db/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { moveLetter } from '../move.ts'
import {
  insertBundle,
  insertBundleLetters,
  listBundleable,
  listBundleLetters,
  markBundle,
} from './queries.ts'
import { MAX_BUNDLE_LETTERS } from './types.ts'

/** What is written down in the same transaction: the audit log. */
type Also = (tx: Db) => Promise<void>

/**
 * Takes letters of an appeal out of the queue of a mission, to be handed in there on paper: those that
 * have waited longest, up to two hundred. Letters on hold stay where they are.
 *
 * The writers consented to their letters being handed to this mission, on whatever way; the paper shows of
 * them what the mail would.
 *
 * @param by who makes it, by the name they have now
 * @returns the bundle's id
 * @throws AppError `conflict` no letter waits any more
 */
export async function makeBundle(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { appealId, missionId, by }: { appealId: string; missionId: string; by: string },
  also: (tx: Db, bundleId: string) => Promise<void> = async () => {},
): Promise<string> {
  const id = newId()
  const at = clock.now()
  await db.transaction().execute(async (tx) => {
    const limit = MAX_BUNDLE_LETTERS
    const letters = await listBundleable(tx, { appealId, missionId, limit })
    const taken: string[] = []
    for (const letter of letters) {
      // Another worker may hand a letter over at this very moment; it is not in the bundle then.
      if (await moveLetter(tx, letter, { event: 'bundled', at })) taken.push(letter.id)
    }
    if (taken.length === 0) throw new AppError('conflict', 'protests.bundle_empty')
    await insertBundle(tx, {
      id,
      appeal_id: appealId,
      mission_id: missionId,
      made_at: at,
      made_by: by,
      handed_in_at: null,
      undone_at: null,
    })
    await insertBundleLetters(tx, id, taken)
    await also(tx, id)
  })
  return id
}

/**
 * Puts the letters of a bundle back into the queue.
 *
 * @throws AppError `conflict` it was handed in, or undone before
 */
export async function undoBundle(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  bundleId: string,
  also: Also = async () => {},
): Promise<void> {
  const at = clock.now()
  await db.transaction().execute(async (tx) => {
    if (!(await markBundle(tx, bundleId, { undone_at: at }))) {
      throw new AppError('conflict', 'protests.bundle_closed')
    }
    for (const letter of await listBundleLetters(tx, bundleId, 'bundled')) {
      await moveLetter(tx, letter, { event: 'unbundled', at })
    }
    await also(tx)
  })
}
