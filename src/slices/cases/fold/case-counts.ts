import type { CaseEvent, Ledger } from '../types.ts'
import { type Counts, countPeople, sumCounts } from './counts.ts'
import { type GroupInput, groupCounts } from './group-counts.ts'
import { type EventsByPerson, groupIdOf, groupsCounted, lastState } from './people.ts'
import { NOTHING_KNOWN, type PersonState } from './person-state.ts'

/** Counts of the whole case: of each group, and of the people who belong to none. */
export function caseCounts(
  { people, groups }: Pick<Ledger, 'people' | 'groups'>,
  states: ReadonlyMap<string, PersonState>,
  counted: ReadonlyMap<string, { counts: Counts }>,
): Counts {
  const grouped = new Set(groups.map(({ id }) => id))
  const single = people
    .filter(({ groupId }) => groupId === undefined || !grouped.has(groupId))
    .map(({ id }) => states.get(id) ?? NOTHING_KNOWN)
  const ofGroups = [...counted.values()].map(({ counts }) => counts)
  return ofGroups.reduce(sumCounts, countPeople(single))
}

/** Counts of each group, and of those of it who are named. */
export function countGroups(
  inputs: ReadonlyMap<string, GroupInput>,
): Map<string, { counts: Counts; named: Counts }> {
  return new Map(
    [...inputs].map(([id, input]) => {
      const named = countPeople(input.members.map(lastState))
      return [id, { counts: groupCounts(input, named), named }]
    }),
  )
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
