import type { Config } from '../../../platform/config.ts'
import type { Db } from '../../../platform/db/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { Secrets } from '../../../platform/secrets.ts'
import { dayOf } from '../../../platform/time.ts'
import { ADDRESS } from '../bounces/addresses.ts'
import { MAX_READ_BYTES, type OpenedMessage, openMessage } from '../bounces/open-message.ts'
import { readBounce } from '../bounces/read-bounce.ts'
import type { BounceFinding } from '../bounces/types.ts'
import { looksReturned, type ReturnUse, readReturnAddress } from '../return-address.ts'
import { letterAnswered, letterReturned } from '../topics.ts'
import { isByMachine, isPassedOnWhole, readAnswer } from './mission-answer.ts'
import { countStray, insertReceipt, insertSuppression } from './queries.ts'

/**
 * What became of a message that was delivered to us: `taken` and acted upon, `known` because it came
 * before, or `unknown`, when it is about nothing of ours and a person should look at it. `relayed` is an
 * answer of a mission of which every word is on its way to the writer, from now or from before:
 * whoever has the message need not keep it. Of one that is `kept` a file, or the rest, lies in the message alone.
 */
export type Receipt = 'taken' | 'relayed' | 'kept' | 'known' | 'unknown'

type ReceiveDeps = Pick<Deps, 'db' | 'clock' | 'outbox' | 'secrets' | 'log'> & {
  config: Pick<Config, 'bounceAddress' | 'mailFrom'>
}

/**
 * Takes in one message from the mailbox of the return address.
 *
 * Only a genuine token in the address it was sent to makes it count: what the message says of itself is
 * worth nothing, because anybody can write to that mailbox. What follows for a letter goes out as
 * the fact `mail.letter_returned`; a person's mailbox that is gone gets no more notices; what a person
 * wrote to a letter's relay address goes out, sealed, as `mail.letter_answered`. Nothing is ever
 * answered. An address that looks like ours and was forged is counted, and nothing of it is kept.
 */
export async function receiveMessage(deps: ReceiveDeps, bytes: Uint8Array): Promise<Receipt> {
  const message = await openMessage(bytes)
  const target = findTarget(deps, message)
  if (!target) {
    if (!wasSentTo(message).some(looksReturned)) return 'unknown'
    await countStray(deps.db, dayOf(deps.clock.now()))
    deps.log.warn('a message to an address of ours that we never made was not taken in')
    return 'unknown'
  }
  const findings = await readBounce(bytes)
  const finding = mostTelling(findings)
  const receiptId = receiptIdOf(deps.secrets, message, { target, bytes })
  const isByPerson = finding.kind === 'not-a-bounce' && !isByMachine(message, deps.config)
  const isAnswer = target.use === 'reply' && isByPerson
  // Otherwise an attached file may be the answer, or the words may go on: a person can still look.
  const answered = isPassedOnWhole(message) ? 'relayed' : 'kept'
  return deps.db.transaction().execute(async (tx) => {
    const receivedAt = deps.clock.now()
    const row = { id: receiptId, use: target.use, kind: finding.kind, received_at: receivedAt }
    if (!(await insertReceipt(tx, row))) return isAnswer ? answered : 'known'
    if (target.use !== 'reply') await act({ ...deps, db: tx }, { target, finding, receiptId })
    else if (isAnswer) await passOn({ ...deps, db: tx }, { target, message, receiptId })
    return isAnswer ? answered : 'taken'
  })
}

interface Target {
  use: ReturnUse
  id: string
}

async function act(
  { db: tx, clock, outbox }: Omit<ReceiveDeps, 'db'> & { db: Db },
  { target, finding, receiptId }: { target: Target; finding: BounceFinding; receiptId: string },
): Promise<void> {
  if (target.use === 'letter') {
    const { recipient: _, ...rest } = finding
    const words = withoutAddresses(finding.words)
    const payload = { letterId: target.id, receiptId, finding: { ...rest, words } }
    await outbox.publish(tx, letterReturned, payload)
  } else if (target.use === 'notice' && finding.hard) {
    await insertSuppression(tx, { mailbox_id: target.id, suppressed_at: clock.now() })
  }
}

/** In the outbox nobody reads it either. */
async function passOn(
  { db: tx, outbox, secrets }: Omit<ReceiveDeps, 'db'> & { db: Db },
  { target, message, receiptId }: { target: Target; message: OpenedMessage; receiptId: string },
): Promise<void> {
  const sealed = secrets.seal(JSON.stringify(readAnswer(message)), receiptId)
  await outbox.publish(tx, letterAnswered, { letterId: target.id, receiptId, sealed })
}

/** Where servers write whom a message was really for; `To` is the last of them. */
const recipientHeaders = [
  'delivered-to',
  'x-original-to',
  'envelope-to',
  'x-envelope-to',
  'x-rcpt-to',
  'received',
  'to',
  'cc',
]

function findTarget(
  { secrets, config }: Pick<ReceiveDeps, 'secrets' | 'config'>,
  message: OpenedMessage,
): Target | undefined {
  const base = config.bounceAddress
  if (base === undefined) return undefined
  for (const address of wasSentTo(message)) {
    const target = looksReturned(address) && readReturnAddress(secrets, base, address)
    if (target) return target
  }
  return undefined
}

function wasSentTo(message: OpenedMessage): string[] {
  const pattern = new RegExp(ADDRESS, 'gu')
  return recipientHeaders.flatMap((name) =>
    message.header(name).flatMap((value) => value.match(pattern) ?? []),
  )
}

/** A report may speak of several recipients, where an address forwards to others: the worst news counts. */
function mostTelling(findings: BounceFinding[]): BounceFinding {
  const order = ['bounce', 'complaint', 'challenge', 'delay', 'auto-reply', 'not-a-bounce'] as const
  const [worst] = findings.toSorted(
    (a, b) => Number(b.hard) - Number(a.hard) || order.indexOf(a.kind) - order.indexOf(b.kind),
  )
  if (!worst) throw new Error('a message was read without any finding')
  return worst
}

/**
 * The same when a server delivers the same message twice, with another trace on top. What is said counts too:
 * broken mail programs, and whoever means harm, write different messages under one `Message-ID`.
 */
function receiptIdOf(
  secrets: Secrets,
  message: OpenedMessage,
  { target, bytes }: { target: Target; bytes: Uint8Array },
): string {
  const [messageId] = message.header('message-id')
  const { subject, text, attachments } = message
  const content =
    messageId === undefined
      ? Buffer.from(bytes.subarray(0, MAX_READ_BYTES)).toString('latin1')
      : JSON.stringify([messageId, subject, text, attachments])
  return secrets.hash('mail:receipt', `${target.use} ${target.id} ${content}`)
}

function withoutAddresses(words: string): string {
  return words.replace(new RegExp(ADDRESS, 'gu'), '[…]')
}
