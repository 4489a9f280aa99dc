import type { Day } from '../../../platform/time.ts'
import { effectiveDay } from '../fold/order.ts'
import { applyEvent, type Custody, NOTHING_KNOWN } from '../fold/person-state.ts'
import type { CaseEvent, EventKind } from '../types.ts'

/** A time that somebody spent in one place. */
export interface Stay {
  custody: Custody
  from: Day
  /** Left out while it lasts, as far as is known. */
  until?: Day
}

/** Steps of a procedure, which get a mark of their own. */
const steps: readonly EventKind[] = [
  'charged',
  'trial',
  'convicted',
  'sentenced',
  'fined',
  'acquitted',
  'charges_dropped',
]

/**
 * Where somebody was from when to when, and what was decided about them meanwhile.
 *
 * @param events of one person, as `eventsByPerson` gives them
 */
export function staysOf(events: readonly CaseEvent[]): {
  stays: Stay[]
  steps: { kind: EventKind; on: Day }[]
} {
  const stays: Stay[] = []
  let state = NOTHING_KNOWN
  for (const event of events) {
    const before = state.custody
    state = applyEvent(state, event)
    if (state.custody === before) continue
    const on = effectiveDay(event)
    const last = stays.at(-1)
    if (last) last.until = on
    stays.push({ custody: state.custody, from: on })
  }
  const decided = events.filter(({ kind }) => steps.includes(kind))
  return { stays, steps: decided.map((event) => ({ kind: event.kind, on: effectiveDay(event) })) }
}
