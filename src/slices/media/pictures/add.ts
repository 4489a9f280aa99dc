import { createHash } from 'node:crypto'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import { findPictureOf, insertPicture } from '../queries.ts'
import { limits, type Picture, type PictureWords } from '../types.ts'
import { contentHash, encodePicture } from './encode.ts'
import { pictureFile, storeFiles } from './files.ts'

interface Options {
  /** Takes in a picture that was taken away so that nobody sees it again. */
  again?: boolean
  onProgress?: (done: number, total: number) => void
}

/**
 * Takes in a picture: makes it anew, without anything but what is seen, in the sizes that pages
 * need, and keeps the files under `DATA_DIR/media`.
 *
 * The file that was given is not kept. The same file again, or one of ours that was exported, is
 * the same picture and changes nothing. The row is written last, so that it never speaks of files
 * that are not there.
 *
 * @throws AppError `invalid` no picture of an allowed kind, cut off, too large, or without words
 * @throws AppError `conflict` it was taken away so that nobody sees it again
 * @throws AppError `unavailable` it could not be written, for instance because the disk is full
 */
export async function addPicture(
  { db, config, clock, secrets }: Pick<Deps, 'db' | 'config' | 'clock' | 'secrets'>,
  { bytes, ...words }: { bytes: Uint8Array } & PictureWords,
  { again, onProgress }: Options = {},
): Promise<{ picture: Picture; isNew: boolean }> {
  const checked = checkWords(words)
  const digest = createHash('sha256').update(bytes).digest('base64url')
  const originalHash = secrets.hash('media.original', digest)
  const known = await findPictureOf(db, { contentHash: contentHash(bytes), originalHash })
  if (known && !known.removedAt) return { picture: known, isNew: false }
  if (!again) requireUnbarred(known)

  const { files, ...encoded } = await encodePicture(bytes, onProgress)
  // Another file of the very same picture, for instance with another date in it.
  if (!again) requireUnbarred(await findPictureOf(db, { contentHash: encoded.hash, originalHash }))
  const named = files.map(({ width, format, bytes: made }) => ({
    name: pictureFile(encoded, width, format),
    bytes: made,
  }))
  await storeFiles(config.dataDir, named).catch((cause: unknown) => {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
    throw new AppError('unavailable', 'media.cannot_store', { reason }, { cause })
  })

  const createdAt = clock.now()
  const inserted = await insertPicture(db, { ...encoded, ...checked, originalHash, createdAt })
  if (inserted) return { picture: inserted, isNew: true }
  const twin = await findPictureOf(db, { contentHash: encoded.hash, originalHash })
  if (!twin || twin.removedAt) throw new AppError('conflict', 'media.try_again')
  return { picture: twin, isNew: false }
}

function requireUnbarred(known: { barredAt?: string } | undefined): void {
  if (!known?.barredAt) return
  throw new AppError('conflict', 'media.removed_before', { day: known.barredAt.slice(0, 10) })
}

/** On one line each, and never without saying what is to be seen. */
function checkWords({ alt, credit, source, licence }: PictureWords): PictureWords {
  const checked = oneLine(alt)
  if (!checked) throw new AppError('invalid', 'media.alt_missing')
  if (checked.length > limits.altChars) {
    throw new AppError('invalid', 'media.alt_too_long', { max: limits.altChars })
  }
  const names = { credit: oneLine(credit), source: oneLine(source), licence: oneLine(licence) }
  for (const [name, text] of Object.entries(names)) {
    if (text && text.length > limits.creditChars) {
      throw new AppError('invalid', 'media.words_too_long', { name, max: limits.creditChars })
    }
  }
  return { alt: checked, ...names }
}

function oneLine<T extends string | undefined>(text: T): T {
  return (text?.replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ').trim() || undefined) as T
}
