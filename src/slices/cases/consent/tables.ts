import type { Day, Instant } from '../../../platform/time.ts'

/** Append-only: the last row of a person counts. */
export interface NameConsentsTable {
  id: string
  person_id: string
  /** The order in which rows were written, over all processes. */
  version: number
  kind: string
  agreed_by: string
  agreed_on: Day
  /** On whose word, sealed with the row's id as context: it may name somebody else. */
  sealed_word: string
  /** JSON list of `NameUse`. */
  uses: string
  until_on: Day | null
  holds_after_release: number
  recorded_at: Instant
  recorded_by: string | null
}

/** One row, `names`: counts what changes who may be named. */
export interface NameVersionsTable {
  id: string
  version: number
  /** The day of the last look for consents that have run out. */
  looked_on: Day | null
}

declare module '../../../platform/db/database.ts' {
  interface Database {
    name_consents: NameConsentsTable
    name_versions: NameVersionsTable
  }
}
