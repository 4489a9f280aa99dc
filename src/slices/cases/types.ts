import type { Day, Instant } from '../../platform/time.ts'

/** A text by language tag: `{ en: "one of five leaders", ru: "один из пяти лидеров" }`. */
export type LocalTexts = Readonly<Record<string, string>>

/**
 * What can happen. The words are fixed, so that cases can be counted together; `docs/cases.md` maps
 * them to the HURIDOCS micro-thesauri.
 */
export const eventKinds = [
  'counted',
  'searched',
  'summoned',
  'reported_missing',
  'found',
  'detained',
  'transferred',
  'ill_treated',
  'hunger_strike_begun',
  'hunger_strike_ended',
  'charged',
  'trial',
  'convicted',
  'sentenced',
  'fined',
  'acquitted',
  'charges_dropped',
  'appealed',
  'released',
  'deported',
  'died',
  'lost_track',
  'hearing',
  'deadline',
  'other',
  'retracted',
] as const
export type EventKind = (typeof eventKinds)[number]

/** Kinds that may lie ahead: they are appointments until something else is recorded. */
export const appointmentKinds: readonly EventKind[] = ['hearing', 'deadline']

/** Who did it, as far as known. */
export const organs = [
  'police',
  'security_service',
  'prosecutor',
  'court',
  'prison',
  'migration_service',
  'military',
  'government',
  'private',
  'unknown',
] as const
export type Organ = (typeof organs)[number]

/** How exactly a date is known; `about` means that day or close to it. */
export const precisions = ['hour', 'day', 'month', 'about'] as const
export type Precision = (typeof precisions)[number]

/** `on` is the first day that it can have been; `time` is local time of the case as `HH:MM`. */
export interface When {
  on: Day
  time?: string
  precision: Precision
}

/**
 * A number of people as reported. "More than 80" is `{ atLeast: 81 }`, "80" both bounds, and "many"
 * is at least 2 together with the word.
 */
export interface Count {
  atLeast: number
  /** Left out when nobody said how many at most. */
  atMost?: number
  word?: 'many' | 'some'
}

/**
 * Whom an event is about: some of the people, a group, or the case as a whole. The count of a group
 * is how many of it in total this has happened to by then; without one, it is all of the group.
 */
export type About =
  | { people: readonly string[] }
  | { group: string; count?: Count }
  | { case: true }

/** What each kind of event may say besides. */
export interface EventDetails {
  places?: LocalTexts
  organ?: Organ
  /** What happened in words. */
  texts?: LocalTexts
  /** A fine, in minor units of the currency (ISO 4217). */
  amountMinor?: number
  currency?: string
  /** Of a sentence to custody. */
  length?: Length
  /** The sentence is not carried out unless something else happens. */
  isSuspended?: boolean
}

export interface Length {
  years: number
  months: number
  days: number
}

export const reliabilities = ['reported', 'confirmed', 'official'] as const
/** `confirmed`: two sources say so that do not repeat each other. */
export type Reliability = (typeof reliabilities)[number]

export interface Source {
  name: string
  url?: string
  publishedOn?: Day
  reliability: Reliability
}

/** Something that happened, as it was recorded; never changed, only corrected by a later one. */
export interface CaseEvent {
  id: string
  caseId: string
  key: string
  kind: EventKind
  when: When
  about: About
  details: EventDetails
  sources: readonly Source[]
  /** The event that this one takes the place of; `retracted` says it did not happen at all. */
  correctsId?: string
  recordedAt: Instant
}

export interface Case {
  id: string
  key: string
  country: string
  titles: LocalTexts
  /** IANA name. */
  zone: string
  quietDays: number
  /** Counts what was recorded, so that a decision on the whole case can be seen to be out of date. */
  version: number
  organisationId?: string
  createdAt: Instant
  changedAt: Instant
  publishedAt?: Instant
  closedAt?: Instant
}

/** Somebody whose fate is followed. What they are really called is not part of it. */
export interface Person {
  id: string
  caseId: string
  key: string
  pseudonyms: LocalTexts
  roles: LocalTexts
  groupId?: string
  /** Whether a name is known to the desk, or was. It is sealed; see `openNames`. */
  hasNames: boolean
}

/** People who are counted, and not told apart. The groups of a case have nobody in common. */
export interface Group {
  id: string
  caseId: string
  key: string
  labels: LocalTexts
}

export interface Addressee {
  key: string
  names: LocalTexts
}

export const demandStates = ['open', 'partly_met', 'met', 'refused', 'overtaken'] as const
/** `overtaken`: events have left it without a meaning. */
export type DemandState = (typeof demandStates)[number]

/** What is asked for, and of whom. */
export interface CaseDemand {
  id: string
  caseId: string
  key: string
  texts: LocalTexts
  addressees: readonly Addressee[]
}

export interface DemandChange {
  id: string
  caseId: string
  key: string
  demandId: string
  addressee: string
  state: DemandState
  changedOn: Day
  eventId?: string
  texts: LocalTexts
  sources: readonly Source[]
  recordedAt: Instant
}

/** Everything recorded of one case. The state of the case is a fold over it. */
export interface Ledger {
  case: Case
  people: readonly Person[]
  groups: readonly Group[]
  events: readonly CaseEvent[]
  demands: readonly CaseDemand[]
  changes: readonly DemandChange[]
}

/** The longest key of a case, person, group, event or demand. */
export const CASE_KEY_CHARS = 60

/** Limits; texts are counted in characters (UTF-16 units). */
export const limits = {
  keyChars: CASE_KEY_CHARS,
  nameChars: 200,
  textChars: 2000,
  urlChars: 2000,
  nameForms: 12,
  sources: 8,
  people: 10_000_000,
  /** In minor units. */
  amount: 1_000_000_000_000,
  lengthUnits: 1000,
  quietDays: 365,
} as const
