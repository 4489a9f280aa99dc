import type { Db } from '../../../platform/db/database.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Outbox } from '../../../platform/outbox/outbox.ts'
import type { Instant } from '../../../platform/time.ts'
import { noteVideo } from '../../media/index.ts'
import { lettersOf } from '../compose.ts'
import { announceChange, releaseAppeal } from '../publish.ts'
import {
  deleteOtherTexts,
  findStoredById,
  insertText,
  updateFacts,
  updateText,
} from '../queries.ts'
import {
  listRevisionsById,
  markReleasedRevision,
  moveDraft,
  type Revision,
} from '../sheets/queries.ts'
import { readOriginal, readTranslation } from '../sheets/read-sheet.ts'
import { type LetterCorrection, lettersCorrected } from '../topics.ts'
import type { AppealTexts } from '../types.ts'
import { markDecided, type Release } from './queries.ts'

/**
 * Puts the revisions of a release before readers: at first the appeal becomes public, later it is
 * corrected.
 *
 * @throws AppError `conflict` it was withdrawn, or a revision cannot be released as it is
 */
export async function carryOut(
  { tx, outbox }: { tx: Db; outbox: Outbox },
  release: Pick<Release, 'appealId' | 'revisions' | 'reword'>,
  at: Instant,
): Promise<void> {
  const { appealId } = release
  const before = await findStoredById(tx, appealId)
  if (!before || before.row.withdrawn_at) {
    throw new AppError('conflict', 'appeals.release_withdrawn')
  }
  const original = before.row.original_language
  const revisions = await listRevisionsById(tx, Object.values(release.revisions))
  let isNews = false
  for (const { id, language } of revisions) {
    if (await markReleasedRevision(tx, appealId, { language, revisionId: id })) isNews = true
  }
  if (!isNews) throw new AppError('conflict', 'appeals.release_nothing')
  for (const revision of revisions) {
    const publicSlug = before.row.published_at ? before.row.slug : undefined
    if (revision.language === original) await applyOriginal(tx, { revision, publicSlug }, at)
    else await applyTranslation(tx, revision, at)
  }
  if (before.row.published_at) {
    await announceChange({ tx, outbox }, appealId, at)
  } else {
    // A draft also holds translations that nobody has decided on.
    await deleteOtherTexts(tx, appealId, Object.keys(release.revisions))
    await releaseAppeal({ tx, outbox }, appealId, at)
  }
  await markDecided(tx, appealId)
  if (!release.reword) return
  const after = await findStoredById(tx, appealId)
  const corrections = compareLetters(before.stored.texts, after?.stored.texts ?? [])
  if (corrections.length > 0) {
    await outbox.publish(tx, lettersCorrected, { appealId, corrections })
  }
}

/** Letter texts that read differently; those that were taken away are not among them. */
export function compareLetters(
  before: readonly AppealTexts[],
  after: readonly AppealTexts[],
): LetterCorrection[] {
  const now = new Map(lettersOf(after).map((letter) => [letter.language, letter]))
  return lettersOf(before).flatMap(({ language, subject, text }) => {
    const next = now.get(language)
    if (!next || (next.subject === subject && next.text === text)) return []
    return {
      language,
      before: { subject, text },
      after: { subject: next.subject, text: next.text },
    }
  })
}

async function applyOriginal(
  tx: Db,
  { revision, publicSlug }: { revision: Revision; publicSlug?: string },
  at: Instant,
): Promise<void> {
  const { appealId, language, fields } = revision
  const { key, facts, texts, errors } = readOriginal(fields, language, publicSlug)
  if (Object.keys(errors).length > 0) throw new AppError('conflict', 'appeals.release_unfinished')
  await moveDraft(tx, appealId, key)
  const found = await findStoredById(tx, appealId)
  if (found?.stored.key.publishedOn !== key.publishedOn || found.stored.key.slug !== key.slug) {
    throw new AppError('conflict', 'appeals.path_taken')
  }
  await updateFacts(tx, appealId, { ...found.stored.facts, ...facts })
  await updateText(tx, appealId, texts, at)
  if (facts.video?.url) await noteVideo(tx, facts.video.url, at)
}

async function applyTranslation(
  tx: Db,
  { appealId, language, fields }: Revision,
  at: Instant,
): Promise<void> {
  const { texts, errors } = readTranslation(fields, language)
  if (Object.keys(errors).length > 0) throw new AppError('conflict', 'appeals.release_unfinished')
  if (!(await insertText(tx, appealId, texts, at))) await updateText(tx, appealId, texts, at)
}
