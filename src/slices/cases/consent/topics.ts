import { EVERY_PAGE } from '../../../platform/db/fact-feed.ts'
import { topic } from '../../../platform/outbox/outbox.ts'

/** Who may be named has changed. Everything that holds names ready is to be looked at again. */
export const namesChanged = topic<{ version: number }>('cases.namesChanged', () => [EVERY_PAGE])
