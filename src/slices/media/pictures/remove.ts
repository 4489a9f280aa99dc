import type { Db } from '../../../platform/db/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Instant } from '../../../platform/time.ts'
import { findPictureFiles, isPictureKept, markPictureRemoved } from '../queries.ts'
import { pictureRemoved } from '../topics.ts'
import { deleteFiles, filesOf } from './files.ts'

/**
 * Takes a picture away so that nobody sees it again: pages leave it out from now on, its files are
 * deleted from the outbox, moments later, and the same picture is refused when it comes again.
 *
 * @throws AppError `not_found` no such picture, or no longer
 */
export async function removePicture(
  { db, clock, outbox }: Pick<Deps, 'db' | 'clock' | 'outbox'>,
  id: string,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    if (!(await dropPicture({ tx, outbox }, id, { at: clock.now(), isBarred: true }))) {
      throw new AppError('not_found', 'media.no_such_id', { id })
    }
  })
}

/**
 * Takes a picture away within a larger transaction, wherever it is shown. One that is barred is refused
 * when it comes again, as with `removePicture`; one that has only lost its last use may come again.
 * Returns false when there is no such picture, or no longer.
 */
export async function dropPicture(
  { tx, outbox }: { tx: Db; outbox: Deps['outbox'] },
  id: string,
  removal: { at: Instant; isBarred: boolean },
): Promise<boolean> {
  if (!(await markPictureRemoved(tx, id, removal))) return false
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
