import type { Day, Instant } from '../../platform/time.ts'

/** How far an appeal has come; what its editors plan stands beside it. */
export type AppealStage = 'draft' | 'public' | 'closed' | 'withdrawn'

/** How a revision came about. */
export type RevisionOrigin =
  | 'save'
  | 'autosave'
  /** Put together from two that were written at the same time. */
  | 'merge'
  /** An earlier one, taken up again. */
  | 'restore'
  /** Came in as an appeal file. */
  | 'file'
  /** Came too late, and was kept beside the others until somebody decides. */
  | 'aside'

export interface AppealsTable {
  id: string
  published_on: Day
  slug: string
  country: string
  original_language: string
  /** JSON of `AppealFacts`. */
  facts: string
  /** The case that the facts name, to find appeals by. */
  case_key: string | null
  created_at: Instant
  changed_at: Instant
  published_at: Instant | null
  withdrawn_at: Instant | null
  /** When readers saw something of it change, its own date at first; null for a draft. */
  active_at: Instant | null
  /** Whose appeal it is: an organisation's id, or `host` for whoever runs the site. */
  owner: string
  stage: AppealStage
  /** When somebody last changed something of it, also where readers do not see it yet. */
  edited_at: Instant
  /** Since when its editors ask for release; null again once it is decided. */
  asked_at: Instant | null
  asked_by: string | null
  closed_at: Instant | null
  /** JSON: by language, the sentence that says how it ended. */
  outcomes: string | null
  /** The appeal that this one carries on. */
  updates_id: string | null
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

/** Everything that was saved at the desk. Rows are added, never changed; a discarded draft loses its own. */
export interface AppealRevisionsTable {
  id: string
  appeal_id: string
  language: string
  /** JSON of `SheetFields`. */
  fields: string
  origin: RevisionOrigin
  /** Null for what came in as a file. */
  author_id: string | null
  author_name: string | null
  /** The revision that the author saw. */
  based_on: string | null
  /** Of a translation: the revision of the original that it was made from. */
  original_id: string | null
  created_at: Instant
}

/** One row for each language that the desk knows of an appeal. */
export interface AppealSheetsTable {
  appeal_id: string
  language: string
  /** The newest revision. */
  head_id: string
  /** The revision that readers see; null as long as they see none. */
  released_id: string | null
}

/** A decision to release, carried out at once or at its time. */
export interface AppealReleasesTable {
  id: string
  appeal_id: string
  decided_at: Instant
  decided_by: string
  decided_by_name: string
  /** Why it was not a second person who released. */
  override_reason: string | null
  /** JSON: the points of the checklist that were ticked. */
  checked: string
  /** JSON: by language, the revision that is released. */
  revisions: string
  /** 1 when letters that wait get the new wording. */
  reword: number
  release_at: Instant
  done_at: Instant | null
  cancelled_at: Instant | null
  /** Message key of what kept it from being carried out. */
  problem: string | null
}

declare module '../../platform/db/database.ts' {
  interface Database {
    appeals: AppealsTable
    appeal_texts: AppealTextsTable
    appeal_topics: AppealTopicsTable
    appeal_revisions: AppealRevisionsTable
    appeal_sheets: AppealSheetsTable
    appeal_releases: AppealReleasesTable
  }
}
