import type { Db } from '../../../platform/db/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import { appealFact, isAppealPublic } from '../../appeals/index.ts'
import { addPicture, dropPicture, findPictures, removePicture } from '../../media/index.ts'
import { deletePhoto, findPhotos, insertPhoto, listPhotographed } from './photo-queries.ts'
import { findHandIn } from './queries.ts'
import type { HandInPhoto } from './types.ts'

type Also = (tx: Db) => Promise<void>

interface NewPhoto {
  handInId: string
  bytes: Uint8Array
  /** What is to be seen, in `language`. */
  alt: string
  language: string
  /** Who says that it endangers nobody, by the name they have now. */
  checkedBy: string
}

/**
 * Shows a photo with the outcome of an attempt to hand letters in, on the page of the appeal. It is made anew
 * as every picture is; whether faces and names in it may be seen is for whoever adds it to say.
 *
 * @throws AppError `not_found` no such attempt
 * @throws AppError `conflict`  it has a photo, the appeal is not public, or the picture was taken away before
 * @throws AppError `invalid`   no picture, too large, or without words
 */
export async function addHandInPhoto(
  deps: Pick<Deps, 'db' | 'config' | 'clock' | 'secrets' | 'outbox' | 'facts'>,
  { handInId, bytes, alt, language, checkedBy }: NewPhoto,
  also: Also = async () => {},
): Promise<void> {
  const { db, clock, facts } = deps
  await requireRoom(db, handInId)
  const { picture, isNew } = await addPicture(deps, { bytes, alt })
  try {
    await db.transaction().execute(async (tx) => {
      const appealId = await requireRoom(tx, handInId)
      await forgetLost(tx, handInId)
      const checked = { checked_at: clock.now(), checked_by: checkedBy }
      const row = { hand_in_id: handInId, picture_id: picture.id, alt: alt.trim(), language }
      if (!(await insertPhoto(tx, { ...row, ...checked }))) throw conflict()
      await facts.announce(tx, [appealFact(appealId)])
      await also(tx)
    })
  } catch (error) {
    // Nothing shows it, so nothing of it stays.
    if (isNew) await removePicture(deps, picture.id)
    throw error
  }
  // The appeal may have been withdrawn in between, and its photos taken away before this one was there.
  const handIn = await findHandIn(db, handInId)
  if (handIn && !(await isAppealPublic(db, handIn.appealId)))
    await removePhotosAbout(deps, handIn.appealId)
}

/**
 * Takes a photo away for good: pages leave it out from the next request on, its files are deleted, and the
 * same picture is not taken in again by accident.
 *
 * @throws AppError `not_found` there is none, or no longer
 */
export async function removeHandInPhoto(
  { db, clock, outbox, facts }: Pick<Deps, 'db' | 'clock' | 'outbox' | 'facts'>,
  handInId: string,
  also: Also = async () => {},
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const handIn = await findHandIn(tx, handInId)
    const pictureId = handIn && (await deletePhoto(tx, handInId))
    if (!handIn || !pictureId) throw new AppError('not_found', 'protests.photo_unknown')
    await dropPicture({ tx, outbox }, pictureId, clock.now())
    await facts.announce(tx, [appealFact(handIn.appealId)])
    await also(tx)
  })
}

/** An appeal that is withdrawn takes its photos with it. Harmless to do twice. */
export async function removePhotosAbout(
  deps: Pick<Deps, 'db' | 'clock' | 'outbox' | 'facts'>,
  appealId: string,
): Promise<void> {
  for (const handInId of await listPhotographed(deps.db, appealId)) {
    await removeHandInPhoto(deps, handInId).catch((error) => {
      // Somebody at the desk was faster.
      if (!(error instanceof AppError)) throw error
    })
  }
}

/** The appeal of an attempt that may have a photo. */
async function requireRoom(db: Db, handInId: string): Promise<string> {
  const handIn = await findHandIn(db, handInId)
  if (!handIn) throw new AppError('not_found', 'protests.hand_in_unknown')
  const photo = (await findPhotos(db, [handInId])).get(handInId)
  const isTaken = photo !== undefined && !(await isLost(db, photo))
  if (isTaken || !(await isAppealPublic(db, handIn.appealId))) throw conflict()
  return handIn.appealId
}

/** The picture was taken away, as one of another attempt or by an operator: it makes room for another. */
async function isLost(db: Db, { pictureId }: HandInPhoto): Promise<boolean> {
  return !(await findPictures(db, [pictureId])).has(pictureId)
}

async function forgetLost(tx: Db, handInId: string): Promise<void> {
  const photo = (await findPhotos(tx, [handInId])).get(handInId)
  if (photo && (await isLost(tx, photo))) await deletePhoto(tx, handInId, photo.pictureId)
}

function conflict(): AppError {
  return new AppError('conflict', 'protests.photo_conflict')
}
