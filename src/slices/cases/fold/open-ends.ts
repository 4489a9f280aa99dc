import type { CaseDemand, Group, Ledger, Person } from '../types.ts'
import type { Counts } from './counts.ts'
import type { AddressedDemand } from './demands.ts'
import { type Custody, hasOutcome, type PersonState } from './person-state.ts'
import { upper } from './ranges.ts'

/** What a case is not finished without. */
export interface OpenEnds {
  people: readonly Person[]
  /** Groups of which some may still be held, or nobody knows. */
  groups: readonly Group[]
  demands: readonly CaseDemand[]
}

const OPEN: readonly Custody[] = ['unknown', 'missing', 'held', 'serving']

export function openEnds(
  { people, groups }: Pick<Ledger, 'people' | 'groups'>,
  {
    states,
    counted,
    demands,
  }: {
    states: ReadonlyMap<string, PersonState>
    /** Counts of each group, and of those of it who are named. */
    counted: ReadonlyMap<string, { counts: Counts; named: Counts }>
    demands: readonly AddressedDemand[]
  },
): OpenEnds {
  const open = demands.filter(({ state }) => state === 'open').map(({ demand }) => demand)
  return {
    people: people.filter(({ id }) => {
      const state = states.get(id)
      return !state || !hasOutcome(state)
    }),
    groups: groups.filter(({ id }) => isOpenGroup(counted.get(id))),
    demands: [...new Set(open)],
  }
}

/** Whether anybody of a group who is not named may still be waiting for the end. */
function isOpenGroup(group: { counts: Counts; named: Counts } | undefined): boolean {
  if (!group) return false
  const { counts, named } = group
  return OPEN.some((state) => upper(counts.custody[state]) > named.custody[state].atLeast)
}
