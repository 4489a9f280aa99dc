import { topic } from '../../platform/outbox/outbox.ts'

interface AppealFact {
  appealId: string
}

/** Changes whenever any list of appeals may look different. */
export const APPEALS_FACT = 'appeals'

/** Changes with the page of one appeal. */
export function appealFact(appealId: string): string {
  return `appeal:${appealId}`
}

const changes = ({ appealId }: AppealFact) => [APPEALS_FACT, appealFact(appealId)]

/** An appeal has become public. */
export const appealPublished = topic<AppealFact>('appeals.published', changes)

/** A public appeal was corrected, or got a translation. */
export const appealChanged = topic<AppealFact>('appeals.changed', changes)

/** A public appeal was taken back. */
export const appealWithdrawn = topic<AppealFact>('appeals.withdrawn', changes)
