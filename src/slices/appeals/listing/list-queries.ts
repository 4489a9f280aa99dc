import { sql } from 'kysely'
import type { Db } from '../../../platform/db/database.ts'
import { prepared } from '../../../platform/db/prepared.ts'
import { chooseLanguage } from '../../../platform/i18n/negotiate.ts'
import type { Day } from '../../../platform/time.ts'
import { appealPath } from '../paths.ts'
import type { AppealKey, Teaser } from '../types.ts'

/** Which appeals a list shows, and from where on. */
export interface ListOptions {
  /** Language of the texts, where they exist in it. */
  lang: string
  limit: number
  /** The `next` of the page before. */
  before?: string
  /** Number of a page of `limit` appeals, from 1; not together with `before`. */
  page?: number
  country?: string
  /** The newest of one topic; such a list is not continued and not narrowed further. */
  topic?: string
  /** First and last day, both included. */
  from?: Day
  until?: Day
}

type Filter = Pick<ListOptions, 'country' | 'from' | 'until'>

/** Public appeals, the newest first. `next` continues the list and is missing at its end. */
export async function listAppeals(
  db: Db,
  { lang, limit, before, page = 1, topic, ...filter }: ListOptions,
): Promise<{ teasers: Teaser[]; next?: string }> {
  if (topic !== undefined) {
    return { teasers: await toTeasers(db, await listByTopic(db, topic, limit), lang) }
  }
  const cursor = before ?? (await findLastBeforePage(db, filter, (page - 1) * limit))
  if (cursor === undefined && page > 1) return { teasers: [] }

  const [day, id = ''] = cursor?.split('.') ?? []
  const last = day === undefined ? {} : { day, id }
  const rows = await askList(db, { ...filter, ...last, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const end = shown.at(-1)
  return {
    teasers: await toTeasers(db, shown, lang),
    next: rows.length > limit && end ? cursorOf(end) : undefined,
  }
}

/** `day` and `id` are those of the appeal that the list goes on after. */
const askList = prepared<Filter & { day?: Day; id?: string; limit: number }, ListedRow>(
  (db, slot) => {
    const filter = { country: slot('country'), from: slot('from'), until: slot('until') }
    const [day, id] = [slot('day'), slot('id')]
    let query = released(db, filter)
      .select(listedColumns)
      .orderBy('published_on', 'desc')
      .orderBy('id', 'desc')
      .limit(slot('limit'))
    if (day !== undefined && id !== undefined) {
      query = query.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('published_on', 'id'), '<', tuple(day, id)),
      )
    }
    return query
  },
)

/** The public ones among these appeals, in no order. */
export async function listAppealsById(db: Db, ids: string[], lang: string): Promise<Teaser[]> {
  if (ids.length === 0) return []
  const rows = await released(db, {}).select(listedColumns).where('id', 'in', ids).execute()
  return toTeasers(db, rows, lang)
}

/** Public appeals about one case, the newest first. */
export async function listAppealsOfCase(db: Db, caseKey: string, lang: string): Promise<Teaser[]> {
  const rows = await released(db, {})
    .select(listedColumns)
    .where('case_key', '=', caseKey)
    .orderBy('published_on', 'desc')
    .orderBy('slug', 'desc')
    .execute()
  return toTeasers(db, rows, lang)
}

/** How many public appeals each day of a span has; days without any are left out. */
export async function countAppealsByDay(
  db: Db,
  span: { from: Day; until: Day },
): Promise<Map<Day, number>> {
  const rows = await askDays(db, span)
  return new Map(rows.map((row) => [row.published_on, Number(row.appeals)]))
}

type Count = number | string | bigint

const askDays = prepared<{ from: Day; until: Day }, { published_on: Day; appeals: Count }>(
  (db, slot) =>
    released(db, { from: slot('from'), until: slot('until') })
      .select(({ fn }) => ['published_on', fn.countAll().as('appeals')])
      .groupBy('published_on'),
)

/** The nearest months before and after `month` (`YYYY-MM`) that have public appeals. */
export async function findNeighbourMonths(
  db: Db,
  month: string,
): Promise<{ previous?: string; next?: string }> {
  const [previous] = await askLastBefore(db, { day: `${month}-01` })
  const [next] = await askFirstAfter(db, { day: `${month}-31` })
  return { previous: previous?.day?.slice(0, 7), next: next?.day?.slice(0, 7) }
}

const askLastBefore = prepared<{ day: Day }, { day: Day | null }>((db, slot) =>
  released(db, {})
    .select(({ fn }) => fn.max('published_on').as('day'))
    .where('published_on', '<', slot('day')),
)

const askFirstAfter = prepared<{ day: Day }, { day: Day | null }>((db, slot) =>
  released(db, {})
    .select(({ fn }) => fn.min('published_on').as('day'))
    .where('published_on', '>', slot('day')),
)

/** Months (`YYYY-MM`) with public appeals, the newest first: those of a span, or all there are. */
export async function listMonths(
  db: Db,
  span: { from?: Day; until?: Day } = {},
): Promise<{ month: string; count: number }[]> {
  const rows = await askMonths(db, span)
  return rows.map(({ month, appeals }) => ({ month, count: Number(appeals) }))
}

const askMonths = prepared<Filter, { month: string; appeals: Count }>((db, slot) =>
  released(db, { from: slot('from'), until: slot('until') })
    .select(({ fn }) => [
      fn<string>('substr', ['published_on', sql.lit(1), sql.lit(7)]).as('month'),
      fn.countAll().as('appeals'),
    ])
    .groupBy('month')
    .orderBy('month', 'desc'),
)

/**
 * Every accused state that public appeals speak of, by its code.
 *
 * Steps from state to state through the index, so that it grows with the states and not with the
 * archive; neither database does so for `select distinct`.
 */
export async function listAppealCountries(db: Db): Promise<string[]> {
  const rows = await askCountries(db, {})
  return rows.map(({ country }) => country)
}

const askCountries = prepared<object, { country: string }>(
  () => sql`
    with recursive steps(country) as (
      select min(country) from appeals where published_at is not null and withdrawn_at is null
      union all
      select (select min(next.country) from appeals as next
              where next.published_at is not null and next.withdrawn_at is null
                and next.country > steps.country)
      from steps where steps.country is not null
    )
    select country from steps where country is not null order by country`,
)

/**
 * Every topic of public appeals, by its key; found in the same way as the states.
 *
 * A topic counts if it has one public appeal. PostgreSQL would read all of them for `exists`.
 */
export async function listAppealTopics(db: Db): Promise<string[]> {
  const rows = await askTopics(db, {})
  return rows.map(({ topic }) => topic)
}

const askTopics = prepared<object, { topic: string }>(
  () => sql`
    with recursive steps(topic) as (
      select min(topic) from appeal_topics where active_at is not null
      union all
      select (select min(next.topic) from appeal_topics as next
              where next.active_at is not null and next.topic > steps.topic)
      from steps where steps.topic is not null
    )
    select topic from steps
    where (
      select 1 from appeal_topics as listed join appeals on appeals.id = listed.appeal_id
      where listed.topic = steps.topic
        and listed.active_at is not null and appeals.withdrawn_at is null
      limit 1
    ) = 1
    order by topic`,
)

/** An appeal as an operator sees it in a list. */
export interface AppealSummary {
  key: AppealKey
  state: 'draft' | 'published' | 'withdrawn'
  title: string
  languages: string[]
}

/** Every appeal in whatever state, the newest first. For operators: it reads them all. */
export async function listAllAppeals(db: Db): Promise<AppealSummary[]> {
  const rows = await db
    .selectFrom('appeals')
    .innerJoin('appeal_texts', 'appeal_id', 'id')
    .select(['id', 'published_on', 'slug', 'published_at', 'withdrawn_at'])
    .select(['original_language', 'language', 'title'])
    .orderBy('published_on', 'desc')
    .orderBy('id', 'desc')
    .orderBy('language')
    .execute()
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((texts) => {
    const original = texts.find(({ language, original_language }) => language === original_language)
    if (!original) return []
    const others = texts.filter((text) => text !== original)
    return {
      key: { publishedOn: original.published_on, slug: original.slug },
      state: stateOf(original),
      title: original.title,
      languages: [original, ...others].map(({ language }) => language),
    }
  })
}

function stateOf(row: { published_at: unknown; withdrawn_at: unknown }): AppealSummary['state'] {
  if (row.withdrawn_at) return 'withdrawn'
  return row.published_at ? 'published' : 'draft'
}

function released(db: Db, { country, from, until }: Filter) {
  let query = db
    .selectFrom('appeals')
    .where('published_at', 'is not', null)
    .where('withdrawn_at', 'is', null)
  if (country) query = query.where('country', '=', country)
  if (from) query = query.where('published_on', '>=', from)
  if (until) query = query.where('published_on', '<=', until)
  return query
}

/** Walks the index of the topic, which leaves out drafts, and passes over what was withdrawn. */
async function listByTopic(db: Db, topic: string, limit: number): Promise<ListedRow[]> {
  return db
    .selectFrom('appeal_topics')
    .innerJoin('appeals', 'appeals.id', 'appeal_topics.appeal_id')
    .select(['id', 'appeals.published_on', 'slug', 'country', 'original_language'])
    .where('topic', '=', topic)
    .where('appeal_topics.active_at', 'is not', null)
    .where('withdrawn_at', 'is', null)
    .orderBy('appeal_topics.published_on', 'desc')
    .orderBy('appeal_topics.appeal_id', 'desc')
    .limit(limit)
    .execute()
}

/**
 * Turns a page number into a key. This steps over the index alone, some microseconds for each
 * hundred appeals; pages deep in the archive are better reached through `next`.
 */
async function findLastBeforePage(
  db: Db,
  filter: Filter,
  skipped: number,
): Promise<string | undefined> {
  if (skipped === 0) return undefined
  const row = await released(db, filter)
    .select(['published_on', 'id'])
    .orderBy('published_on', 'desc')
    .orderBy('id', 'desc')
    .offset(skipped - 1)
    .limit(1)
    .executeTakeFirst()
  return row && cursorOf(row)
}

function cursorOf({ published_on, id }: { published_on: Day; id: string }): string {
  return `${published_on}.${id}`
}

const listedColumns = ['id', 'published_on', 'slug', 'country', 'original_language'] as const

interface ListedRow {
  id: string
  published_on: Day
  slug: string
  country: string
  original_language: string
}

async function toTeasers(db: Db, rows: ListedRow[], lang: string): Promise<Teaser[]> {
  if (rows.length === 0) return []
  const texts = await askListedTexts(db, { ids: rows.map(({ id }) => id) })
  const textsOf = Map.groupBy(texts, ({ appeal_id }) => appeal_id)
  return rows.flatMap((row) => {
    const own = textsOf.get(row.id) ?? []
    const original = own.find(({ language }) => language === row.original_language)
    const others = own.map(({ language }) => language)
    const chosen = chooseLanguage([lang], [row.original_language, ...others])
    const text = own.find(({ language }) => language === chosen)
    return original && text ? [toTeaser(row, text, original)] : []
  })
}

const askListedTexts = prepared<{ ids: string[] }, ListedText>((db, slot) =>
  db
    .selectFrom('appeal_texts')
    .select(['appeal_id', 'language', 'title', 'call', 'place'])
    .where('appeal_id', 'in', slot('ids')),
)

interface ListedText {
  appeal_id: string
  language: string
  title: string
  call: string
  place: string
}

function toTeaser(row: ListedRow, text: ListedText, original: ListedText): Teaser {
  const key = { publishedOn: row.published_on, slug: row.slug }
  const { language, title, call } = text
  const placed = text.place ? text : original
  const place = { language: placed.language, text: placed.place }
  return {
    id: row.id,
    key,
    path: appealPath(key),
    country: row.country,
    language,
    title,
    call,
    place,
  }
}
