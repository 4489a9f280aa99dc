import { sql } from 'kysely'
import type { Query } from './query.ts'
import type { Hit, WordIndex } from './word-index.ts'

/** PostgreSQL knows no greater place; behind it places begin anew. */
const MAX_PLACE = 16_383

/**
 * The index in `tsvector` with GIN (https://www.postgresql.org/docs/current/textsearch.html).
 *
 * Vectors and queries are written out, not parsed from text, so that nothing of the configuration
 * or the locale of the database has a say in them.
 */
export const postgresWords: WordIndex = {
  async put(tx, position, document) {
    const { titles, bodies, marks } = document
    const inTitle = toVector(titles, marks)
    const all = toVector([...titles, ...bodies], marks)
    await sql`
      insert into search_words (position, title_words, words)
      values (${position}, cast(${inTitle} as tsvector), cast(${all} as tsvector))
      on conflict (position) do update
      set title_words = excluded.title_words, words = excluded.words`.execute(tx)
  },

  async remove(tx, position) {
    await sql`delete from search_words where position = ${position}`.execute(tx)
  },

  async find(db, { query, marks, span, inTitle, limit }) {
    const wanted = sql`cast(${toTsQuery(query, marks)} as tsquery)`
    const where = inTitle
      ? sql`title_words @@ ${wanted}`
      : sql`words @@ ${wanted} and not title_words @@ ${wanted}`
    const { rows } = await sql<Hit>`
      select position, appeal_id as "appealId"
      from search_words join search_documents using (position)
      where ${where} and position >= ${span.from} and position <= ${span.until}
      order by position desc limit ${limit}`.execute(db)
    return rows
  },

  async tidy(db) {
    // The planner chooses by how common words are.
    await sql`analyze search_words, search_documents`.execute(db)
  },
}

/** Between two texts a place stays free, so that no phrase spans them. */
function toVector(texts: string[][], marks: string[]): string {
  const places = new Map<string, Set<number>>()
  let place = 0
  for (const tokens of texts) {
    for (const token of tokens) {
      place = (place % MAX_PLACE) + 1
      const known = places.get(token) ?? new Set()
      places.set(token, known.add(place))
    }
    place += 1
  }
  const words = [...places].map(([token, at]) => `'${token}':${[...at].join()}`)
  return [...words, ...marks.map((mark) => `'${mark}'`)].join(' ')
}

function toTsQuery(query: Query, marks: readonly string[]): string {
  const phrases = query.map(({ tokens, isBeginning }) => {
    const words = tokens.map((token) => `'${token}'`).join(' <-> ')
    return `(${words}${isBeginning ? ':*' : ''})`
  })
  return [...phrases, ...marks.map((mark) => `'${mark}'`)].join(' & ')
}
