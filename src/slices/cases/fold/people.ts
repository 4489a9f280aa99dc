import type { Day } from '../../../platform/time.ts'
import type { About, CaseEvent, Ledger } from '../types.ts'
import { effectiveDay } from './order.ts'
import { applyEvent, NOTHING_KNOWN, type PersonState } from './person-state.ts'

/** Events of each person in the order in which they happened, by the id of the person. */
export type EventsByPerson = ReadonlyMap<string, readonly CaseEvent[]>

/**
 * Which events concern whom. What happens to all of a group happens to each of its members; so does
 * the arrest by which a group came about, since to be one of the group is to be one of the arrested.
 *
 * @param standing as `standingEvents` gives them
 * @param before the same of a former state of the case: lists that have not changed are taken from it,
 * so that what follows from them is known
 */
export function eventsByPerson(
  { people }: Pick<Ledger, 'people'>,
  standing: readonly CaseEvent[],
  before?: EventsByPerson,
): EventsByPerson {
  const counted = groupsCounted(standing)
  const found = new Map(people.map(({ id }): [string, CaseEvent[]] => [id, []]))
  const members = Map.groupBy(people, ({ groupId }) => groupId)
  for (const event of standing) {
    for (const personId of personIdsOf(event.about)) found.get(personId)?.push(event)
    const groupId = groupIdOf(event.about)
    if (groupId === undefined || !concernsAll(event, counted)) continue
    for (const { id } of members.get(groupId) ?? []) found.get(id)?.push(event)
  }
  if (!before) return found
  const kept = [...found].map(([id, events]): [string, readonly CaseEvent[]] => {
    const former = before.get(id)
    return [id, former && isSameList(events, former) ? former : events]
  })
  return new Map(kept)
}

function isSameList(one: readonly CaseEvent[], other: readonly CaseEvent[]): boolean {
  return one.length === other.length && one.every((event, index) => event === other[index])
}

const states = new WeakMap<readonly CaseEvent[], PersonState>()

/** The state that all the events of a person lead to; known lists are not gone through again. */
export function lastState(events: readonly CaseEvent[] = []): PersonState {
  const state = states.get(events) ?? personState(events)
  states.set(events, state)
  return state
}

/** The state up to the end of the day of another event, or after all. */
export function personState(
  events: readonly CaseEvent[],
  until?: Pick<CaseEvent, 'kind' | 'when'>,
): PersonState {
  const last: Day = until ? effectiveDay(until) : '9999-12-31'
  const newest = events.at(-1)
  if (until && newest && effectiveDay(newest) <= last) return lastState(events)
  let state = NOTHING_KNOWN
  for (const event of events) {
    if (effectiveDay(event) <= last) state = applyEvent(state, event)
  }
  return state
}

/** Groups whose size was said apart from how many of them were arrested. */
export function groupsCounted(standing: readonly CaseEvent[]): ReadonlySet<string> {
  const counts = standing.filter(({ kind }) => kind === 'counted')
  return new Set(counts.flatMap(({ about }) => groupIdOf(about) ?? []))
}

export function personIdsOf(about: About): readonly string[] {
  return 'people' in about ? about.people : []
}

export function groupIdOf(about: About): string | undefined {
  return 'group' in about ? about.group : undefined
}

function concernsAll({ kind, about }: CaseEvent, counted: ReadonlySet<string>): boolean {
  if (!('group' in about) || kind === 'counted') return false
  return about.count === undefined || (kind === 'detained' && !counted.has(about.group))
}
