import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import type { Outbox } from '../../platform/outbox/outbox.ts'
import type { Instant } from '../../platform/time.ts'
import { dropPicture } from '../media/index.ts'
import { appealPath } from './paths.ts'
import { listPicturesOf } from './picture-queries.ts'
import { findStoredAppeal, markWithdrawn } from './queries.ts'
import { markReleaseCancelled } from './release/queries.ts'
import { appealWithdrawn } from './topics.ts'
import type { AppealKey } from './types.ts'

/**
 * Takes a public appeal back, in every language, for good.
 *
 * From this moment no page and no list shows it. The fact `appeals.withdrawn` is saved with it;
 * what else has to stop, for instance letters that wait, follows from the outbox. So do its pictures,
 * but for those that something else shows. With `barPictures` they go in this moment, from everywhere, and
 * are refused when they come again: they may show somebody who must not be seen.
 *
 * @throws AppError `not_found` no such appeal
 * @throws AppError `conflict`  it is not public
 */
export async function withdrawAppeal(
  { db, clock, outbox }: Pick<Deps, 'db' | 'clock' | 'outbox'>,
  key: AppealKey,
  { barPictures = false }: { barPictures?: boolean } = {},
): Promise<void> {
  const at = clock.now()
  await db.transaction().execute((tx) => takeBack({ tx, outbox }, key, { at, barPictures }))
}

/** The work of `withdrawAppeal`, inside a transaction. */
export async function takeBack(
  { tx, outbox }: { tx: Db; outbox: Outbox },
  key: AppealKey,
  { at, barPictures }: { at: Instant; barPictures: boolean },
): Promise<void> {
  const path = appealPath(key)
  const stored = await findStoredAppeal(tx, key)
  if (!stored) throw new AppError('not_found', 'appeals.not_found', { path })
  if (!(await markWithdrawn(tx, stored.id, at))) {
    throw new AppError('conflict', 'appeals.not_published', { path })
  }
  await markReleaseCancelled(tx, stored.id, { at, problem: 'appeals.release_withdrawn' })
  await outbox.publish(tx, appealWithdrawn, { appealId: stored.id, barPictures })
  if (!barPictures) return
  for (const id of await listPicturesOf(tx, stored.id)) {
    await dropPicture({ tx, outbox }, id, { at, isBarred: true })
  }
}
