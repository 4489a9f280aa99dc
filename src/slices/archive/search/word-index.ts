import { SqliteAdapter } from 'kysely'
import type { Db } from '../../../platform/db/database.ts'
import type { SearchDocument } from './document.ts'
import { postgresWords } from './postgres-words.ts'
import type { Query } from './query.ts'
import { sqliteWords } from './sqlite-words.ts'

/** `t`: the whole query is in the title. `w`: it is anywhere, but not in the title alone. */
export type Tier = 't' | 'w'

/** Which documents are wanted. */
export interface WordSearch {
  query: Query
  /** Marks that they all have. */
  marks: readonly string[]
  /** Positions between which they lie, both included, for each tier that is wanted. */
  spans: readonly { tier: Tier; from: number; until: number }[]
  limit: number
}

export interface Hit {
  tier: Tier
  position: number
  appealId: string
}

/**
 * The words of the documents, in the full-text index of one database. All of them find the same
 * documents, tier by tier and those of the highest position first; none of them weighs words.
 */
export interface WordIndex {
  /** Puts the words of a document in place of those that were there. */
  put(tx: Db, position: number, document: SearchDocument): Promise<void>
  remove(tx: Db, position: number): Promise<void>
  find(db: Db, search: WordSearch): Promise<Hit[]>
  /** Puts the index in order after many changes, in steps that hold up nobody for long. */
  tidy(db: Db): Promise<void>
}

export function wordIndexOf(db: Db): WordIndex {
  return db.getExecutor().adapter instanceof SqliteAdapter ? sqliteWords : postgresWords
}
