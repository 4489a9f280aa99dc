import type { Db } from '../../../platform/db/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Instant } from '../../../platform/time.ts'
import { type Actor, recordAct } from '../../accounts/index.ts'
import { isLanguage } from '../file/readers.ts'
import { findStoredById, insertText, updateFacts, updateText } from '../queries.ts'
import {
  differingFields,
  isField,
  rowKeys,
  rowKinds,
  type SheetFields,
  tidyFields,
} from '../sheets/fields.ts'
import {
  findNewestAside,
  findRevision,
  insertRevision,
  insertSheet,
  markEdited,
  moveDraft,
  moveHead,
  type Revision,
} from '../sheets/queries.ts'
import { readOriginal, readTranslation } from '../sheets/read-sheet.ts'
import type { RevisionOrigin } from '../tables.ts'
import { type DeskAppeal, kindOf, openOwn, subjectOf } from './own-appeal.ts'

/** What somebody typed, and what they saw when they began to. */
export interface SheetSave {
  appealId: string
  language: string
  /** The revision that the form was filled with; empty for a translation that is begun. */
  base: string
  fields: SheetFields
  origin: Exclude<RevisionOrigin, 'file' | 'aside'>
  /** For a translation: the revision of the original that stood beside it. */
  originalId?: string
}

export type SaveOutcome =
  | { kind: 'saved' | 'unchanged'; revisionId: string; at: Instant }
  /** Somebody else saved first. What came too late is kept as `mine`, beside the others. */
  | { kind: 'conflict'; theirs: Revision; mine: Revision; base?: Revision }

/**
 * Keeps what an editor typed as a new revision, however unfinished. Nothing is overwritten: when
 * the form was filled with an older revision than the newest, both are kept, and the answer says
 * so. Readers see nothing of it until it is released.
 *
 * @throws AppError `not_found` no such appeal, another organisation's, or no such language of it
 * @throws AppError `conflict` the appeal was withdrawn
 * @throws AppError `invalid` the form brings fields that an appeal does not have
 */
export async function saveSheet(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  actor: Actor,
  save: SheetSave,
): Promise<SaveOutcome> {
  const at = clock.now()
  const attempt = () => db.transaction().execute((tx) => saveOnce(tx, { actor, save, at }))
  return attempt().catch((error: unknown) => {
    // Somebody saved at the same moment; the second look finds their revision.
    if (error instanceof Overtaken) return attempt()
    throw error
  })
}

class Overtaken extends Error {}

async function saveOnce(
  tx: Db,
  { actor, save, at }: { actor: Actor; save: SheetSave; at: Instant },
): Promise<SaveOutcome> {
  const appeal = await openOwn(tx, { actor, id: save.appealId, at })
  if (appeal.withdrawnAt) {
    throw new AppError('conflict', 'appeals.already_withdrawn', { path: appeal.path })
  }
  checkNames(appeal, save)
  const fields = tidyFields(save.fields)
  const sheet = appeal.sheets.find(({ language }) => language === save.language)
  const head = sheet && (await findRevision(tx, sheet.headId))
  if (!head) throw new AppError('not_found', 'appeals.desk_no_language')
  const isSame =
    differingFields(head.fields, fields).length === 0 &&
    sameOrder(head.fields, fields) &&
    (save.originalId ?? head.originalId) === head.originalId
  if (isSame) return { kind: 'unchanged', revisionId: head.id, at: head.createdAt }
  if (head.id !== save.base) return setAside(tx, { actor, save, fields, head, at })
  return advance(tx, appeal, { actor, save, fields, head, at })
}

/**
 * Begins the translation into a language.
 *
 * @throws AppError `invalid` no such language
 * @throws AppError `conflict` the appeal has it already, or was withdrawn
 */
export async function beginTranslation(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  actor: Actor,
  { appealId, language }: { appealId: string; language: string },
): Promise<void> {
  if (!isLanguage(language)) {
    throw new AppError('invalid', 'appeals.file_unknown_language', { value: language })
  }
  const at = clock.now()
  await db.transaction().execute(async (tx) => {
    const appeal = await openOwn(tx, { actor, id: appealId, at })
    if (appeal.withdrawnAt) {
      throw new AppError('conflict', 'appeals.already_withdrawn', { path: appeal.path })
    }
    const author = { id: actor.memberId, name: actor.name }
    const revision = { appealId, language, fields: {}, origin: 'save', author, at } as const
    const originalId = appeal.sheets[0]?.headId
    const headId = await insertRevision(tx, { ...revision, originalId })
    if (!(await insertSheet(tx, appealId, { language, headId }))) {
      throw new AppError('conflict', 'appeals.desk_language_there')
    }
    await recordAct(tx, {
      ...{ at, actor, act: 'appeals.act_translation_begun', after: { language } },
      subject: subjectOf(appeal),
    })
  })
}

interface Pending {
  actor: Actor
  save: SheetSave
  fields: SheetFields
  head: Revision
  at: Instant
}

async function advance(tx: Db, appeal: DeskAppeal, pending: Pending): Promise<SaveOutcome> {
  const { actor, save, fields, head, at } = pending
  const revisionId = await insertRevision(tx, {
    ...{ appealId: appeal.id, language: save.language, fields, origin: save.origin, at },
    author: { id: actor.memberId, name: actor.name },
    basedOn: head.id,
    originalId: save.originalId ?? head.originalId,
  })
  if (
    !(await moveHead(
      tx,
      { appealId: appeal.id, language: save.language },
      { from: head.id, to: revisionId },
    ))
  ) {
    throw new Overtaken()
  }
  await markEdited(tx, appeal.id, at)
  if (!appeal.publishedAt) await applyToDraft(tx, appeal, { language: save.language, fields, at })
  return { kind: 'saved', revisionId, at }
}

/** Kept once, however often the same form is sent. */
async function setAside(tx: Db, { actor, save, fields, head, at }: Pending): Promise<SaveOutcome> {
  const { appealId, language, base, originalId } = save
  const author = { id: actor.memberId, name: actor.name }
  const place = { appealId, language, authorId: actor.memberId }
  const before = await findNewestAside(tx, place)
  const isKnown = before?.basedOn === base && differingFields(before.fields, fields).length === 0
  const row = { appealId, language, fields, origin: 'aside', author, originalId, at } as const
  const id = isKnown ? before.id : await insertRevision(tx, { ...row, basedOn: base })
  const mine = await findRevision(tx, id)
  if (!mine) throw new Error(`revision ${id} vanished`)
  const seen = await findRevision(tx, base)
  const isOfSheet = seen?.appealId === appealId && seen.language === language
  return { kind: 'conflict', theirs: head, mine, base: isOfSheet ? seen : undefined }
}

/** What operators list and export of a draft is what can be understood of it so far. */
async function applyToDraft(
  tx: Db,
  appeal: DeskAppeal,
  { language, fields, at }: { language: string; fields: SheetFields; at: Instant },
): Promise<void> {
  if (kindOf(appeal, language) === 'translation') {
    const { texts, errors } = readTranslation(fields, language)
    if (Object.keys(errors).length > 0) return
    if (!(await insertText(tx, appeal.id, texts, at))) await updateText(tx, appeal.id, texts, at)
    return
  }
  const { key, facts, texts, errors } = readOriginal(fields, language)
  const stored = await findStoredById(tx, appeal.id)
  await updateFacts(tx, appeal.id, { ...stored?.stored.facts, ...facts })
  await updateText(tx, appeal.id, texts, at)
  if (key.slug !== '' && !errors.date && !errors.slug) await moveDraft(tx, appeal.id, key)
}

function checkNames(appeal: DeskAppeal, { language, fields }: SheetSave): void {
  const kind = kindOf(appeal, language)
  const odd = Object.keys(fields).find((name) => !isField(kind, name))
  if (odd !== undefined) {
    throw new AppError('invalid', 'appeals.sheet_unknown_field', { name: odd.slice(0, 60) })
  }
}

function sameOrder(a: SheetFields, b: SheetFields): boolean {
  return rowKinds.every((list) => rowKeys(a, list).join() === rowKeys(b, list).join())
}
