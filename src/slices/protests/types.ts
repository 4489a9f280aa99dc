import type { Deps } from '../../platform/deps.ts'
import { DAY_MS, type Day, HOUR_MS, type Instant, MINUTE_MS } from '../../platform/time.ts'
import type { Mailer } from '../mail/index.ts'
import type { LetterEvent, LetterState } from './fate.ts'

/** What the room needs: everything, and the way in which mail leaves. */
export type ProtestsDeps = Deps & {
  mailer: Mailer
  /** How long a worker may hold a letter before another takes it; `LEASE_MS` when left out. */
  leaseMs?: number
}

/** How much of the writer the mission sees. */
export const displays = [
  /** The whole name, and answers go to the writer's own address. */
  'full',
  /** First name and country. */
  'first',
  /** Nothing: the organisation signs, and the writer is counted. */
  'organisation',
] as const
export type Display = (typeof displays)[number]

/** What a supporter wrote. It is kept encrypted only. */
export interface LetterContent {
  /** Empty when the organisation signs. */
  name: string
  email: string
  subject: string
  text: string
}

/** A letter without the words in it. */
export interface Letter {
  id: string
  appealId: string
  missionId: string
  /** State that the mission belongs to. */
  country: string
  /** State that the writer lives in. */
  readerCountry: string
  /** Language of the mails to the writer. */
  language: string
  /** Language that the letter is written in: that of salutation and signature. */
  letterLanguage: string
  state: LetterState
  display: Display
  /** Undefined once erased. */
  sealed?: string
  /** How many times the letter was handed over, or tried to be. */
  attempts: number
  createdAt: Instant
  /** When the mail that asks for confirmation first left; undefined: it has not yet. */
  askedAt?: Instant
  confirmedAt?: Instant
  stateAt: Instant
  /** When time alone will change the letter next; see `LettersTable.due_at`. */
  dueAt?: Instant
  followAt?: Instant
  /** Rules that asked for a person to read it before it may leave; empty for nearly all letters. */
  heldFor: readonly HoldRule[]
}

/** Why a letter waits for a person; `holds/find-rules.ts` says when each applies. */
export const holdRules = ['threat', 'links', 'shouting', 'garbage', 'repeat'] as const
export type HoldRule = (typeof holdRules)[number]

/** Why something happened to a letter, beyond the event itself. */
export type Cause =
  /** The worker that held the letter did not come back. */
  | 'crash'
  /** The last attempt was put off as well. */
  | 'gave_up'
  | 'unknown_address'
  /** The server does not want mail of this kind from us. */
  | 'policy'
  | 'permanent'
  /** Came back after it was taken: the mailbox is full. */
  | 'mailbox_full'
  /** Came back after it was taken, for another reason. */
  | 'returned'
  | 'their_side'
  | 'our_side'
  | 'connection'
  | 'mail_off'
  | 'not_aligned'
  | 'appeal_withdrawn'
  /** The same person had confirmed another letter. */
  | 'twin'
  /** The appeal had come to its end. */
  | 'appeal_closed'
  /** The mail that asks for confirmation could not leave for a month. */
  | 'never_asked'
  /** It could not leave for half a year. */
  | 'too_old'
  | 'operator'
  /** A person at the desk decided on it. */
  | 'moderator'

/** One line in the history of a letter. */
export interface HistoryEntry {
  event: LetterEvent
  from: LetterState
  to: LetterState
  at: Instant
  cause?: Cause
  /** What the remote server said, without the writer's address; or what a person at the desk said. */
  words?: string
}

/** Why a confirmed letter has not left yet. */
export type WaitingReason = 'pace' | 'paused' | 'stopped' | 'mail_off' | 'not_aligned'

/** What the desk can pause. */
export const pauseKinds = ['appeal', 'mission'] as const
export type PauseKind = (typeof pauseKinds)[number]

/** Letters of one appeal from one country; the two kinds are never added up. */
export interface CountryCount {
  country: string
  confirmed: number
  selfReported: number
}

/** Letters of one appeal that were counted on one day (UTC). */
export interface DayCount {
  day: Day
  confirmed: number
  selfReported: number
}

/** Letters of one appeal: in all, by country with most confirmed ones first, and day after day. */
export interface LetterTotals {
  confirmed: number
  selfReported: number
  countries: CountryCount[]
  days: DayCount[]
}

/** Limits of the form, in characters. */
export const limits = {
  nameChars: 100,
  emailChars: 254,
  subjectChars: 150,
  textChars: 10_000,
  /** Bytes of a form that is still read, so that a text far too long comes back to be cut. */
  formBytes: 8 * 1024 * 1024,
} as const

/** Mails that one address gets in a day at most for letters written in its name. */
export const MAX_LETTERS_PER_ADDRESS_AND_DAY = 5

/**
 * Version of the consent text, kept with every letter. It changes whenever `protests.consent`
 * changes in meaning, in any catalogue; a test holds the two together.
 */
export const CONSENT_VERSION = 'letter-1'

export const REMIND_AFTER_MS = 24 * HOUR_MS
export const LAPSE_AFTER_MS = 7 * DAY_MS
/** No longer than this is a letter kept whose writer cannot be asked, because no mail leaves. */
export const LAPSE_UNASKED_AFTER_MS = 30 * DAY_MS
/** Longer than any exchange with a mail server may take. */
export const LEASE_MS = 10 * MINUTE_MS
export const SETTLE_AFTER_MS = 5 * DAY_MS
/** So long a refusal for policy counts towards stopping the mission. */
export const REFUSALS_COUNT_MS = DAY_MS
/** After confirmation: the writer of a letter that has not left is told that it will be taken back. */
export const WARN_AFTER_MS = 150 * DAY_MS
/** After confirmation: a letter that has not left is taken back and its words are erased. */
export const TAKE_BACK_AFTER_MS = 180 * DAY_MS
export const ERASE_AFTER_MS = 28 * DAY_MS
