import {
  type Custody,
  custodies,
  type LegalState,
  legalStates,
  type PersonState,
} from './person-state.ts'
import { add, exactly, NOBODY, type Range } from './ranges.ts'

/**
 * How many people are where, and how far proceedings against them have come. In each table the
 * parts and the whole agree: some distribution of people fits all of the ranges.
 */
export interface Counts {
  /** Everybody the case is about. */
  total: Range
  /** Those who were ever detained, as far as reported. */
  detained: Range
  custody: Readonly<Record<Custody, Range>>
  legal: Readonly<Record<LegalState, Range>>
  /** Numbers that were given as a word alone. */
  words: ReadonlyMap<'detained' | Custody | LegalState, 'many' | 'some'>
  /** Sources contradict each other about a number. */
  isDisputed: boolean
}

/** Counts of people who are told apart. */
export function countPeople(states: readonly PersonState[]): Counts {
  const tally = <State extends string>(all: readonly State[], of: (state: PersonState) => State) =>
    recordOf(
      all,
      all.map((each) => exactly(states.filter((state) => of(state) === each).length)),
    )
  return {
    total: exactly(states.length),
    detained: exactly(states.filter(({ wasDetained }) => wasDetained).length),
    custody: tally(custodies, ({ custody }) => custody),
    legal: tally(legalStates, ({ legal }) => legal),
    words: new Map(),
    isDisputed: false,
  }
}

/** Counts of two sets of people who have nobody in common. */
export function sumCounts(a: Counts, b: Counts): Counts {
  return {
    total: add(a.total, b.total),
    detained: add(a.detained, b.detained),
    custody: recordOf(
      custodies,
      custodies.map((each) => add(a.custody[each], b.custody[each])),
    ),
    legal: recordOf(
      legalStates,
      legalStates.map((each) => add(a.legal[each], b.legal[each])),
    ),
    words: new Map([...a.words, ...b.words]),
    isDisputed: a.isDisputed || b.isDisputed,
  }
}

export function recordOf<State extends string>(
  all: readonly State[],
  ranges: readonly Range[],
): Record<State, Range> {
  const pairs = all.map((each, index) => [each, ranges[index] ?? NOBODY])
  return Object.fromEntries(pairs) as Record<State, Range>
}
