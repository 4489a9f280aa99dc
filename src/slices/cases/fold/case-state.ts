import type { Day } from '../../../platform/time.ts'
import { appointmentKinds, type CaseEvent, type Ledger } from '../types.ts'
import { type Appointment, appointments } from './appointments.ts'
import { caseCounts, countGroups, groupInputs } from './case-counts.ts'
import type { Counts } from './counts.ts'
import { type AddressedDemand, addressedDemands } from './demands.ts'
import { type OpenEnds, openEnds } from './open-ends.ts'
import { effectiveDay, standingEvents } from './order.ts'
import { type EventsByPerson, eventsByPerson, lastState } from './people.ts'
import type { PersonState } from './person-state.ts'
import { ledgerWarnings, type Warning } from './warnings.ts'

/** Everything that follows from what was recorded of a case. */
export interface CaseState {
  /** Events that stand, in the order in which they happened; appointments among them. */
  events: readonly CaseEvent[]
  byPerson: EventsByPerson
  people: ReadonlyMap<string, PersonState>
  counts: Counts
  demands: readonly AddressedDemand[]
  appointments: readonly Appointment[]
  warnings: readonly Warning[]
  open: OpenEnds
  /** Day of the last event that has happened. */
  lastNewsOn?: Day
}

/**
 * The state of a case, a fold over its ledger: it depends on what was recorded and never on the order
 * in which it was, nor on the day on which it is asked.
 *
 * @param before a former state of the same case, which spares work and changes nothing
 */
export function foldCase(ledger: Ledger, before?: CaseState): CaseState {
  const standing = standingEvents(ledger.events)
  const happened = standing.filter(({ kind }) => !appointmentKinds.includes(kind))
  const byPerson = eventsByPerson(ledger, happened, before?.byPerson)
  const people = new Map(ledger.people.map(({ id }) => [id, lastState(byPerson.get(id))]))
  const groups = countGroups(groupInputs(ledger, happened, byPerson))
  const demands = addressedDemands(ledger)
  return {
    events: standing,
    byPerson,
    people,
    counts: caseCounts(ledger, people, groups),
    demands,
    appointments: appointments(ledger.events),
    warnings: ledgerWarnings(ledger, byPerson),
    open: openEnds(ledger, { states: people, counted: groups, demands }),
    lastNewsOn: happened.map(effectiveDay).sort().at(-1),
  }
}
