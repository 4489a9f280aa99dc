import type { Fact } from '../../platform/db/fact-feed.ts'
import { topic } from '../../platform/outbox/outbox.ts'
import type { Day } from '../../platform/time.ts'

/** Changes whenever the list of public cases, or one of them, does. */
export const CASES_FACT: Fact = 'cases'

/** Changes with everything that is shown of one case. */
export function caseFact(caseId: string): Fact {
  return `case:${caseId}`
}

/** Something was recorded of a case, or it was published, hidden, closed or opened again. */
export const caseChanged = topic<{ caseId: string }>('cases.changed', ({ caseId }) => [
  CASES_FACT,
  caseFact(caseId),
])

/** What those who follow a case are told of. */
export type Milestone = 'released' | 'sentenced' | 'met' | 'closed'

/**
 * A public case has reached a milestone. `causeId` is the event, the change of a demand or, for
 * `closed`, the case itself: the same one is announced once.
 */
export const milestoneReached = topic<{
  caseId: string
  milestone: Milestone
  causeId: string
  /** The day on which it happened; missing for what happens as it is recorded. */
  happenedOn?: Day
}>('cases.milestoneReached')
