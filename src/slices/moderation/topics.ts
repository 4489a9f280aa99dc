import { topic } from '../../platform/outbox/outbox.ts'

/** The time in which these decisions could be taken back is over: they take effect. */
export const decisionsDue = topic<{ batchId: string }>('moderation.decisions_due')
