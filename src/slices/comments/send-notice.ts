import type { Topic } from '../../platform/outbox/outbox.ts'
import { addMs, MINUTE_MS } from '../../platform/time.ts'
import { deliver, type Message } from '../mail/index.ts'
import type { CommentsDeps } from './types.ts'

/** So long it takes until our own settings are looked at again. */
const HELD_PAUSE_MS = 10 * MINUTE_MS

/**
 * Sends a mail of this room. A permanent refusal ends it. While our own settings hold mail back,
 * the request waits and is published again.
 *
 * @throws Error when the mail server put it off, so that the job is tried again
 */
export async function sendNotice<Payload>(
  deps: Pick<
    CommentsDeps,
    'config' | 'clock' | 'db' | 'outbox' | 'mailer' | 'reader' | 'secrets' | 'veils'
  >,
  message: Omit<Message, 'kind'>,
  request: { topic: Topic<Payload>; payload: Payload },
): Promise<void> {
  const outcome = await deliver(deps, { ...message, kind: 'notice' })
  if (outcome.kind === 'deferred') throw new Error(`the mail was put off (${outcome.cause})`)
  if (outcome.kind !== 'held') return
  const runAt = addMs(deps.clock.now(), HELD_PAUSE_MS)
  await deps.outbox.publish(deps.db, request.topic, request.payload, { runAt })
}
