import type { Deps } from '../../platform/deps.ts'
import type { Html } from '../../platform/html/trusted-html.tsx'
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from '../../platform/time.ts'
import type { Mailer } from '../mail/index.ts'

/** What is commented on. This room knows no more of it than its kind and its id. */
export interface Subject {
  /** Letters, for instance `appeal`. */
  kind: string
  id: string
}

/** A subject with the page that shows it. */
export interface Place {
  subject: Subject
  /** `/2013/05/22/SLUG/`, without a language. */
  path: string
}

export type CommentState = 'held' | 'approved' | 'refused'

/** Why a comment waits for a moderator. */
export type ReasonCode =
  /** Every comment is read before it is published. */
  | 'every_comment'
  | 'first_comment'
  | 'links'
  /** The same words came before. */
  | 'repeat'
  /** The same person wrote several in a short time. */
  | 'rate'
  /** A word of the operator's list. */
  | 'word'
  /** A word that advertisements use. */
  | 'spam_word'
  /** The form was sent sooner than a person can type. */
  | 'too_fast'
  /** Its name looks like that of the site or its organisation. */
  | 'our_name'
  /** No proof of work came along. A clue for the moderator; nobody waits for it alone. */
  | 'no_proof'

export interface Reason {
  code: ReasonCode
  /** The word that was found. */
  word?: string
  /** How many links or repeats. */
  count?: number
}

/** A comment as moderators and its author see it. */
export interface Comment {
  id: string
  place: Place
  /** The comment that opens the thread; its own id when it does so itself. */
  threadId: string
  name: string
  /** As it was typed: a small part of Markdown. */
  text: string
  language: string
  reasons: Reason[]
  state: CommentState
  createdAt: Instant
  /** When it was approved or refused. */
  decidedAt?: Instant
}

/** A comment as readers see it. */
export interface ShownComment {
  id: string
  threadId: string
  name: string
  html: Html
  createdAt: Instant
}

/** A published comment with where it stands, for feeds. */
export interface RecentComment extends ShownComment {
  place: Place
  /** As it was typed. */
  text: string
  approvedAt: Instant
}

/** What people type into the form, as it arrives. */
export interface CommentInput {
  name: string
  email: string
  text: string
  /** Id of the comment that is replied to; empty for a new thread. */
  reply: string
  /** Ticked: tell me about replies. */
  notify?: string
  /** Bait for machines: people do not see it, and leave it empty. */
  website: string
  /** When the form was handed out, signed. */
  stamp: string
  /** Solution of the proof of work; empty where no script runs. */
  proof: string
}

/** Everything that the room's routes and jobs take from the hall. */
export type CommentsDeps = Deps & { mailer: Mailer }

export const limits = {
  nameChars: 300,
  emailChars: 254,
  textChars: 10_000,
  /** A text far beyond the limit must still come back to whoever typed it, percent-encoded. */
  formBytes: 2 * 1024 * 1024,
  tokenChars: 200,
} as const

/** Comments shown on one page of a subject; the rest follows on the next. */
export const COMMENTS_PER_PAGE = 200

/** Sooner than this nobody has read the form and typed. */
export const TOO_FAST_MS = 3 * SECOND_MS
/** A form handed out earlier than this is handed out again. Pages are kept in memory for long. */
export const STAMP_VALID_MS = 30 * DAY_MS
/** How long a proof of work may take to come back, with the comment. */
export const CHALLENGE_VALID_MS = 2 * HOUR_MS

/** More links than this is no comment. */
export const MAX_LINKS = 10
/** The same words within this time are repeats. */
export const REPEAT_MS = 7 * DAY_MS
/** From here on the same words are not taken any more. */
export const MAX_REPEATS = 20
/** Shorter texts, like "Solidarity!", may be alike by chance. */
export const MIN_REPEAT_CHARS = 30

/** One person's comments are counted over this time … */
export const RATE_MS = 10 * MINUTE_MS
/** … and wait from this one on, sooner without a proof of work. */
export const RATE_HELD = { withProof: 5, withoutProof: 3 } as const
/** From here on they are not taken any more within the hour. */
export const MAX_PER_HOUR = 30

/** Comments of one network are counted over this time; `COMMENTS_PER_NETWORK` says how many. */
export const NETWORK_RATE_MS = 10 * MINUTE_MS

/** The address of a comment that nobody decides on is erased after this time. */
export const UNDECIDED_MS = 180 * DAY_MS
