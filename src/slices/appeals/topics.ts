import { topic } from '../../platform/outbox/outbox.ts'

/** An appeal has become public. */
export const appealPublished = topic<{ appealId: string }>('appeals.published')

/** A public appeal was corrected, or got a translation. */
export const appealChanged = topic<{ appealId: string }>('appeals.changed')

/** A public appeal was taken back. */
export const appealWithdrawn = topic<{ appealId: string }>('appeals.withdrawn')
