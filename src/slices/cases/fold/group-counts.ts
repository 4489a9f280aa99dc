import type { CaseEvent, EventKind } from '../types.ts'
import { type Counts, recordOf, sumCounts } from './counts.ts'
import { effectiveDay } from './order.ts'
import { personState } from './people.ts'
import {
  type Custody,
  custodies,
  type LegalState,
  legalStates,
  type PersonState,
} from './person-state.ts'
import { ANY, add, balance, NOBODY, type Range, rangeOf, upper, without } from './ranges.ts'
import { combine, type Statement, statementsOf } from './statements.ts'

export interface GroupInput {
  /** Those about the group, in the order in which they happened. */
  events: readonly CaseEvent[]
  /** Those about each of its members. */
  members: readonly (readonly CaseEvent[])[]
  /** Whether its size was said apart from how many were detained. */
  isCounted: boolean
}

const custodyKinds: Partial<Record<Custody, readonly EventKind[]>> = {
  missing: ['reported_missing'],
  serving: ['sentenced'],
  free: ['released'],
  deported: ['deported'],
  dead: ['died'],
  lost: ['lost_track'],
}
const legalKinds: Partial<Record<LegalState, readonly EventKind[]>> = {
  charged: ['charged'],
  on_trial: ['trial'],
  convicted: ['convicted'],
  sentenced: ['sentenced'],
  fined: ['fined'],
  acquitted: ['acquitted'],
  dropped: ['charges_dropped'],
}
/** From here people move on; in the others they stay. */
const PASSING: readonly Custody[] = ['unknown', 'missing', 'held', 'serving']
const exits: readonly EventKind[] = ['released', 'deported', 'died', 'lost_track']

/** Counts of one group, those of it who are named included, each of them once. */
export function groupCounts(input: GroupInput, named: Counts): Counts {
  const { events, members, isCounted } = input
  const detained = combine(statementsOf(events, ['detained']))
  const size = isCounted ? combine(statementsOf(events, ['counted'])) : detained
  const wasSeized = events.some(({ kind, about }) => kind === 'detained' && !countOf(about))
  const whole = without(size?.range ?? (events.length > 0 ? ANY : NOBODY), members.length)
  const seized = without(detained?.range ?? (wasSeized ? ANY : NOBODY), named.detained.atLeast)
  const custody = unnamed(input, custodyKinds, (state) => state.custody)
  const legal = unnamed(input, legalKinds, (state) => state.legal)
  legal.ranges.set('none', ANY)
  const isAllSeized = !isCounted && (detained !== undefined || wasSeized)
  placeOthers(custody.ranges, { events, seized, isAllSeized })

  const stages = legalStates.map((each) => legal.ranges.get(each) ?? NOBODY)
  const places = custodies.map((each) => custody.ranges.get(each) ?? NOBODY)
  const where = balance(atLeastAll(whole, stages), places)
  const how = balance(where.whole, stages)
  const most = upper(where.whole)
  return sumCounts(named, {
    total: where.whole,
    detained: rangeOf(Math.min(seized.atLeast, most), Math.min(upper(seized), most)),
    custody: recordOf(custodies, where.parts),
    legal: recordOf(legalStates, how.parts),
    words: new Map([
      ...custody.words,
      ...legal.words,
      ...(detained?.word ? [['detained', detained.word] as const] : []),
    ]),
    isDisputed: isDisputed([size, detained]) || where.isStretched || most > upper(whole),
  })
}

function isDisputed(numbers: readonly ({ isDisputed: boolean } | undefined)[]): boolean {
  return numbers.some((each) => each?.isDisputed)
}

/** Ranges of those who are not named, state by state, as statements about the group give them. */
function unnamed<State extends string>(
  { events, members }: GroupInput,
  kinds: Partial<Record<State, readonly EventKind[]>>,
  stateOf: (state: PersonState) => State,
): { ranges: Map<State, Range>; words: Map<State, 'many' | 'some'> } {
  const ranges = new Map<State, Range>()
  const words = new Map<State, 'many' | 'some'>()
  for (const [state, ofState] of Object.entries(kinds) as [State, readonly EventKind[]][]) {
    const statements = statementsOf(events, ofState)
    if (statements.length === 0) continue
    const isIn = (each: PersonState) => stateOf(each) === state
    ranges.set(state, rangeOfUnnamed(statements, members, isIn))
    const word = combine(statements)?.word
    if (word) words.set(state, word)
  }
  return { ranges, words }
}

/** A number given on a day includes the named who were among them then, not those of today. */
function rangeOfUnnamed(
  statements: readonly Statement[],
  members: GroupInput['members'],
  isIn: (state: PersonState) => boolean,
): Range {
  const last = statements.findLast(({ range }) => range)
  if (!last) return ANY
  const included = members.filter((events) => isIn(personState(events, last.event))).length
  const range = without(combine(statements)?.range ?? ANY, included)
  return statements.every((each) => each.range) ? range : { atLeast: range.atLeast }
}

/** A whole that is no smaller than its parts together. */
function atLeastAll(whole: Range, parts: readonly Range[]): Range {
  const least = parts.reduce((sum, { atLeast }) => sum + atLeast, 0)
  return rangeOf(Math.max(whole.atLeast, least), Math.max(upper(whole), least))
}

interface Others {
  events: readonly CaseEvent[]
  seized: Range
  /** Whether everybody of the group was detained, by what the group is. */
  isAllSeized: boolean
}

/** Who is in none of the states that were reported is still held or, if never seized, unknown. */
function placeOthers(ranges: Map<Custody, Range>, { events, seized, isAllSeized }: Others): void {
  const moved = [...ranges].filter(([state]) => !PASSING.includes(state))
  const gone = moved.reduce((sum, [, range]) => add(sum, range), NOBODY)
  const stillHeld = rangeOf(Math.max(0, seized.atLeast - upper(gone)), upper(seized))
  ranges.set('held', isAllSeized ? ANY : stillHeld)
  ranges.set('unknown', isAllSeized || events.length === 0 ? NOBODY : ANY)
  const isOver = (state: Custody, { kind, when }: CaseEvent) =>
    lastDayOf(events, state) <= effectiveDay({ kind, when })
  for (const event of events.filter(({ kind }) => exits.includes(kind))) {
    for (const state of PASSING.filter((each) => isOver(each, event))) {
      const range = ranges.get(state)
      // All of them have left; or some have, and nobody knows from which of these states.
      if (!countOf(event.about)) ranges.set(state, NOBODY)
      else if (range) ranges.set(state, rangeOf(0, upper(range)))
    }
  }
}

/** The last day on which people of the group came into a state. */
function lastDayOf(events: readonly CaseEvent[], state: Custody): string {
  const kinds = state === 'held' ? ['detained'] : (custodyKinds[state] ?? [])
  const days = events.filter(({ kind }) => kinds.includes(kind)).map(effectiveDay)
  return days.sort().at(-1) ?? ''
}

function countOf(about: CaseEvent['about']) {
  return 'group' in about ? about.count : undefined
}
