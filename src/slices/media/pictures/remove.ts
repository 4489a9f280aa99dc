import type { Db } from '../../../platform/db/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Instant } from '../../../platform/time.ts'
import { findPictureFiles, isPictureKept, markPictureRemoved } from '../queries.ts'
import { pictureRemoved } from '../topics.ts'
import { deleteFiles, filesOf } from './files.ts'

/**
 * Takes a picture away for good: pages leave it out from now on, and its files are deleted from
 * the outbox, moments later.
 *
 * @throws AppError `not_found` no such picture, or no longer
 */
export async function removePicture(
  { db, clock, outbox }: Pick<Deps, 'db' | 'clock' | 'outbox'>,
  id: string,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    if (!(await dropPicture({ tx, outbox }, id, clock.now()))) {
      throw new AppError('not_found', 'media.no_such_id', { id })
    }
  })
}

/**
 * Takes a picture away within a larger transaction, as `removePicture` does. Returns false when
 * there is no such picture, or no longer.
 */
export async function dropPicture(
  { tx, outbox }: { tx: Db; outbox: Deps['outbox'] },
  id: string,
  at: Instant,
): Promise<boolean> {
  if (!(await markPictureRemoved(tx, id, at))) return false
  await outbox.publish(tx, pictureRemoved, { pictureId: id })
  return true
}

/** Deletes what lay on the disk, unless the same picture has been taken in again. */
export async function deletePictureFiles(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  pictureId: string,
): Promise<void> {
  const picture = await findPictureFiles(db, pictureId)
  if (!picture || (await isPictureKept(db, picture.hash))) return
  await deleteFiles(config.dataDir, filesOf(picture))
}
