import type { Selectable } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { prepared } from '../../platform/db/prepared.ts'
import { together } from '../../platform/db/together.ts'
import { newId } from '../../platform/ids.ts'
import type { Instant } from '../../platform/time.ts'
import { findPictures, findVideoLoss } from '../media/index.ts'
import { composeAppeal, type StoredAppeal } from './compose.ts'
import { datedAt } from './dates.ts'
import { findIssues } from './issue-queries.ts'
import { parseContent, parseFacts, parseOutcomes } from './schemas.ts'
import type { AppealsTable, AppealTextsTable } from './tables.ts'
import type { Appeal, AppealFacts, AppealKey, AppealTexts } from './types.ts'

/** Owner of the appeals of the organisation that runs the site. */
export const HOST = 'host'

/**
 * The public appeal at this path, in `lang` where that exists, else in its original language.
 * Undefined for a draft, a withdrawn appeal, and where there never was one.
 */
export async function findAppeal(
  db: Db,
  key: AppealKey,
  lang: string,
): Promise<Appeal | undefined> {
  const stored = await findStoredAppeal(db, key)
  return stored?.withdrawnAt ? undefined : composeReleased(db, stored, lang)
}

/** Addresses of all appeals or of one, drafts and withdrawn ones among them. */
export async function listAddresses(
  db: Db,
  id?: string,
): Promise<{ id: string; publishedOn: string; slug: string }[]> {
  let query = db.selectFrom('appeals').select(['id', 'published_on', 'slug'])
  if (id !== undefined) query = query.where('id', '=', id)
  const rows = await query.execute()
  return rows.map((row) => ({ id: row.id, publishedOn: row.published_on, slug: row.slug }))
}

/** Gives an appeal another address on its day, unless another one has it. */
export async function updateSlug(
  tx: Db,
  { id, publishedOn, from, to }: { id: string; publishedOn: string; from: string; to: string },
): Promise<'changed' | 'taken' | 'gone'> {
  const other = await tx
    .selectFrom('appeals')
    .select('id')
    .where('published_on', '=', publishedOn)
    .where('slug', '=', to)
    .executeTakeFirst()
  if (other) return 'taken'
  const { numUpdatedRows } = await tx
    .updateTable('appeals')
    .set({ slug: to })
    .where('id', '=', id)
    .where('slug', '=', from)
    .executeTakeFirst()
  return numUpdatedRows === 1n ? 'changed' : 'gone'
}

/** Whether a public appeal stood at this path and was taken back. */
export async function isWithdrawn(db: Db, { publishedOn, slug }: AppealKey): Promise<boolean> {
  const row = await db
    .selectFrom('appeals')
    .select('id')
    .where('published_on', '=', publishedOn)
    .where('slug', '=', slug)
    .where('withdrawn_at', 'is not', null)
    .executeTakeFirst()
  return row !== undefined
}

/** The id of a published appeal that was not withdrawn, for whoever needs no more of it. */
export const findAppealId = together<AppealKey, string | undefined>(async (db, keys) => {
  const rows = await askIds(db, {
    keys: keys.map(({ publishedOn, slug }) => ({ publishedOn, slug })),
  })
  return keys.map(
    (key) => rows.find((row) => row.published_on === key.publishedOn && row.slug === key.slug)?.id,
  )
})

type IdRow = Pick<StoredRow, 'id' | 'published_on' | 'slug'>

const askIds = prepared<{ keys: AppealKey[] }, IdRow>((db, slot) =>
  db
    .selectFrom('appeals')
    .select(['id', 'published_on', 'slug'])
    .where(({ or, and, eb }) =>
      or(
        slot('keys').map(({ publishedOn, slug }) =>
          and([eb('published_on', '=', publishedOn), eb('slug', '=', slug)]),
        ),
      ),
    )
    .where('published_at', 'is not', null)
    .where('withdrawn_at', 'is', null),
)

/** An appeal that is or was public; `withdrawnAt` tells which. */
export async function findAppealById(
  db: Db,
  id: string,
  lang: string,
): Promise<Appeal | undefined> {
  const row = await db.selectFrom('appeals').selectAll().where('id', '=', id).executeTakeFirst()
  return composeReleased(db, row && (await withTexts(db, row)), lang)
}

/** Whether readers can read an appeal: nobody is called to meet, and no photo shown, for another. */
export async function isAppealPublic(db: Db, id: string): Promise<boolean> {
  const appeal = await findAppealById(db, id, '')
  return appeal !== undefined && !appeal.withdrawnAt
}

/** An appeal in whatever state, with all its texts. */
export async function findStoredAppeal(
  db: Db,
  { publishedOn, slug }: AppealKey,
): Promise<StoredAppeal | undefined> {
  const [row] = await askByKey(db, { publishedOn, slug })
  return row && withTexts(db, row)
}

const storedColumns = [
  'id',
  'published_on',
  'slug',
  'original_language',
  'facts',
  'changed_at',
  'published_at',
  'withdrawn_at',
  'closed_at',
  'outcomes',
  'updates_id',
] as const

type StoredRow = Pick<Selectable<AppealsTable>, (typeof storedColumns)[number]>

const askByKey = prepared<AppealKey, StoredRow>((db, slot) =>
  db
    .selectFrom('appeals')
    .select(storedColumns)
    .where('published_on', '=', slot('publishedOn'))
    .where('slug', '=', slot('slug')),
)

/** An appeal in whatever state, by its id, with what only its editors see. */
export async function findStoredById(
  db: Db,
  id: string,
): Promise<{ row: Selectable<AppealsTable>; stored: StoredAppeal } | undefined> {
  const row = await db.selectFrom('appeals').selectAll().where('id', '=', id).executeTakeFirst()
  return row && { row, stored: await withTexts(db, row) }
}

/** Whether another appeal stands at this address, or stood there. */
export async function isPathTaken(
  db: Db,
  { publishedOn, slug }: AppealKey,
  exceptId: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('appeals')
    .select('id')
    .where('published_on', '=', publishedOn)
    .where('slug', '=', slug)
    .where('id', '<>', exceptId)
    .executeTakeFirst()
  return row !== undefined
}

/** Where an appeal stood, if it has been withdrawn. */
export async function findWithdrawn(db: Db, id: string): Promise<AppealKey | undefined> {
  const row = await db
    .selectFrom('appeals')
    .select(['published_on', 'slug'])
    .where('id', '=', id)
    .where('withdrawn_at', 'is not', null)
    .executeTakeFirst()
  return row && { publishedOn: row.published_on, slug: row.slug }
}

/** Returns the new id, or undefined when there is an appeal at this path already. */
export async function insertAppeal(
  db: Db,
  { key, facts, language, at, owner = HOST, updatesId }: AppealIdentity & { at: Instant },
): Promise<string | undefined> {
  const id = newId()
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('appeals')
    .values({
      id,
      published_on: key.publishedOn,
      slug: key.slug,
      country: facts.country,
      original_language: language,
      facts: JSON.stringify(facts),
      case_key: facts.caseKey ?? null,
      created_at: at,
      changed_at: at,
      published_at: null,
      withdrawn_at: null,
      active_at: null,
      owner,
      stage: 'draft',
      edited_at: at,
      asked_at: null,
      asked_by: null,
      closed_at: null,
      outcomes: null,
      updates_id: updatesId ?? null,
    })
    .onConflict((conflict) => conflict.columns(['published_on', 'slug']).doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows !== 1n) return undefined
  await replaceTopics(db, id, facts.topics)
  return id
}

/** Returns whether anything was different. */
export async function updateFacts(db: Db, id: string, facts: AppealFacts): Promise<boolean> {
  const json = JSON.stringify(facts)
  const { numUpdatedRows } = await db
    .updateTable('appeals')
    .set({ country: facts.country, facts: json, case_key: facts.caseKey ?? null })
    .where('id', '=', id)
    .where('facts', '<>', json)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) return false
  await replaceTopics(db, id, facts.topics)
  return true
}

/** The key of the case that an appeal is about. */
export async function findCaseKey(db: Db, id: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('appeals')
    .select('case_key')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.case_key ?? undefined
}

/** Returns whether the appeal had no text in this language. */
export async function insertText(
  db: Db,
  id: string,
  texts: AppealTexts,
  at: Instant,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('appeal_texts')
    .values({ appeal_id: id, language: texts.language, ...columnsOf(texts), changed_at: at })
    .onConflict((conflict) => conflict.columns(['appeal_id', 'language']).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Takes away the texts in other languages than these. */
export async function deleteOtherTexts(tx: Db, id: string, languages: string[]): Promise<void> {
  await tx
    .deleteFrom('appeal_texts')
    .where('appeal_id', '=', id)
    .where('language', 'not in', languages)
    .execute()
}

/** Returns whether anything was different. */
export async function updateText(
  db: Db,
  id: string,
  texts: AppealTexts,
  at: Instant,
): Promise<boolean> {
  const columns = columnsOf(texts)
  const { numUpdatedRows } = await db
    .updateTable('appeal_texts')
    .set({ ...columns, changed_at: at })
    .where('appeal_id', '=', id)
    .where('language', '=', texts.language)
    .where((where) =>
      where.or([
        where('title', '<>', columns.title),
        where('call', '<>', columns.call),
        where('place', '<>', columns.place),
        where('content', '<>', columns.content),
      ]),
    )
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Returns whether the appeal is public, so that others want to know. */
export async function markChanged(db: Db, id: string, at: Instant): Promise<boolean> {
  const row = await db
    .updateTable('appeals')
    .set({ changed_at: at, edited_at: at })
    .where('id', '=', id)
    .returning(['published_at', 'withdrawn_at'])
    .executeTakeFirst()
  if (!row?.published_at || row.withdrawn_at) return false
  await markActive(db, id, at)
  return true
}

/** Returns false when the appeal had already been published or withdrawn. */
export async function markPublished(db: Db, id: string, at: Instant): Promise<boolean> {
  const row = await db
    .updateTable('appeals')
    .set({ published_at: at, stage: 'public', edited_at: at })
    .where('id', '=', id)
    .where('published_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .returning('published_on')
    .executeTakeFirst()
  if (!row) return false
  await markActive(db, id, datedAt(row.published_on, at))
  return true
}

/** Returns false when the appeal was not public. */
export async function markWithdrawn(db: Db, id: string, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('appeals')
    .set({ withdrawn_at: at, stage: 'withdrawn', edited_at: at, asked_at: null })
    .where('id', '=', id)
    .where('published_at', 'is not', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) return false
  await markActive(db, id, at)
  return true
}

/** Returns false when the appeal was not public, or was closed already. */
export async function markClosed(
  tx: Db,
  id: string,
  { at, outcomes }: { at: Instant; outcomes: Record<string, string> },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('appeals')
    .set({ closed_at: at, stage: 'closed', outcomes: JSON.stringify(outcomes), edited_at: at })
    .where('id', '=', id)
    .where('stage', '=', 'public')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Returns false when the appeal was not closed. */
export async function markReopened(tx: Db, id: string, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('appeals')
    .set({ closed_at: null, stage: 'public', outcomes: null, edited_at: at })
    .where('id', '=', id)
    .where('stage', '=', 'closed')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Forgets a draft altogether. Returns false when it is or was public. */
export async function eraseDraft(tx: Db, id: string): Promise<boolean> {
  for (const table of [
    'appeal_releases',
    'appeal_sheets',
    'appeal_revisions',
    'appeal_topics',
    'appeal_texts',
  ] as const) {
    await tx.deleteFrom(table).where('appeal_id', '=', id).execute()
  }
  const { numDeletedRows } = await tx
    .deleteFrom('appeals')
    .where('id', '=', id)
    .where('published_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** Notes that something happened which readers see, also for the lists by topic. */
async function markActive(db: Db, id: string, at: Instant): Promise<void> {
  await db.updateTable('appeals').set({ active_at: at }).where('id', '=', id).execute()
  await db.updateTable('appeal_topics').set({ active_at: at }).where('appeal_id', '=', id).execute()
}

async function replaceTopics(db: Db, id: string, topics: string[]): Promise<void> {
  await db.deleteFrom('appeal_topics').where('appeal_id', '=', id).execute()
  if (topics.length === 0) return
  const { published_on, active_at } = await db
    .selectFrom('appeals')
    .select(['published_on', 'active_at'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await db
    .insertInto('appeal_topics')
    .values(topics.map((topic) => ({ topic, appeal_id: id, published_on, active_at })))
    .execute()
}

interface AppealIdentity {
  key: AppealKey
  facts: AppealFacts
  /** The language of the original. */
  language: string
  /** The organisation that runs the site, when left out. */
  owner?: string
  /** The appeal that this one carries on. */
  updatesId?: string
}

async function composeReleased(
  db: Db,
  stored: StoredAppeal | undefined,
  lang: string,
): Promise<Appeal | undefined> {
  if (!stored?.publishedAt) return undefined
  const media = await findMedia(db, stored.facts)
  const issues = await findIssues(db, [stored], lang)
  const known = { ...stored, media, issues: issues.get(stored.id) }
  return composeAppeal(known, stored.publishedAt, lang)
}

/** An appeal without pictures and video asks nothing. */
export async function findMedia(db: Db, { pictures = [], video }: AppealFacts) {
  return {
    pictures: await findPictures(
      db,
      pictures.flatMap((fact) => ('id' in fact ? fact.id : [])),
    ),
    videoLostAt: video?.url ? await findVideoLoss(db, video.url) : undefined,
  }
}

async function withTexts(db: Db, row: StoredRow): Promise<StoredAppeal> {
  return toStored(row, await askTexts(db, { id: row.id }))
}

type TextRow = Omit<Selectable<AppealTextsTable>, 'appeal_id' | 'changed_at'>

const askTexts = prepared<{ id: string }, TextRow>((db, slot) =>
  db
    .selectFrom('appeal_texts')
    .select(['language', 'title', 'call', 'place', 'content'])
    .where('appeal_id', '=', slot('id'))
    .orderBy('language'),
)

/** Puts the rows of one appeal together; the texts come ordered by language. */
export function toStored(row: StoredRow, textRows: TextRow[]): StoredAppeal {
  const texts = textRows.map(toTexts)
  const original = texts.find(({ language }) => language === row.original_language)
  if (!original) throw new Error(`appeal ${row.id} has no text in its original language`)
  return {
    id: row.id,
    key: { publishedOn: row.published_on, slug: row.slug },
    facts: parseFacts(row.facts),
    texts: [original, ...texts.filter((text) => text !== original)],
    changedAt: row.changed_at,
    publishedAt: row.published_at ?? undefined,
    withdrawnAt: row.withdrawn_at ?? undefined,
    updatesId: row.updates_id ?? undefined,
    closing: row.closed_at
      ? { at: row.closed_at, outcomes: parseOutcomes(row.outcomes ?? '{}') }
      : undefined,
  }
}

function columnsOf({ language: _, title, call, place, ...content }: AppealTexts) {
  return { title, call, place: place ?? '', content: JSON.stringify(content) }
}

function toTexts(row: TextRow): AppealTexts {
  const { language, title, call } = row
  return { language, title, call, place: row.place || undefined, ...parseContent(row.content) }
}
