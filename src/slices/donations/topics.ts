import { topic } from '../../platform/outbox/outbox.ts'

/** Changes with everything that pages show of giving: ways, words, goal and totals. */
export const GIVING_FACT = 'giving'

/** A way, the words, the goal or a total is different. */
export const donationsChanged = topic<Record<never, never>>('donations.changed', () => [
  GIVING_FACT,
])
