import type { Deps } from '../../platform/deps.ts'
import { type Handler, handler } from '../../platform/outbox/outbox.ts'
import type { Timetable } from '../../platform/outbox/worker.ts'
import { HOUR_MS } from '../../platform/time.ts'
import { appealChanged, appealPublished, appealWithdrawn } from '../appeals/index.ts'
import { namesChanged } from '../cases/index.ts'
import { indexAppeals } from './search/index-appeals.ts'
import { hasDocuments } from './search/queries.ts'
import { rebuildIndex } from './search/rebuild.ts'
import { reindexNamed } from './search/reindex-named.ts'

const index = (deps: Deps, { appealId }: { appealId: string }) => indexAppeals(deps, [appealId])

export const archiveHandlers: ReadonlyArray<Handler<Deps>> = [
  handler(appealPublished, 'archive.indexPublished', index),
  handler(appealChanged, 'archive.indexChanged', index),
  handler(appealWithdrawn, 'archive.indexWithdrawn', index),
  handler(namesChanged, 'archive.indexNamed', reindexNamed),
]

export const archiveTimetables: ReadonlyArray<Timetable<Deps>> = [
  {
    // An installation that had appeals before it had a search.
    name: 'archive.fillIndex',
    everyMs: HOUR_MS,
    async run(deps, signal) {
      if (!(await hasDocuments(deps.reader))) await rebuildIndex(deps, { signal })
    },
  },
]
