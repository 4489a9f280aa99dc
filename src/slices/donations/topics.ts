import { topic } from '../../platform/outbox/outbox.ts'

/** What the pages show of giving is different: ways, words, goal or totals. */
export const donationsChanged = topic<Record<never, never>>('donations.changed')
