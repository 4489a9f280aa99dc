import { EVERY_PAGE } from '../../../platform/db/fact-feed.ts'
import { topic } from '../../../platform/outbox/outbox.ts'

/**
 * Who may be named has changed: `personId`, or it is not known whose name. Everything that holds names
 * ready is to be looked at again; the change of the highest version is enough for all before it.
 */
export const namesChanged = topic<{ version: number; personId?: string }>(
  'cases.namesChanged',
  () => [EVERY_PAGE],
)
