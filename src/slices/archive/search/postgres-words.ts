import { sql } from 'kysely'
import type { Db } from '../../../platform/db/database.ts'
import { prepared } from '../../../platform/db/prepared.ts'
import { yearOf } from './positions.ts'
import type { Query } from './query.ts'
import type { Hit, Tier, WordIndex } from './word-index.ts'

/** PostgreSQL knows no greater place; behind it places begin anew. */
const MAX_PLACE = 16_383
/**
 * Documents whose vectors are unpacked to look for a phrase: the newest of those that have all of
 * its words. Each costs some microseconds.
 */
const MAX_JUDGED = 1000

/**
 * The index in `tsvector` with GIN (https://www.postgresql.org/docs/current/textsearch.html).
 *
 * Vectors and queries are written out, not parsed from text, so that nothing of the configuration
 * or the locale of the database has a say in them. Words of the title are there twice, the second
 * time with a sign before them, so that the index alone can tell where a word stands.
 */
export const postgresWords: WordIndex = {
  async put(tx, position, { appealId, titles, bodies, marks }) {
    const vector = toVector(titles, bodies, [...marks, yearMark(position)])
    await sql`
      insert into search_words (position, appeal_id, words)
      values (${position}, ${appealId}, cast(${vector} as tsvector))
      on conflict (position) do update set words = excluded.words`.execute(tx)
  },

  async remove(tx, position) {
    await sql`delete from search_words where position = ${position}`.execute(tx)
  },

  async find(db, { query, marks, spans, limit }) {
    const tiers = spans.map((span) => ({ ...span, ...toTsQueries(query, span.tier, marks) }))
    return askHits(db, { tiers: JSON.stringify(tiers), limit })
  },

  async tidy(db) {
    // Two at once would wait for each other for ever; the one that has begun does it for both.
    await db.connection().execute(async (one) => {
      const { rows } = await sql<{ isOurs: boolean }>`
        select pg_try_advisory_lock(hashtext('outcry search_by_words')) as "isOurs"`.execute(one)
      if (!rows[0]?.isOurs) return
      await writeAnew(one).finally(() =>
        sql`select pg_advisory_unlock(hashtext('outcry search_by_words'))`.execute(one),
      )
    })
  },
}

/**
 * Of an index in which every place was written over, `vacuum` leaves the first page of common words
 * empty, and the server takes them for rare ones: a year of them costs as much as all.
 */
async function writeAnew(db: Db): Promise<void> {
  await sql`drop index concurrently if exists search_by_words_ccnew`.execute(db)
  await sql`reindex index concurrently search_by_words`.execute(db)
  await sql`analyze search_words, search_documents`.execute(db)
}

const askHits = prepared<{ tiers: string; limit: number }, Hit>(
  (_, slot) => sql`
    select tier, position, appeal_id as "appealId"
    from find_search_words(
      cast(${slot('tiers')} as jsonb), ${MAX_JUDGED}, cast(${slot('limit')} as integer))`,
)

/**
 * Only phrases need more than which words there are. Whether a phrase is in the title cannot be
 * told from words alone, so that the tier of the others leaves this, too, to the second look.
 */
function toTsQueries(query: Query, tier: Tier, marks: readonly string[]) {
  const [inTitle, anywhere] = ['#', ''].map((sign) => ({
    words: query.map((phrase) => join(phrase, sign, ' & ')).join(' & '),
    phrases: query.map((phrase) => join(phrase, sign, ' <-> ')).join(' & '),
  }))
  const filters = marks.map((mark) => ` & '${mark}'`).join('')
  const hasPhrase = query.some(({ tokens }) => tokens.length > 1)
  if (tier === 't') {
    return { plain: inTitle?.words + filters, exact: hasPhrase ? inTitle?.phrases : null }
  }
  const others = ` & !(${hasPhrase ? inTitle?.phrases : inTitle?.words})`
  return hasPhrase
    ? { plain: anywhere?.words + filters, exact: anywhere?.phrases + others }
    : { plain: anywhere?.words + filters + others, exact: null }
}

function join({ tokens, isBeginning }: Query[number], sign: string, operator: string): string {
  const words = tokens.map((token) => `'${sign}${token}'`).join(operator)
  return `(${words}${isBeginning ? ':*' : ''})`
}

/** By it the newest documents are looked through first. */
function yearMark(position: number): string {
  return `=year=${yearOf(position)}`
}

/** Between two texts a place stays free, so that no phrase spans them. */
function toVector(titles: string[][], bodies: string[][], marks: string[]): string {
  const places = new Map<string, Set<number>>()
  const add = (word: string, at: number) =>
    places.set(word, (places.get(word) ?? new Set()).add(at))
  let place = 0
  for (const [index, tokens] of [...titles, ...bodies].entries()) {
    for (const token of tokens) {
      place = (place % MAX_PLACE) + 1
      add(token, place)
      if (index < titles.length) add(`#${token}`, place)
    }
    place += 1
  }
  const words = [...places].map(([word, at]) => `'${word}':${[...at].join()}`)
  return [...words, ...marks.map((mark) => `'${mark}'`)].join(' ')
}
