import type { Db } from '../../platform/db/database.ts'
import type { Outbox, Topic } from '../../platform/outbox/outbox.ts'
import { addMs, MINUTE_MS } from '../../platform/time.ts'
import { type DeliverDeps, deliver } from './deliver.ts'
import type { Message, Outcome } from './types.ts'

/** So long it takes until our own settings are looked at again. */
const HELD_PAUSE_MS = 10 * MINUTE_MS

/**
 * Sends a notice, in a handler. A permanent refusal ends it. While our own settings hold mail back,
 * the request waits and is published again, `pauseMs` later.
 *
 * @throws Error when the mail server put it off, so that the job is tried again
 */
export async function sendNotice<Payload>(
  deps: DeliverDeps & { db: Db; outbox: Outbox },
  message: Omit<Message, 'kind'>,
  request: { topic: Topic<Payload>; payload: Payload; pauseMs?: number },
): Promise<Exclude<Outcome['kind'], 'deferred'>> {
  const outcome = await deliver(deps, { ...message, kind: 'notice' })
  if (outcome.kind === 'deferred') throw new Error(`the mail was put off (${outcome.cause})`)
  if (outcome.kind === 'held') {
    const { topic, payload, pauseMs = HELD_PAUSE_MS } = request
    const runAt = addMs(deps.clock.now(), pauseMs)
    await deps.outbox.publish(deps.db, topic, payload, { runAt })
  }
  return outcome.kind
}
