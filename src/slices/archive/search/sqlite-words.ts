import { sql } from 'kysely'
import type { Db } from '../../../platform/db/database.ts'
import { prepared } from '../../../platform/db/prepared.ts'
import type { Query } from './query.ts'
import type { Hit, WordIndex } from './word-index.ts'

/** Pages that one step of tidying may write. */
const TIDY_PAGES = 200

/** The index in FTS5 (https://sqlite.org/fts5.html). */
export const sqliteWords: WordIndex = {
  async put(tx, position, { titles, bodies, marks }) {
    await sqliteWords.remove(tx, position)
    const [title, body] = [titles, bodies].map(joinTexts)
    await sql`
      insert into search_words (rowid, title, body, marks)
      values (${position}, ${title}, ${body}, ${marks.join(' ')})`.execute(tx)
  },

  async remove(tx, position) {
    await sql`delete from search_words where rowid = ${position}`.execute(tx)
  },

  async find(db, { query, marks, spans, limit }) {
    const hits: Hit[] = []
    const words = toMatch(query)
    const isInTitle = `title : (${words})`
    for (const { tier, from, until } of spans) {
      const where = tier === 't' ? isInTitle : `(${words}) NOT (${isInTitle})`
      const match = [`(${where})`, ...marks.map(quote)].join(' AND ')
      const rows = await askHits(db, { match, from, until, limit: limit - hits.length })
      hits.push(...rows.map((row) => ({ ...row, tier })))
      if (hits.length === limit) break
    }
    return hits
  },

  async tidy(db) {
    // A negative number begins to merge everything into one; positive ones go on with it.
    for (let pages = -TIDY_PAGES; await mergeSome(db, pages); pages = TIDY_PAGES);
  },
}

const askHits = prepared<
  { match: string; from: number; until: number; limit: number },
  Omit<Hit, 'tier'>
>(
  (_, slot) => sql`
    select position, appeal_id as "appealId"
    from search_words join search_documents on position = search_words.rowid
    where search_words match ${slot('match')}
      and search_words.rowid >= ${slot('from')} and search_words.rowid <= ${slot('until')}
    order by search_words.rowid desc limit ${slot('limit')}`,
)

/** The sign between texts is a token that nobody can look for, so that no phrase spans two of them. */
function joinTexts(texts: string[][]): string {
  return texts.map((tokens) => tokens.join(' ')).join(' = ')
}

function toMatch(query: Query): string {
  return query
    .map(({ tokens, isBeginning }) => quote(tokens.join(' ')) + (isBeginning ? ' *' : ''))
    .join(' AND ')
}

/** Tokens hold letters, digits and the signs of marks, never a quotation mark. */
function quote(tokens: string): string {
  return `"${tokens}"`
}

/** Returns false when there was nothing left to do, which shows in the number of rows written. */
function mergeSome(db: Db, pages: number): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const before = await countChanges(tx)
    await sql`insert into search_words (search_words, rank) values ('merge', ${pages})`.execute(tx)
    return (await countChanges(tx)) - before > 1
  })
}

async function countChanges(tx: Db): Promise<number> {
  const { rows } = await sql<{ changes: number }>`select total_changes() as changes`.execute(tx)
  return rows[0]?.changes ?? 0
}
