import type { Config } from '../../platform/config.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Secrets } from '../../platform/secrets.ts'
import type { Clock } from '../../platform/time.ts'
import type { Veils } from '../../platform/veil/veil.ts'
import { composeMessage } from './compose.ts'
import { isSuppressed } from './inbox/queries.ts'
import { mailboxId, returnAddress } from './return-address.ts'
import type { Mailer, Message, Outcome } from './types.ts'

/**
 * Writes a message and hands it over, once. Trying again is up to the caller, who does so with
 * the same id and `datedAt` when the outcome is `deferred` or `held`.
 *
 * With `BOUNCE_ADDRESS` it leaves with an envelope sender of its own, so that what comes back is known to
 * belong to it. A notice to a mailbox that is known to be gone is refused here, as its server would.
 *
 * Names of people who have not agreed to be named in such mail are hidden at this very moment, so
 * that a consent withdrawn while a message waited counts.
 *
 * It waits for the mail server, so it must not be called inside a transaction.
 *
 * @throws AppError `invalid` an address cannot be written to, or the id is unfit for a header
 */
export async function deliver(deps: DeliverDeps, message: Message): Promise<Outcome> {
  const { config, clock, mailer, reader, secrets } = deps
  const compose = (what: Message) => composeMessage({ clock, sender: config }, what)
  const { to } = compose(message).envelope
  const isNotice = message.kind === 'notice'
  const mailbox = isNotice ? mailboxId(secrets, to) : ''
  if (isNotice && (await isSuppressed(reader, mailbox))) {
    return { kind: 'refused', reason: 'unknown_address', code: 550, words: '' }
  }
  // Nothing is waited for after this, so that no consent ends between the veil and the hand-over.
  const composed = compose(await veilMessage(deps, message))
  const { bounceAddress } = config
  if (bounceAddress !== undefined) {
    const target = isNotice
      ? ({ use: 'notice', id: mailbox } as const)
      : ({ use: 'letter', id: message.id } as const)
    composed.envelope.from = returnAddress(secrets, bounceAddress, target)
  }
  return mailer.handOver(composed)
}

export interface DeliverDeps {
  config: Pick<Config, 'mailFrom' | 'organisation' | 'bounceAddress'>
  clock: Clock
  mailer: Mailer
  reader: Db
  secrets: Secrets
  veils: Veils
}

/** The message without names that are not to be in it, as of now. Addresses stay as they are. */
export async function veilMessage(
  { veils }: Pick<DeliverDeps, 'veils'>,
  message: Message,
): Promise<Message> {
  const veil = await veils.for(message.kind === 'letter' ? 'letters' : 'pages')
  const { subject, text } = message
  return { ...message, ...veil.all({ subject, text }) }
}
