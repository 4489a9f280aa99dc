import { addressesIn } from './addresses.ts'
import { judge, oneLine, reasonOfWords } from './judge.ts'
import {
  hasBounceSubject,
  isAutoReply,
  isChallenge,
  isFromChallenger,
  isFromMailSystem,
  saysNotDelivered,
} from './kind.ts'
import { type OpenedMessage, openMessage } from './open-message.ts'
import { readNotification } from './read-notification.ts'
import { addressesOfHeader, cutReturned, readProse } from './read-prose.ts'
import { readDeliveryReport } from './read-report.ts'
import { type BounceFinding, MAX_RECIPIENTS, type ReportKind } from './types.ts'

/** Of a message, how much is searched for the one sentence that says why, in characters. */
const MAX_SENTENCE_CHARS = 500

/**
 * Says what a message that came back is about: one finding for each recipient it names, and one
 * without a recipient when it names none.
 *
 * Standard reports first (RFC 3464, RFC 5965), then the many forms for people only. Bytes come from
 * strangers: nothing in them throws, and only the beginning of a long message is looked at.
 */
export async function readBounce(bytes: Uint8Array): Promise<BounceFinding[]> {
  const message = await openMessage(bytes)
  const inner = innerReport(message)
  return oncePerRecipient(read(inner ? await openMessage(inner) : message))
}

function read(message: OpenedMessage): BounceFinding[] {
  if (message.feedback !== undefined) return readComplaint(message, message.feedback)

  const { notice } = cutReturned(message.text)
  const reports = [...message.deliveryReports, ...reportsInText(message.text)]
  const fates = reports
    .flatMap((report) => readDeliveryReport(report, notice))
    .slice(0, MAX_RECIPIENTS)
  if (fates.length > 0) {
    const asks = isFromChallenger(message)
    return fates.map((fate) => {
      if (!fate.isFailure) return { ...plain(fate.recipient, 'not-a-bounce'), ...good(fate) }
      const verdict = judge(fate)
      return asks ? { ...verdict, kind: 'challenge', hard: false, class: 'other' } : verdict
    })
  }
  const notified = readNotification(message.text)
  if (notified) return notified.type === 'bounce' ? notified.evidence.map(judge) : notified.findings
  return readUnmarked(message, notice)
}

/** Messages without any part for machines. */
function readUnmarked(message: OpenedMessage, notice: string): BounceFinding[] {
  const isSystem = isFromMailSystem(message)
  const hasReport = message.deliveryReports.length > 0
  const said = `${message.subject}\n${notice}`
  const looksBack = hasBounceSubject(message) || saysNotDelivered(said) || saysGone(said)
  if (hasReport || (isSystem && looksBack)) return readProse(message).map(judge)
  const sender = message.from.includes('@') ? message.from : null
  if (isChallenge(message)) return [plain(sender, 'challenge')]
  if (isAutoReply(message)) return [plain(sender, 'auto-reply', message.subject)]
  const isSilentSender = message.header('return-path').some((value) => /^<?>?$/.test(value.trim()))
  if (hasBounceSubject(message) && (isSilentSender || saysNotDelivered(notice))) {
    return readProse(message).map(judge)
  }
  if (isComplaintInWords(message)) return readComplaint(message, '')
  return [plain(null, 'not-a-bounce')]
}

/**
 * The report that a mail system passes on as a letter of its own, when it says nothing itself.
 * Undefined for the letter that a bounce returns, which is about nobody.
 */
function innerReport(message: OpenedMessage): Buffer | undefined {
  const { returned = '', deliveryReports, text } = message
  const [head = ''] = returned.split(/\r?\n\r?\n/, 1)
  const isReport = /^content-type:\s*multipart\/report\b/im.test(head)
  const isSilent = deliveryReports.length === 0 && addressesIn(text).length === 0
  return isReport && isSilent && isFromMailSystem(message) ? Buffer.from(returned) : undefined
}

/** A mail system that only says "no such user", without a word of delivery. */
function saysGone(said: string): boolean {
  const reason = reasonOfWords(said.slice(0, MAX_SENTENCE_CHARS))
  return reason === 'unknown_user' || reason === 'unknown_host' || reason === 'full'
}

/** Reports repeat a recipient, for each of its hosts or attempts; the worst of what is said counts. */
function oncePerRecipient(findings: BounceFinding[]): BounceFinding[] {
  const found = new Map<string, BounceFinding>()
  for (const finding of findings) {
    const key = finding.recipient?.toLowerCase() ?? ''
    const known = found.get(key)
    if (!known || (finding.hard && !known.hard)) found.set(key, finding)
  }
  return [...found.values()]
}

/** Some systems write the fields of a report into the text for people. */
function reportsInText(text: string): string[] {
  const start = text.search(/^(Reporting-MTA|Final-Recipient|Original-Recipient|Action): /m)
  const { notice } = cutReturned(start < 0 ? '' : text.slice(start))
  return /^Final-Recipient: /m.test(notice) ? [notice] : []
}

function readComplaint(message: OpenedMessage, feedback: string): BounceFinding[] {
  const field = (name: string) =>
    [...feedback.matchAll(new RegExp(`^${name}:(.*)$`, 'gim'))].flatMap(([, value = '']) =>
      addressesIn(value),
    )
  const named = [...field('Original-Rcpt-To'), ...field('Removal-Recipient')]
  const recipients = named.length > 0 ? named : addressesOfHeader(message.returned ?? '', 'to')
  const [type = ''] = /^Feedback-Type:.*$/im.exec(feedback) ?? []
  const list: Array<string | null> = recipients.length > 0 ? [...new Set(recipients)] : [null]
  return list.map((recipient) => plain(recipient, 'complaint', type))
}

/** Microsoft reports complaints without the part that RFC 5965 wants. */
function isComplaintInWords({ subject, from }: OpenedMessage): boolean {
  return /^complaint about message from/i.test(subject) || /^(staff|feedbackloop)@/i.test(from)
}

function plain(recipient: string | null, kind: ReportKind, words = ''): BounceFinding {
  return { recipient, kind, hard: false, status: null, class: 'other', words: oneLine(words) }
}

function good({ status, words }: { status: string | null; words: string }) {
  return { status, words: oneLine(words) }
}
