import type { Day, Instant } from '../../../platform/time.ts'

/**
 * What one letter showed of an address.
 *
 * - `accepted`: its server took a letter
 * - `answered`: somebody, or a machine of theirs, wrote back
 * - `soft`: a letter came back for a reason that passes
 * - `full`: a letter came back because the mailbox is full
 * - `refusal`: the server does not want letters of this kind, or somebody complained about one
 * - `hard`: the server says that the address, or its domain, does not exist
 */
export const evidenceKinds = ['accepted', 'answered', 'soft', 'full', 'refusal', 'hard'] as const
export type EvidenceKind = (typeof evidenceKinds)[number]

/** What letters of one day (UTC) showed of an address. */
export interface Evidence {
  kind: EvidenceKind
  day: Day
  letters: number
  /** When the last of them showed it. */
  lastAt: Instant
  /** What the server said to the last of them, without anything about its writer. */
  words: string
}

export const healthStates = ['working', 'unsure', 'full', 'dead', 'refusing'] as const
export type HealthState = (typeof healthStates)[number]

export interface Health {
  state: HealthState
  /** The first day of what led to the state; undefined for `unsure`. */
  since?: Day
  /** What the server said last. */
  words?: string
}

/** Days with soft bounces, and how far apart, after which a mailbox counts as dead. */
const DEAD_AFTER_SOFT_DAYS = 5
const DEAD_AFTER_SOFT_SPAN_DAYS = 7
/** Days on which a mailbox was full, after which letters wait for it. */
const FULL_AFTER_DAYS = 3
/** Refusals, and on how many days, after which a mission counts as refusing: one letter may be to blame, and one day. */
const REFUSING_AFTER_LETTERS = 5
const REFUSING_AFTER_DAYS = 3

/**
 * What all evidence together says of an address; a pure function, so that a state can be explained by
 * the rows it was made of.
 *
 * A server that says the address does not exist is believed at once, and no later acceptance takes that
 * back: some servers take everything and return it afterwards. Every other sign counts from the last
 * letter that was taken, and only when it repeats on several days.
 */
export function healthOf(evidence: readonly Evidence[]): Health {
  const hard = ofKind(evidence, 'hard')
  if (hard.length > 0) return stateOf('dead', hard)
  const lastGood = lastDay([...ofKind(evidence, 'accepted'), ...ofKind(evidence, 'answered')])
  const since = evidence.filter(({ day }) => day > lastGood)
  const failures = [...ofKind(since, 'soft'), ...ofKind(since, 'full')]
  if (isDeadBySoft(failures)) return stateOf('dead', failures)
  // A refusal is answered at once, so one on the day of an acceptance says nothing yet.
  const refusals = ofKind(since, 'refusal')
  const refused = refusals.reduce((sum, { letters }) => sum + letters, 0)
  if (refused >= REFUSING_AFTER_LETTERS && daysOf(refusals).length >= REFUSING_AFTER_DAYS) {
    return stateOf('refusing', refusals)
  }
  const full = ofKind(since, 'full')
  if (daysOf(full).length >= FULL_AFTER_DAYS) return stateOf('full', full)
  if (since.length > 0 || lastGood === '') return { state: 'unsure' }
  return { state: 'working', since: lastGood }
}

/** Whether letters are not sent to an address in this state. */
export function isClosed(state: HealthState): state is 'dead' | 'refusing' {
  return state === 'dead' || state === 'refusing'
}

function isDeadBySoft(failures: readonly Evidence[]): boolean {
  const days = daysOf(failures)
  const [first = '', last = ''] = [days[0], days.at(-1)]
  const spanDays = (Date.parse(last) - Date.parse(first)) / 86_400_000
  return days.length >= DEAD_AFTER_SOFT_DAYS && spanDays >= DEAD_AFTER_SOFT_SPAN_DAYS
}

function stateOf(state: HealthState, evidence: readonly Evidence[]): Health {
  const sorted = evidence.toSorted((a, b) => (a.lastAt < b.lastAt ? -1 : 1))
  return { state, since: daysOf(evidence)[0], words: sorted.at(-1)?.words || undefined }
}

function ofKind(evidence: readonly Evidence[], kind: EvidenceKind): Evidence[] {
  return evidence.filter((each) => each.kind === kind)
}

function daysOf(evidence: readonly Evidence[]): Day[] {
  return [...new Set(evidence.map(({ day }) => day))].sort()
}

function lastDay(evidence: readonly Evidence[]): Day | '' {
  return daysOf(evidence).at(-1) ?? ''
}
