import type { Db } from '../../../platform/db/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import { appealFact, isAppealPublic, listPicturesOf } from '../../appeals/index.ts'
import { addPicture, dropPicture, findPictures } from '../../media/index.ts'
import { dropUnused } from './drop-unused.ts'
import { deletePhoto, findPhotos, insertPhoto, listPhotographed } from './photo-queries.ts'
import { findHandIn } from './queries.ts'
import type { HandInPhoto } from './types.ts'

type Also = (tx: Db) => Promise<void>
type PhotoDeps = Pick<Deps, 'db' | 'clock' | 'outbox' | 'facts'>

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
 * @throws AppError `conflict`  it has a photo, the appeal is not public, or the picture was removed for good
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
    // Unless something else has come to show it, nothing of it stays.
    if (isNew) await db.transaction().execute((tx) => dropUnused({ ...deps, tx }, picture.id))
    throw error
  }
  // The appeal may have been withdrawn in between, and its photos taken away before this one was there.
  const handIn = await findHandIn(db, handInId)
  if (handIn && !(await isAppealPublic(db, handIn.appealId)))
    await removePicturesAbout(deps, handIn)
}

/**
 * Takes a photo away for good, wherever else it is shown: pages leave it out from the next request on, its
 * files are deleted, and the same picture is refused when it comes again.
 *
 * @throws AppError `not_found` there is none, or no longer
 */
export async function removeHandInPhoto(
  { db, clock, outbox, facts }: PhotoDeps,
  handInId: string,
  also: Also = async () => {},
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const handIn = await findHandIn(tx, handInId)
    const pictureId = handIn && (await deletePhoto(tx, handInId))
    if (!handIn || !pictureId) throw new AppError('not_found', 'protests.photo_unknown')
    await dropPicture({ tx, outbox }, pictureId, { at: clock.now(), isBarred: true })
    await facts.announce(tx, [appealFact(handIn.appealId)])
    await also(tx)
  })
}

/**
 * An appeal that is withdrawn takes its pictures and the photos of what was handed in with it, but for those
 * that something else shows; with `barPictures` also those. Harmless to do twice.
 */
export async function removePicturesAbout(
  { db, config, clock, outbox, facts }: PhotoDeps & Pick<Deps, 'config'>,
  { appealId, barPictures = false }: { appealId: string; barPictures?: boolean },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const photos = await listPhotographed(tx, appealId)
    for (const { handInId, pictureId } of photos) await deletePhoto(tx, handInId, pictureId)
    const ids = [
      ...photos.map(({ pictureId }) => pictureId),
      ...(await listPicturesOf(tx, appealId)),
    ]
    for (const id of new Set(ids)) {
      if (barPictures) await dropPicture({ tx, outbox }, id, { at: clock.now(), isBarred: true })
      else await dropUnused({ tx, config, clock, outbox }, id)
    }
    await facts.announce(tx, [appealFact(appealId)])
  })
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
