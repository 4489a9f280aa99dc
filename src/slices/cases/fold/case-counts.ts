import type { CaseEvent, Ledger } from '../types.ts'
import { type Counts, countPeople, sumCounts } from './counts.ts'
import { type GroupInput, groupCounts } from './group-counts.ts'
import { type EventsByPerson, groupIdOf, groupsCounted } from './people.ts'
import { NOTHING_KNOWN, type PersonState } from './person-state.ts'

/** Counts of the whole case: of each group, and of the people who belong to none. */
export function caseCounts(
  { people, groups }: Pick<Ledger, 'people' | 'groups'>,
  states: ReadonlyMap<string, PersonState>,
  inputs: ReadonlyMap<string, GroupInput>,
): Counts {
  const grouped = new Set(groups.map(({ id }) => id))
  const single = people
    .filter(({ groupId }) => groupId === undefined || !grouped.has(groupId))
    .map(({ id }) => states.get(id) ?? NOTHING_KNOWN)
  return [...inputs.values()].map(groupCounts).reduce(sumCounts, countPeople(single))
}

/** What the counts of each group are made of. */
export function groupInputs(
  { people, groups }: Pick<Ledger, 'people' | 'groups'>,
  standing: readonly CaseEvent[],
  byPerson: EventsByPerson,
): Map<string, GroupInput> {
  const byGroup = Map.groupBy(standing, ({ about }) => groupIdOf(about))
  const counted = groupsCounted(standing)
  const members = Map.groupBy(people, ({ groupId }) => groupId)
  return new Map(
    groups.map(({ id }) => [
      id,
      {
        events: byGroup.get(id) ?? [],
        members: (members.get(id) ?? []).map((person) => byPerson.get(person.id) ?? []),
        isCounted: counted.has(id),
      },
    ]),
  )
}
