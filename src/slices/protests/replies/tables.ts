import type { Instant } from '../../../platform/time.ts'

/** What missions answered. A row without words counts an answer that nobody could be given. */
export interface LetterRepliesTable {
  id: string
  /** The same for the same message. */
  receipt_id: string
  letter_id: string
  received_at: Instant
  /** Whole days after the mission's server had taken the letter; null when that was never seen. */
  days: number | null
  /** Encrypted JSON of subject, text and names of files; null once erased, with the letter. */
  sealed: string | null
  /** When the writer gave it to the desk. */
  shared_at: Instant | null
  /** What will be public, encrypted; null until it is shared, and once it is decided on or erased. */
  sealed_draft: string | null
  published_at: Instant | null
  refused_at: Instant | null
}

declare module '../../../platform/db/database.ts' {
  interface Database {
    letter_replies: LetterRepliesTable
  }
}
