import type { CaseEvent, Ledger } from '../types.ts'
import { effectiveDay } from './order.ts'
import type { EventsByPerson } from './people.ts'
import { applyEvent, NOTHING_KNOWN, type PersonState } from './person-state.ts'

export const warningKinds = [
  'before_arrest',
  'released_unheld',
  'after_death',
  'sources_differ',
] as const
/**
 * What is recorded all the same, because reports are like that, and what an editor should look at:
 * an event before the arrest, a release of somebody not known to be held, something after a death,
 * two sources that cannot both be right.
 */
export type WarningKind = (typeof warningKinds)[number]

export interface Warning {
  kind: WarningKind
  eventId: string
  personId: string
  /** The other one, where two contradict each other. */
  otherId?: string
}

export function ledgerWarnings(
  { people }: Pick<Ledger, 'people'>,
  byPerson: EventsByPerson,
): Warning[] {
  return people.flatMap(({ id }) => {
    const events = byPerson.get(id) ?? []
    const found = warnings.get(events) ?? personWarnings(id, events)
    warnings.set(events, found)
    return found
  })
}

/** Each list is of one person, and never changes. */
const warnings = new WeakMap<readonly CaseEvent[], readonly Warning[]>()

function personWarnings(personId: string, events: readonly CaseEvent[]): Warning[] {
  const arrest = events.find(({ kind }) => kind === 'detained')
  const found: Warning[] = []
  let state = NOTHING_KNOWN
  for (const event of events) {
    const kind = warningOf(event, state, arrest)
    if (kind) found.push({ kind, eventId: event.id, personId })
    state = applyEvent(state, event)
  }
  return [...found, ...contradictions(personId, events)]
}

const inCustody = ['released', 'transferred', 'hunger_strike_begun']

function warningOf(
  event: CaseEvent,
  state: PersonState,
  arrest: CaseEvent | undefined,
): WarningKind | undefined {
  if (state.custody === 'dead' && event.kind !== 'died') return 'after_death'
  const isEarly = arrest !== undefined && effectiveDay(event) < effectiveDay(arrest)
  if (isEarly && inCustody.includes(event.kind)) return 'before_arrest'
  const isHeld = state.custody === 'held' || state.custody === 'serving'
  return event.kind === 'released' && !isHeld ? 'released_unheld' : undefined
}

const opposites: readonly (readonly [string, string])[] = [
  ['acquitted', 'convicted'],
  ['acquitted', 'sentenced'],
  ['acquitted', 'fined'],
  ['charges_dropped', 'convicted'],
  ['charges_dropped', 'sentenced'],
  ['released', 'lost_track'],
  ['sentenced', 'sentenced'],
  ['fined', 'fined'],
]

/** Two events of one day that say what cannot both be true. */
function contradictions(personId: string, events: readonly CaseEvent[]): Warning[] {
  return [...Map.groupBy(events, effectiveDay).values()].flatMap((day) =>
    day.flatMap((event, index) =>
      day
        .slice(index + 1)
        .filter((other) => isContradiction(event, other))
        .map(({ id: otherId }) => ({
          kind: 'sources_differ' as const,
          eventId: event.id,
          personId,
          otherId,
        })),
    ),
  )
}

function isContradiction(one: CaseEvent, other: CaseEvent): boolean {
  const isPair = opposites.some(
    ([a, b]) => (one.kind === a && other.kind === b) || (one.kind === b && other.kind === a),
  )
  return isPair && (one.kind !== other.kind || substance(one) !== substance(other))
}

function substance({ details }: CaseEvent): string {
  const { amountMinor, currency, length, isSuspended = false } = details
  return JSON.stringify([
    amountMinor,
    currency,
    length && [length.years, length.months, length.days],
    isSuspended,
  ])
}
