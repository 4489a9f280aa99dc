import type { Instant } from '../../../platform/time.ts'
import type { Milestone } from '../topics.ts'
import type { CaseEvent, DemandChange, EventKind, Ledger } from '../types.ts'
import type { AddressedDemand } from './demands.ts'

/** What events bring; a demand that is met and the end of the case are the others. */
export const milestoneKinds: Partial<Record<EventKind, Milestone>> = {
  released: 'released',
  sentenced: 'sentenced',
}

/** A milestone of a case, as it stands now. */
export type MilestoneNews = {
  /** Stays the same when the news is corrected or taken back. */
  id: string
  /** When it was recorded first, which is never before it happened. */
  firstAt: Instant
  /** When it was corrected last. */
  changedAt: Instant
} & (
  | { kind: 'released' | 'sentenced'; event: CaseEvent }
  | { kind: 'met'; demand: AddressedDemand; change: DemandChange }
  | { kind: 'closed' }
  /** It was told, and is not so. */
  | { kind: 'taken_back' }
)

/** The milestones of a case, the one recorded last first. */
export function milestonesOf(
  { case: { id, closedAt }, events }: Pick<Ledger, 'case' | 'events'>,
  demands: readonly AddressedDemand[],
): MilestoneNews[] {
  const closed: MilestoneNews[] = closedAt
    ? [{ kind: 'closed', id: `case/${id}/closed`, firstAt: closedAt, changedAt: closedAt }]
    : []
  const news = [...closed, ...eventNews(events), ...demands.flatMap(demandNews)]
  return news.toSorted((a, b) => (a.firstAt < b.firstAt ? 1 : a.firstAt > b.firstAt ? -1 : 0))
}

/** An event and its corrections are one piece of news, under the id of the first. */
function eventNews(events: readonly CaseEvent[]): MilestoneNews[] {
  const nextOf = new Map(events.map((event) => [event.correctsId, event]))
  return events.flatMap((first): MilestoneNews | [] => {
    if (first.correctsId !== undefined) return []
    let wasTold = false
    let event = first
    for (let next: CaseEvent | undefined = first; next; next = nextOf.get(next.id)) {
      event = next
      wasTold ||= milestoneKinds[next.kind] !== undefined
    }
    if (!wasTold) return []
    const { id, recordedAt: firstAt } = first
    const news = { id: `case-event/${id}`, firstAt, changedAt: event.recordedAt }
    const { kind } = event
    const isOne = kind === 'released' || kind === 'sentenced'
    return isOne ? { ...news, kind, event } : { ...news, kind: 'taken_back' }
  })
}

/** Each change to `met`; it stays news when the demand is refused later. */
function demandNews(demand: AddressedDemand): MilestoneNews[] {
  return demand.changes.flatMap((change, index): MilestoneNews | [] => {
    if (change.state !== 'met' || demand.changes[index - 1]?.state === 'met') return []
    const { id, recordedAt } = change
    const times = { firstAt: recordedAt, changedAt: recordedAt }
    return { kind: 'met', id: `case-demand/${id}`, demand, change, ...times }
  })
}
