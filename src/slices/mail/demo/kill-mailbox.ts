import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import { receiveMessage } from '../inbox/receive.ts'
import { deleteDeath, insertDeath, type KeptMessage, listKeptMessages } from '../queries.ts'
import { refusalOf } from './refusal.ts'

type DemoDeps = Pick<Deps, 'log' | 'db' | 'reader' | 'clock' | 'outbox' | 'secrets' | 'config'>

/** Letters that come back when a mailbox dies, the newest; more would only take longer to watch. */
const MAX_RETURNED = 200

/**
 * Plays that a mission's mailbox dies: letters to it are refused from now on, and those in the built-in
 * mailbox come back, as messages that are read like any other. In the demo only.
 *
 * @throws AppError `not_found` no letter went to this address
 */
export async function killMailbox(deps: DemoDeps, address: string): Promise<void> {
  const letters = await listLettersTo(deps, address)
  if (letters.length === 0) throw new AppError('not_found', 'mail.death_unknown')
  await insertDeath(deps.db, { address, died_at: deps.clock.now() })
  for (const { message } of letters) {
    await receiveMessage(deps, Buffer.from(bounceOf(message.envelope, message.id)))
  }
}

/** Takes that back. What became known of the address in the meantime stays known. */
export async function reviveMailbox({ db }: Pick<DemoDeps, 'db'>, address: string): Promise<void> {
  await deleteDeath(db, address)
}

async function listLettersTo(
  { reader, secrets }: DemoDeps,
  address: string,
): Promise<KeptMessage[]> {
  const kept = await listKeptMessages({ db: reader, secrets }, { limit: MAX_RETURNED })
  return kept.filter(({ message }) => message.kind === 'letter' && message.envelope.to === address)
}

function bounceOf({ from, to }: { from: string; to: string }, id: string): string {
  return [
    'Return-Path: <>',
    `Delivered-To: ${from}`,
    'From: Mail Delivery System <MAILER-DAEMON@demo.invalid>',
    `To: ${from}`,
    `Message-ID: <bounce-of-${id}@demo.invalid>`,
    'Subject: Undelivered Mail Returned to Sender',
    '',
    `<${to}>: host demo.invalid said:`,
    `    ${refusalOf(to)}`,
    '',
  ].join('\r\n')
}
