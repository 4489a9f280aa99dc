import type { Day, Instant } from '../../platform/time.ts'

export interface AppealsTable {
  id: string
  published_on: Day
  slug: string
  country: string
  original_language: string
  /** JSON of `AppealFacts`. */
  facts: string
  created_at: Instant
  changed_at: Instant
  published_at: Instant | null
  withdrawn_at: Instant | null
  /** When readers saw something of it change, its own date at first; null for a draft. */
  active_at: Instant | null
}

/** One row for each topic of an appeal. Day and activity are copies, to order lists by. */
export interface AppealTopicsTable {
  topic: string
  appeal_id: string
  published_on: Day
  active_at: Instant | null
}

/** One row for each language of an appeal. Title, call and place stand alone for lists. */
export interface AppealTextsTable {
  appeal_id: string
  language: string
  title: string
  call: string
  /** Empty when a translation leaves the place as the original has it. */
  place: string
  /** JSON of the remaining `AppealTexts`. */
  content: string
  changed_at: Instant
}

declare module '../../platform/db/database.ts' {
  interface Database {
    appeals: AppealsTable
    appeal_texts: AppealTextsTable
    appeal_topics: AppealTopicsTable
  }
}
