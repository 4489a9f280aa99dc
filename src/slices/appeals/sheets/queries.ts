import type { Selectable } from 'kysely'
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import type { Db } from '../../../platform/db/database.ts'
import { newId } from '../../../platform/ids.ts'
import type { Day, Instant } from '../../../platform/time.ts'
import type { AppealRevisionsTable, RevisionOrigin } from '../tables.ts'
import type { SheetFields } from './fields.ts'

/** What somebody saved of an appeal in one language. */
export interface Revision {
  id: string
  appealId: string
  language: string
  fields: SheetFields
  origin: RevisionOrigin
  /** Unset for what came in as a file. */
  author?: { id: string; name: string }
  basedOn?: string
  /** Of a translation: the revision of the original that it was made from. */
  originalId?: string
  createdAt: Instant
}

/** A language of an appeal: its newest revision, and the one that readers see. */
export interface Sheet {
  language: string
  headId: string
  releasedId?: string
}

const Fields = Compile(Type.Record(Type.String(), Type.String()))

interface NewRevision {
  appealId: string
  language: string
  fields: SheetFields
  origin: RevisionOrigin
  author?: { id: string; name: string }
  basedOn?: string
  originalId?: string
  at: Instant
}

export async function insertRevision(tx: Db, revision: NewRevision): Promise<string> {
  const id = newId()
  await tx
    .insertInto('appeal_revisions')
    .values({
      id,
      appeal_id: revision.appealId,
      language: revision.language,
      fields: JSON.stringify(revision.fields),
      origin: revision.origin,
      author_id: revision.author?.id ?? null,
      author_name: revision.author?.name ?? null,
      based_on: revision.basedOn ?? null,
      original_id: revision.originalId ?? null,
      created_at: revision.at,
    })
    .execute()
  return id
}

export async function findRevision(db: Db, id: string): Promise<Revision | undefined> {
  const row = await db
    .selectFrom('appeal_revisions')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toRevision(row)
}

/** What somebody last saved too late. */
export async function findNewestAside(
  db: Db,
  { appealId, language, authorId }: { appealId: string; language: string; authorId: string },
): Promise<Revision | undefined> {
  const row = await db
    .selectFrom('appeal_revisions')
    .selectAll()
    .where('appeal_id', '=', appealId)
    .where('language', '=', language)
    .where('author_id', '=', authorId)
    .where('origin', '=', 'aside')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && toRevision(row)
}

export async function listRevisionsById(db: Db, ids: string[]): Promise<Revision[]> {
  if (ids.length === 0) return []
  const rows = await db.selectFrom('appeal_revisions').selectAll().where('id', 'in', ids).execute()
  return rows.map(toRevision)
}

/** Revisions of an appeal without their words, the newest first. */
export async function listRevisions(
  db: Db,
  appealId: string,
  { before, limit }: { before?: string; limit: number },
): Promise<Omit<Revision, 'fields'>[]> {
  let query = db
    .selectFrom('appeal_revisions')
    .select(['id', 'appeal_id', 'language', 'origin', 'author_id', 'author_name'])
    .select(['based_on', 'original_id', 'created_at'])
    .where('appeal_id', '=', appealId)
  if (before !== undefined) query = query.where('id', '<', before)
  const rows = await query.orderBy('id', 'desc').limit(limit).execute()
  return rows.map(toEntry)
}

/** Everybody who saved something of these languages after the revisions that were released. */
export async function listAuthorsSince(
  db: Db,
  appealId: string,
  sheets: readonly Sheet[],
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('appeal_revisions')
    .select(['id', 'language', 'author_id'])
    .where('appeal_id', '=', appealId)
    .where('author_id', 'is not', null)
    .where('origin', '<>', 'aside')
    .execute()
  const releasedOf = new Map(sheets.map((sheet) => [sheet.language, sheet.releasedId ?? '']))
  const later = rows.filter(({ id, language }) => id > (releasedOf.get(language) ?? ''))
  return new Set(later.flatMap(({ author_id }) => author_id ?? []))
}

/** The languages of an appeal that the desk knows, in alphabetical order. */
export async function listSheets(db: Db, appealId: string): Promise<Sheet[]> {
  const rows = await db
    .selectFrom('appeal_sheets')
    .selectAll()
    .where('appeal_id', '=', appealId)
    .orderBy('language')
    .execute()
  return rows.map((row) => ({
    language: row.language,
    headId: row.head_id,
    releasedId: row.released_id ?? undefined,
  }))
}

export async function findSheet(
  db: Db,
  { appealId, language }: { appealId: string; language: string },
): Promise<Sheet | undefined> {
  return (await listSheets(db, appealId)).find((sheet) => sheet.language === language)
}

/** The newest revision of the original, for a translation. */
export async function findOriginalHead(
  db: Db,
  appealId: string,
  language: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('appeal_sheets')
    .innerJoin('appeals', 'appeals.id', 'appeal_id')
    .select('head_id')
    .where('appeal_id', '=', appealId)
    .whereRef('language', '=', 'original_language')
    .where('language', '<>', language)
    .executeTakeFirst()
  return row?.head_id
}

/** Returns false when the language has a sheet already. */
export async function insertSheet(tx: Db, appealId: string, sheet: Sheet): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('appeal_sheets')
    .values({
      appeal_id: appealId,
      language: sheet.language,
      head_id: sheet.headId,
      released_id: sheet.releasedId ?? null,
    })
    .onConflict((conflict) => conflict.columns(['appeal_id', 'language']).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Returns false when somebody else has saved since `from`. */
export async function moveHead(
  tx: Db,
  sheet: { appealId: string; language: string },
  { from, to }: { from: string; to: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('appeal_sheets')
    .set({ head_id: to })
    .where('appeal_id', '=', sheet.appealId)
    .where('language', '=', sheet.language)
    .where('head_id', '=', from)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** When a whole appeal is made public from the command line: every language as it is now. */
export async function markHeadsReleased(tx: Db, appealId: string): Promise<void> {
  await tx
    .updateTable('appeal_sheets')
    .set(({ ref }) => ({ released_id: ref('head_id') }))
    .where('appeal_id', '=', appealId)
    .execute()
}

/** Returns false when readers see this revision already. */
export async function markReleasedRevision(
  tx: Db,
  appealId: string,
  { language, revisionId }: { language: string; revisionId: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('appeal_sheets')
    .set({ released_id: revisionId })
    .where('appeal_id', '=', appealId)
    .where('language', '=', language)
    .where(({ or, eb }) => or([eb('released_id', 'is', null), eb('released_id', '<>', revisionId)]))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Notes that somebody worked on an appeal; whoever asked for its release has to ask again. */
export async function markEdited(tx: Db, appealId: string, at: Instant): Promise<void> {
  await tx
    .updateTable('appeals')
    .set({ edited_at: at, asked_at: null, asked_by: null })
    .where('id', '=', appealId)
    .execute()
}

/** Moves a draft to another address. Does nothing when it is public or another stands there. */
export async function moveDraft(
  tx: Db,
  id: string,
  key: { publishedOn: Day; slug: string },
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('appeals')
    .set({ published_on: key.publishedOn, slug: key.slug })
    .where('id', '=', id)
    .where('published_at', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('appeals as other')
            .select('other.id')
            .where('other.published_on', '=', key.publishedOn)
            .where('other.slug', '=', key.slug),
        ),
      ),
    )
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) return
  await tx
    .updateTable('appeal_topics')
    .set({ published_on: key.publishedOn })
    .where('appeal_id', '=', id)
    .execute()
}

function toRevision(row: Selectable<AppealRevisionsTable>): Revision {
  return { ...toEntry(row), fields: Fields.Parse(JSON.parse(row.fields)) }
}

function toEntry(row: Omit<Selectable<AppealRevisionsTable>, 'fields'>): Omit<Revision, 'fields'> {
  return {
    id: row.id,
    appealId: row.appeal_id,
    language: row.language,
    origin: row.origin,
    author: row.author_id === null ? undefined : { id: row.author_id, name: row.author_name ?? '' },
    basedOn: row.based_on ?? undefined,
    originalId: row.original_id ?? undefined,
    createdAt: row.created_at,
  }
}
