import type { Config } from '../../platform/config.ts'
import type { Clock } from '../../platform/time.ts'
import { composeMessage } from './compose.ts'
import type { Mailer, Message, Outcome } from './types.ts'

/**
 * Writes a message and hands it over, once. Trying again is up to the caller, who does so with
 * the same id and `datedAt` when the outcome is `deferred` or `held`.
 *
 * It waits for the mail server, so it must not be called inside a transaction.
 *
 * @throws AppError `invalid` an address cannot be written to, or the id is unfit for a header
 */
export async function deliver(
  { config, clock, mailer }: { config: Sender; clock: Clock; mailer: Mailer },
  message: Message,
): Promise<Outcome> {
  return mailer.handOver(composeMessage({ clock, sender: config }, message))
}

type Sender = Pick<Config, 'mailFrom' | 'organisation'>
