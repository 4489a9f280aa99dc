import type { Db } from '../../../platform/db/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Instant } from '../../../platform/time.ts'
import type { Actor, NewAct } from '../../accounts/index.ts'
import type { StoredAppeal } from '../compose.ts'
import { appealPath } from '../paths.ts'
import { findStoredById, HOST } from '../queries.ts'
import type { SheetKind } from '../sheets/fields.ts'
import {
  findSheet,
  insertRevision,
  insertSheet,
  listSheets,
  type Sheet,
} from '../sheets/queries.ts'
import { writeOriginal, writeTranslation } from '../sheets/write-sheet.ts'
import type { AppealStage } from '../tables.ts'
import type { AppealKey } from '../types.ts'

/** An appeal as those see it who work on it. */
export interface DeskAppeal {
  id: string
  key: AppealKey
  path: string
  owner: string
  stage: AppealStage
  originalLanguage: string
  /** In its original language, as far as it has one. */
  title: string
  country: string
  editedAt: Instant
  askedAt?: Instant
  /** Who asked for its release. */
  askedBy?: string
  closedAt?: Instant
  withdrawnAt?: Instant
  publishedAt?: Instant
  updatesId?: string
  /** The original's first. */
  sheets: Sheet[]
}

/** Under which an organisation's appeals are kept. */
export function ownerOf({ organisation }: Pick<Actor, 'organisation'>): string {
  return organisation.isHost ? HOST : organisation.id
}

/**
 * The appeal, for whoever works on it. What came in as a file gets its first revisions here, so
 * that the desk can go on from them; doing so again changes nothing.
 *
 * @throws AppError `not_found` no such appeal, or another organisation's
 */
export async function openAppeal(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  actor: Actor,
  id: string,
): Promise<DeskAppeal> {
  const found = await findOwn(db, actor, id)
  if (found.sheets.length >= found.stored.texts.length) return found.appeal
  return db.transaction().execute((tx) => openOwn(tx, { actor, id, at: clock.now() }))
}

/** The same within the transaction of a verb. */
export async function openOwn(
  tx: Db,
  { actor, id, at }: { actor: Actor; id: string; at: Instant },
): Promise<DeskAppeal> {
  const { appeal, stored } = await findOwn(tx, actor, id)
  const known = new Set(appeal.sheets.map(({ language }) => language))
  const missing = stored.texts.filter(({ language }) => !known.has(language))
  if (missing.length === 0) return appeal
  for (const texts of missing) await beginSheet(tx, stored, { language: texts.language, at })
  return (await findOwn(tx, actor, id)).appeal
}

/**
 * An appeal as subject of an act. The log is for ever, and what a draft says can be thrown away: it has
 * no name there before it is public.
 */
export function subjectOf({ id, path, publishedAt }: DeskAppeal): NewAct['subject'] {
  return { kind: 'appeal', id, name: publishedAt && path }
}

/** Whether a sheet is the original's or a translation's. */
export function kindOf(appeal: Pick<DeskAppeal, 'originalLanguage'>, language: string): SheetKind {
  return language === appeal.originalLanguage ? 'original' : 'translation'
}

/** Writes down what came in as a file, as the first revision of its sheet. */
async function beginSheet(
  tx: Db,
  stored: StoredAppeal,
  { language, at }: { language: string; at: Instant },
): Promise<void> {
  const texts = stored.texts.find((each) => each.language === language)
  if (!texts) return
  const isOriginal = texts === stored.texts[0]
  const fields = isOriginal
    ? writeOriginal(stored.key, stored.facts, texts)
    : writeTranslation(texts)
  const original = stored.texts[0].language
  const beside = isOriginal
    ? undefined
    : await findSheet(tx, { appealId: stored.id, language: original })
  const headId = await insertRevision(tx, {
    ...{ appealId: stored.id, language, fields, origin: 'file', at },
    originalId: beside?.headId,
  })
  const releasedId = stored.publishedAt ? headId : undefined
  await insertSheet(tx, stored.id, { language, headId, releasedId })
}

async function findOwn(
  db: Db,
  actor: Actor,
  id: string,
): Promise<{ appeal: DeskAppeal; stored: StoredAppeal; sheets: Sheet[] }> {
  const found = await findStoredById(db, id)
  if (found?.row.owner !== ownerOf(actor)) {
    throw new AppError('not_found', 'appeals.desk_unknown')
  }
  const { row, stored } = found
  const sheets = await listSheets(db, id)
  const isOriginal = ({ language }: Sheet) => language === row.original_language
  const appeal: DeskAppeal = {
    id,
    key: stored.key,
    path: appealPath(stored.key),
    owner: row.owner,
    stage: row.stage,
    originalLanguage: row.original_language,
    title: stored.texts[0].title,
    country: row.country,
    editedAt: row.edited_at,
    askedAt: row.asked_at ?? undefined,
    askedBy: row.asked_by ?? undefined,
    closedAt: row.closed_at ?? undefined,
    withdrawnAt: row.withdrawn_at ?? undefined,
    publishedAt: row.published_at ?? undefined,
    updatesId: row.updates_id ?? undefined,
    sheets: [...sheets.filter(isOriginal), ...sheets.filter((sheet) => !isOriginal(sheet))],
  }
  return { appeal, stored, sheets }
}
