import type { Db } from '../../../platform/db/database.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { type DeskAppeal, kindOf } from '../desk/own-appeal.ts'
import { findStoredById, isPathTaken } from '../queries.ts'
import type { SheetFields } from '../sheets/fields.ts'
import { listRevisionsById, type Revision } from '../sheets/queries.ts'
import { readOriginal, readTranslation } from '../sheets/read-sheet.ts'
import type { LetterCorrection } from '../topics.ts'
import { compareLetters } from './carry-out.ts'

/** A language whose newest revision readers do not see yet. */
export interface PendingSheet {
  language: string
  head: Revision
  /** What readers see of it now. */
  released?: Revision
  /** What keeps it from being released, by field. */
  errors: FieldErrors
}

/** Everything of an appeal that waits for release, the original first. */
export async function listPending(db: Db, appeal: DeskAppeal): Promise<PendingSheet[]> {
  const changed = appeal.sheets.filter(({ headId, releasedId }) => headId !== releasedId)
  const ids = changed.flatMap(({ headId, releasedId }) => [headId, releasedId ?? []].flat())
  const revisions = new Map((await listRevisionsById(db, ids)).map((each) => [each.id, each]))
  const pending: PendingSheet[] = []
  for (const { language, headId, releasedId } of changed) {
    const head = revisions.get(headId)
    if (!head) continue
    const errors = await problemsOf(db, appeal, head)
    pending.push({ language, head, released: revisions.get(releasedId ?? ''), errors })
  }
  return pending
}

/** What is wrong with a revision by the rules of the appeal file. */
async function problemsOf(db: Db, appeal: DeskAppeal, head: Revision): Promise<FieldErrors> {
  if (kindOf(appeal, head.language) === 'translation') {
    return readTranslation(head.fields, head.language).errors
  }
  const { key, errors } = readOriginal(
    head.fields,
    head.language,
    appeal.publishedAt && appeal.key.slug,
  )
  const isMoved = key.publishedOn !== appeal.key.publishedOn || key.slug !== appeal.key.slug
  if (!isMoved) return errors
  if (appeal.publishedAt) return { ...errors, slug: { key: 'appeals.path_fixed' } }
  const isTaken = await isPathTaken(db, key, appeal.id)
  return isTaken ? { ...errors, slug: { key: 'appeals.path_taken' } } : errors
}

/** What the release of these would change in the letter texts that readers start from. */
export async function listLetterCorrections(
  db: Db,
  appeal: DeskAppeal,
  pending: readonly PendingSheet[],
): Promise<LetterCorrection[]> {
  const found = appeal.publishedAt ? await findStoredById(db, appeal.id) : undefined
  if (!found) return []
  const before = found.stored.texts
  const heads = new Map(pending.map(({ language, head }) => [language, head.fields]))
  const read = (language: string, fields: SheetFields) =>
    kindOf(appeal, language) === 'original'
      ? readOriginal(fields, language).texts
      : readTranslation(fields, language).texts
  const after = before.map((texts) => {
    const fields = heads.get(texts.language)
    return fields ? read(texts.language, fields) : texts
  })
  return compareLetters(before, after)
}
