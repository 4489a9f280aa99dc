import type { Instant } from '../../platform/time.ts'

export interface CommentsTable {
  id: string
  subject_kind: string
  subject_id: string
  /** The page that the comment was written on. */
  subject_path: string
  /** The comment that opens the thread; the row's own id when it does so itself. */
  thread_id: string
  name: string
  text: string
  /** Language of the page that it was written on, and of the mails to its author. */
  language: string
  /** The text as HTML since its approval, made by the renderer of that version. */
  html: string | null
  html_version: number | null
  /** The author's address, encrypted with the row's id as context; null once erased. */
  email: string | null
  /** Keyed hash of the author's canonical address. */
  person_hash: string
  /** Keyed hash of the words alone; null when they are too few to be alike by intent. */
  text_hash: string | null
  /** Keyed hash of who said what in which thread, so that sending twice makes one comment. */
  content_hash: string
  /** JSON: why it waits, or waited. */
  reasons: string
  created_at: Instant
  /** Since when the moderators have been told. */
  told_at: Instant | null
  approved_at: Instant | null
  refused_at: Instant | null
  /** Since its first approval, when those who wait for replies were told. */
  announced_at: Instant | null
  /** When its author ticked "tell me about replies". */
  wants_replies_at: Instant | null
  /** When its author confirmed that by mail; null again once they have enough. */
  subscribed_at: Instant | null
  /** When the address is erased; a refused comment is deleted then. */
  erase_at: Instant | null
}

/** A subject without a row is open and has no comments yet. */
export interface CommentSubjectsTable {
  kind: string
  id: string
  /** How many comments readers see. */
  approved: number
  closed_at: Instant | null
}

/** Proofs of work that were handed in, until they expire: each counts once. */
export interface CommentProofsTable {
  id: string
  expires_at: Instant
}

declare module '../../platform/db/database.ts' {
  interface Database {
    comments: CommentsTable
    comment_subjects: CommentSubjectsTable
    comment_proofs: CommentProofsTable
  }
}
