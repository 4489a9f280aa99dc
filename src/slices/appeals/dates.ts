import { type Day, dayOf, type Instant } from '../../platform/time.ts'

/**
 * The moment that an appeal bears towards the outside: when it was published, or the beginning
 * of its day when it was brought in later, for instance with the archive of another site.
 */
export function datedAt(publishedOn: Day, publishedAt: Instant): Instant {
  return publishedOn < dayOf(publishedAt) ? `${publishedOn}T00:00:00.000Z` : publishedAt
}
