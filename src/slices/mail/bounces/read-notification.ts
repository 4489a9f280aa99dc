import type { Evidence } from './judge.ts'
import type { BounceFinding } from './types.ts'

/** What Amazon's notification service says about the letters that its mail service carried. */
export type Notified =
  | { type: 'bounce'; evidence: Evidence[] }
  | { type: 'other'; findings: BounceFinding[] }

/** Undefined when the text is no such notification. */
export function readNotification(text: string): Notified | undefined {
  const start = text.search(/^[ \t]*\{"(notificationType|eventType|Type|mail|bounce)"/m)
  if (start < 0) return undefined
  const notice = parseFirstObject(text.slice(start))
  const inner = typeof notice?.Message === 'string' ? parseFirstObject(notice.Message) : notice
  return inner && readNotice(inner)
}

function readNotice(notice: Record<string, unknown>): Notified | undefined {
  const type = String(notice.notificationType ?? notice.eventType ?? '').toLowerCase()
  const part = (notice[type] ?? {}) as Record<string, unknown>
  if (type === 'bounce') {
    const evidence = list(part.bouncedRecipients).map((one) => evidenceOf(one, part))
    return { type: 'bounce', evidence }
  }
  if (type === 'complaint') {
    const recipients = list(part.complainedRecipients).map((one) => text(one.emailAddress))
    return { type: 'other', findings: recipients.map((one) => finding(one, 'complaint', '')) }
  }
  if (type !== 'delivery') return undefined
  const words = text(part.smtpResponse)
  const recipients = Array.isArray(part.recipients) ? part.recipients.map(text) : []
  return { type: 'other', findings: recipients.map((one) => finding(one, 'not-a-bounce', words)) }
}

function evidenceOf(one: Record<string, unknown>, bounce: Record<string, unknown>): Evidence {
  return {
    recipient: text(one.emailAddress) || null,
    kind: text(one.action) === 'delayed' ? 'delay' : 'bounce',
    words: text(one.diagnosticCode),
    status: text(one.status),
    surroundings: subtypes[text(bounce.bounceSubType)] ?? '',
  }
}

/** Their word for the reason, as a sentence that servers say. */
const subtypes: Record<string, string> = {
  NoEmail: 'user unknown',
  MailboxFull: 'mailbox full',
  MessageTooLarge: 'message too large',
  ContentRejected: 'message content rejected',
  AttachmentRejected: 'attachment not allowed',
  Suppressed: 'address suppressed',
}

function finding(
  recipient: string,
  kind: 'complaint' | 'not-a-bounce',
  words: string,
): BounceFinding {
  const status = /\b2\.\d{1,3}\.\d{1,3}\b/.exec(words)?.[0] ?? null
  return { recipient: recipient || null, kind, hard: false, status, class: 'other', words }
}

/** Mail programs wrap long lines, and whoever forwards adds words behind the last brace. */
function parseFirstObject(text: string): Record<string, unknown> | undefined {
  const flat = text.replace(/\n(?!\n*--)/g, '')
  for (let end = flat.lastIndexOf('}'); end > 0; end = flat.lastIndexOf('}', end - 1)) {
    try {
      const parsed: unknown = JSON.parse(flat.slice(flat.indexOf('{'), end + 1))
      return typeof parsed === 'object' && parsed ? (parsed as Record<string, unknown>) : undefined
    } catch {
      // Words behind the object contain a brace: try the one before.
    }
    if (flat.length - end > 20_000) return undefined
  }
  return undefined
}

function list(value: unknown): Array<Record<string, unknown>> {
  return Array.isArray(value) ? value : []
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
