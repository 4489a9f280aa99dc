import type { Generated } from 'kysely'
import type { Day, Instant } from '../../platform/time.ts'
import type { BounceFinding } from '../mail/index.ts'
import type { HandInOutcome } from './bundles/types.ts'
import type { LetterEvent, LetterState } from './fate.ts'
import type { GatheringKind } from './gatherings/types.ts'
import type { Cause, Display, PauseKind } from './types.ts'

export interface LettersTable {
  id: string
  appeal_id: string
  mission_id: string
  /** The mission's state. */
  country: string
  reader_country: string
  language: string
  letter_language: string
  state: LetterState
  /** Since when the letter is in its state. */
  state_at: Instant
  /**
   * When time alone moves the letter on: an unconfirmed one is reminded of, then lapses, or lapses
   * when its writer could not be asked for long; the lease
   * of one being sent runs out; the pause of a deferred one ends; an accepted one becomes final;
   * of one in a final state the words are erased, of a lapsed one at once. Null: it waits for something else.
   */
  due_at: Instant | null
  attempts: number
  display: Display
  /** Rules that make the letter wait for a person once it is confirmed, separated by spaces. */
  held_for: string | null
  /** Encrypted JSON of name, address, subject and text; null once erased. */
  sealed: string | null
  /** Keyed hash of the writer's canonical address; null once erased. */
  person_hash: string | null
  /** Keyed hash of the whole form, so that sending it twice makes one letter. */
  content_hash: string | null
  /** Keyed hash of the code that confirms the letter. */
  code_hash: string | null
  /** When the mail that asks for confirmation was last put on its way to the writer. */
  mailed_at: Instant
  /** When such a mail first left, or was refused for good; reminder and lapse count from here. */
  asked_at: Instant | null
  reminded_at: Instant | null
  follow_at: Instant | null
  consent_version: string
  consent_at: Instant
  created_at: Instant
  confirmed_at: Instant | null
  /** When the writer was told that the letter has not left and will be taken back. */
  warned_at: Instant | null
  erased_at: Instant | null
}

/** Every change of every letter. */
export interface LetterEventsTable {
  letter_id: string
  /** Sorts by time within a letter. */
  id: string
  event: LetterEvent
  from_state: LetterState
  to_state: LetterState
  at: Instant
  cause: Cause | null
  /** What the remote server said, or the reason that a person at the desk gave to the writer. */
  words: string | null
}

/** Sums kept as letters are confirmed, so that no page counts rows. */
export interface LetterCountsTable {
  appeal_id: string
  /** Where the writers live. */
  country: string
  kind: 'confirmed' | 'self_reported'
  day: string
  letters: number
}

/** How fast letters go to one mission. A mission without a row never had one sent. */
export interface LetterPaceTable {
  mission_id: string
  /** No letter leaves before. */
  next_slot_at: Instant
  /** Since when nothing is sent because the mission's server refused several letters; an operator resumes. */
  stopped_at: Instant | null
  stopped_words: string | null
  /** Until then the office is closed; found out anew when it has passed or the hours change. */
  closed_until: Instant | null
  /** Day of UTC in which the last letter left, and how many left in it. */
  sent_on: Day | null
  sent_letters: Generated<number>
  /** Appeal whose letter left last: the next one in order has its turn. */
  served_appeal: string | null
}

/** What the mail server of a domain has had from here. */
export interface LetterHostsTable {
  /** Domain of the addresses, in lower case. */
  host: string
  first_accepted_at: Instant | null
  sent_on: Day
  sent_letters: number
}

/** Office hours of a mission that somebody has looked up; the others keep to the defaults. */
export interface LetterHoursTable {
  mission_id: string
  zone: string
  /** Minutes after midnight. */
  opens_at: number
  closes_at: number
  /** Digits of the weekdays with an open office; 1 is Monday. */
  weekdays: string
  /** Where somebody knows them from; empty when that was not asked yet. */
  source: Generated<string>
}

/** An appeal or a mission to which the desk lets no letter leave, and those to which it did not. */
export interface LetterPausesTable {
  id: string
  kind: PauseKind
  /** Id of the appeal or the mission. */
  subject_id: string
  /** For the desk alone. */
  reason: string
  paused_at: Instant
  /** Who paused it, by the name they had then. */
  paused_by: string
  ended_at: Instant | null
  ended_by: string | null
}

/** What came back of letters. */
export interface LetterReturnsTable {
  receipt_id: string
  letter_id: string
  kind: BounceFinding['kind']
  class: BounceFinding['class']
  at: Instant
}

/** To which address of its mission a letter was handed over. */
export interface LetterHandoversTable {
  letter_id: string
  email: string
}

/** Letters whose writers were told that the mission has lost its mailbox. */
export interface LetterStrandingsTable {
  letter_id: string
  told_at: Instant
}

/** What a letter's likeness to others is told by; see `likeness/sketch.ts`. It goes when the letter is erased. */
export interface LetterSketchesTable {
  appeal_id: string
  id: string
  letter_id: string
  /** Base64. */
  sketch: string
}

/** Letters of one appeal to one mission that are handed in together. */
export interface BundlesTable {
  id: string
  appeal_id: string
  mission_id: string
  made_at: Instant
  /** Who made it, by the name they had then. */
  made_by: string
  handed_in_at: Instant | null
  undone_at: Instant | null
}

export interface BundleLettersTable {
  bundle_id: string
  letter_id: string
}

/** Pickets and hand-ins to which people are asked to come. */
export interface GatheringsTable {
  id: string
  appeal_id: string
  kind: GatheringKind
  starts_at: Instant
  zone: string
  place: string
  note: string
  changed_at: Instant
  published_at: Instant | null
  cancelled_at: Instant | null
  /** A number and nothing else: nobody is kept who said so. */
  coming: number
  sequence: number
}

/** Every attempt to hand a bundle in. */
export interface HandInsTable {
  id: string
  bundle_id: string
  mission_id: string
  happened_on: Day
  outcome: HandInOutcome
  /** Separated by spaces. */
  remarks: string
  /** For the desk alone. */
  note: string
  recorded_at: Instant
  recorded_by: string
}

declare module '../../platform/db/database.ts' {
  interface Database {
    letters: LettersTable
    letter_events: LetterEventsTable
    letter_counts: LetterCountsTable
    letter_pace: LetterPaceTable
    letter_pauses: LetterPausesTable
    letter_hosts: LetterHostsTable
    letter_hours: LetterHoursTable
    letter_returns: LetterReturnsTable
    letter_handovers: LetterHandoversTable
    letter_strandings: LetterStrandingsTable
    letter_sketches: LetterSketchesTable
    bundles: BundlesTable
    gatherings: GatheringsTable
    bundle_letters: BundleLettersTable
    hand_ins: HandInsTable
  }
}
