import type { Day, Instant } from '../../../platform/time.ts'
import { appointmentKinds, type CaseEvent } from '../types.ts'

/** A hearing or deadline, with what became of it: it may have been moved several times, or called off. */
export interface Appointment {
  /** The event that first spoke of it; stays the same however often it is moved. */
  rootId: string
  event: CaseEvent
  /** How often it was changed. */
  revision: number
  isCancelled: boolean
  changedAt: Instant
}

/** Hearings and deadlines of a case, those that were called off included, by their days. */
export function appointments(events: readonly CaseEvent[]): Appointment[] {
  const successors = new Map(
    events.flatMap((event) => (event.correctsId ? [[event.correctsId, event] as const] : [])),
  )
  return events
    .filter(({ kind, correctsId }) => appointmentKinds.includes(kind) && correctsId === undefined)
    .map((root) => follow(root, successors))
    .filter(({ event, isCancelled }) => isCancelled || appointmentKinds.includes(event.kind))
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
}

/** The first one that has not passed. */
export function nextAppointment(all: readonly Appointment[], today: Day): Appointment | undefined {
  return all.find(({ event, isCancelled }) => !isCancelled && event.when.on >= today)
}

function follow(root: CaseEvent, successors: ReadonlyMap<string, CaseEvent>): Appointment {
  let event = root
  let revision = 0
  let next = successors.get(root.id)
  while (next && next.kind !== 'retracted' && revision < successors.size) {
    event = next
    revision += 1
    next = successors.get(event.id)
  }
  const isCancelled = next?.kind === 'retracted'
  const { recordedAt: changedAt } = (isCancelled && next) || event
  const changes = isCancelled ? revision + 1 : revision
  return { rootId: root.id, event, revision: changes, isCancelled, changedAt }
}

function sortKey({ event, rootId }: Appointment): string {
  return `${event.when.on} ${event.when.time ?? ''} ${rootId}`
}
