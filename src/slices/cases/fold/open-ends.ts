import type { CaseDemand, Group, Ledger, Person } from '../types.ts'
import type { AddressedDemand } from './demands.ts'
import { type GroupInput, groupCounts } from './group-counts.ts'
import { personState } from './people.ts'
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
    inputs,
    demands,
  }: {
    states: ReadonlyMap<string, PersonState>
    inputs: ReadonlyMap<string, GroupInput>
    demands: readonly AddressedDemand[]
  },
): OpenEnds {
  const open = demands.filter(({ state }) => state === 'open').map(({ demand }) => demand)
  return {
    people: people.filter(({ id }) => {
      const state = states.get(id)
      return !state || !hasOutcome(state)
    }),
    groups: groups.filter(({ id }) => isOpenGroup(inputs.get(id))),
    demands: [...new Set(open)],
  }
}

/** Whether anybody of a group who is not named may still be waiting for the end. */
function isOpenGroup(input: GroupInput | undefined): boolean {
  if (!input) return false
  const { custody } = groupCounts(input)
  const named = input.members.map((events) => personState(events).custody)
  return OPEN.some((state) => {
    const count = named.filter((each) => each === state).length
    return upper(custody[state]) > count
  })
}
