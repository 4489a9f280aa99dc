import type { CaseEvent, EventDetails, EventKind, Length, When } from '../types.ts'

export const custodies = [
  'unknown',
  'missing',
  'held',
  'serving',
  'free',
  'deported',
  'dead',
  'lost',
] as const
/**
 * Where somebody is. `unknown`: nothing was recorded that says so; `lost`: it was tried to find out,
 * and nothing more can be.
 */
export type Custody = (typeof custodies)[number]

export const legalStates = [
  'none',
  'charged',
  'on_trial',
  'convicted',
  'sentenced',
  'fined',
  'acquitted',
  'dropped',
] as const
/** How far the proceedings against somebody have come. */
export type LegalState = (typeof legalStates)[number]

/** A sentence; `by` is the event that says so. */
export interface Sentence {
  length?: Length
  isSuspended: boolean
  on: When
  by: string
}

/** What is known of a person, folded from the events about them. */
export interface PersonState {
  custody: Custody
  legal: LegalState
  /** Since when somebody is where they are. */
  since?: When
  /** Since when they have been held without a break. */
  heldSince?: When
  wasDetained: boolean
  /** The last one; several when sources contradict each other about it. */
  sentences: readonly Sentence[]
  fine?: { amountMinor: number; currency: string }
  isOnHungerStrike: boolean
  wasIllTreated: boolean
  /** Of the last event about them. */
  lastOn?: When
}

export const NOTHING_KNOWN: PersonState = {
  custody: 'unknown',
  legal: 'none',
  wasDetained: false,
  sentences: [],
  isOnHungerStrike: false,
  wasIllTreated: false,
}

const ENDS: readonly Custody[] = ['deported', 'dead']
const OPEN: readonly Custody[] = ['unknown', 'missing', 'held']
const UNDECIDED: readonly LegalState[] = ['charged', 'on_trial']

/** The state of a person after one more event. Events come in the order of `standingEvents`. */
export function applyEvent(state: PersonState, event: CaseEvent): PersonState {
  const after = { ...state, lastOn: event.when }
  const custody = custodyAfter(state, event)
  if (custody !== state.custody && state.custody !== 'dead') {
    const isIn = custody === 'held' || custody === 'serving'
    const wasIn = state.custody === 'held' || state.custody === 'serving'
    after.custody = custody
    after.since = event.when
    after.heldSince = isIn ? (wasIn ? state.heldSince : event.when) : undefined
    if (!isIn) after.isOnHungerStrike = false
  }
  return Object.assign(after, proceedingsAfter(state, event), marksAfter(state, event.kind))
}

/**
 * Whether somebody's story has come to an end: free with nothing pending, expelled, dead, or beyond
 * what can be found out.
 */
export function hasOutcome({ custody, legal, sentences }: PersonState): boolean {
  if (custody === 'lost' || ENDS.includes(custody)) return true
  if (custody === 'free') return !UNDECIDED.includes(legal)
  if (custody !== 'unknown') return false
  const isAtLarge = sentences.length > 0 && sentences.every(({ isSuspended }) => isSuspended)
  return ['fined', 'acquitted', 'dropped'].includes(legal) || isAtLarge
}

export const personWords = [
  'unknown',
  'missing',
  'held',
  'charged',
  'on_trial',
  'serving',
  'free',
  'deported',
  'dead',
  'lost',
] as const
/** One word for a person, for instance for a figure in a row. */
export type PersonWord = (typeof personWords)[number]

export function wordFor({ custody, legal }: PersonState): PersonWord {
  const isPending = UNDECIDED.includes(legal)
  if (isPending && ['unknown', 'held', 'free'].includes(custody)) {
    return legal === 'charged' ? 'charged' : 'on_trial'
  }
  return custody
}

function custodyAfter({ custody }: PersonState, { kind, details }: CaseEvent): Custody {
  switch (kind) {
    case 'reported_missing':
      return 'missing'
    case 'found':
      return custody === 'missing' ? 'unknown' : custody
    case 'detained':
      return 'held'
    case 'transferred':
      return OPEN.includes(custody) ? 'held' : custody
    case 'sentenced':
      return isServed(details) && custody !== 'deported' ? 'serving' : custody
    case 'released':
      return 'free'
    case 'deported':
      return 'deported'
    case 'died':
      return 'dead'
    case 'lost_track':
      return OPEN.includes(custody) || custody === 'serving' ? 'lost' : custody
    default:
      return custody
  }
}

function isServed({ length, isSuspended }: EventDetails): boolean {
  return length !== undefined && !isSuspended
}

type Proceedings = Partial<Pick<PersonState, 'legal' | 'sentences' | 'fine'>>

const NOTHING: Partial<PersonState> = {}

function proceedingsAfter(state: PersonState, event: CaseEvent): Proceedings {
  const { kind, details } = event
  switch (kind) {
    case 'detained':
      // Somebody who was free is arrested again: what was decided before is another matter.
      return state.custody === 'free' && !UNDECIDED.includes(state.legal)
        ? { legal: 'none', sentences: [] }
        : NOTHING
    case 'charged':
      return { legal: 'charged' }
    case 'trial':
      return { legal: 'on_trial' }
    case 'convicted':
      return { legal: 'convicted' }
    case 'sentenced':
      return { legal: 'sentenced', sentences: sentencesAfter(state, event) }
    case 'fined':
      return { legal: 'fined', fine: fineOf(details) }
    case 'acquitted':
      return { legal: 'acquitted', sentences: [] }
    case 'charges_dropped':
      return { legal: 'dropped', sentences: [] }
    default:
      return NOTHING
  }
}

/** Two reports of one day stand beside each other; a later sentence takes the place of both. */
function sentencesAfter({ sentences }: PersonState, event: CaseEvent): Sentence[] {
  const { length, isSuspended = false } = event.details
  const sentence = { length, isSuspended, on: event.when, by: event.id }
  return [...sentences.filter(({ on }) => on.on === event.when.on), sentence]
}

function fineOf({ amountMinor, currency }: EventDetails): PersonState['fine'] {
  return amountMinor === undefined || currency === undefined ? undefined : { amountMinor, currency }
}

function marksAfter(state: PersonState, kind: EventKind): Partial<PersonState> {
  if (kind === 'detained') return { wasDetained: true }
  if (kind === 'ill_treated') return { wasIllTreated: true }
  if (kind === 'hunger_strike_begun') return { isOnHungerStrike: state.custody !== 'dead' }
  if (kind === 'hunger_strike_ended') return { isOnHungerStrike: false }
  return NOTHING
}
