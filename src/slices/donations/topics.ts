import { topic } from '../../platform/outbox/outbox.ts'

/** Changes with what pages show of giving and editors decide: ways, words, goal. */
export const GIVING_FACT = 'giving'
/** Changes with each amount that comes in or goes back. */
export const GIVEN_FACT = 'given'

/** A way, the words or the goal is different. */
export const donationsChanged = topic<Record<never, never>>('donations.changed', () => [
  GIVING_FACT,
])

/** A total is different. */
export const totalMoved = topic<Record<never, never>>('donations.total_moved', () => [GIVEN_FACT])
