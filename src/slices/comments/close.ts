import type { Deps } from '../../platform/deps.ts'
import { markClosed } from './queries.ts'
import { commentsChanged } from './topics.ts'
import type { Subject } from './types.ts'

type CloseDeps = Pick<Deps, 'db' | 'clock' | 'outbox'>

/** Takes no more comments on a subject; those that stand stay. Returns false when it was closed already. */
export async function closeComments(deps: CloseDeps, subject: Subject): Promise<boolean> {
  return setClosed(deps, subject, true)
}

/** Takes comments on a subject again. Returns false when it was open already. */
export async function openComments(deps: CloseDeps, subject: Subject): Promise<boolean> {
  return setClosed(deps, subject, false)
}

async function setClosed(
  { db, clock, outbox }: CloseDeps,
  subject: Subject,
  isClosed: boolean,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    if (!(await markClosed(tx, subject, isClosed ? clock.now() : null))) return false
    await outbox.publish(tx, commentsChanged, { subject })
    return true
  })
}
