import type { Db } from '../../platform/db/database.ts'
import { newId } from '../../platform/ids.ts'
import type { Secrets } from '../../platform/secrets.ts'
import type { Clock } from '../../platform/time.ts'
import { refusalOf } from './demo/refusal.ts'
import { insertKeptMessage, listDeaths } from './queries.ts'
import type { ComposedMessage, Outcome } from './types.ts'

/**
 * Puts a message into the built-in mailbox instead of sending it. A second attempt with the
 * same message changes nothing. A mailbox that the demo plays to be dead refuses letters.
 */
export async function keepInMailbox(
  { db, secrets, clock }: { db: Db; secrets: Secrets; clock: Clock },
  message: ComposedMessage,
): Promise<Outcome> {
  const { to } = message.envelope
  if (message.kind === 'letter' && (await listDeaths(db)).includes(to)) {
    return { kind: 'refused', reason: 'unknown_address', code: 550, words: refusalOf(to) }
  }
  await insertKeptMessage(
    { db, secrets },
    { id: newId(), messageId: message.id, storedAt: clock.now(), message },
  )
  return { kind: 'accepted', words: '250 2.0.0 Kept in the built-in mailbox; nothing left' }
}
