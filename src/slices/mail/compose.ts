import { AppError } from '../../platform/errors.ts'
import type { Clock } from '../../platform/time.ts'
import { domainOf, parseAddress } from './address.ts'
import { cleanHeaderText, encodeMailbox, encodeText, headerLine } from './header.ts'
import { encodeQuotedPrintable } from './quoted-printable.ts'
import type { ComposedMessage, Message } from './types.ts'
import { MAX_LINE_CHARS, wrapText } from './wrap.ts'

/** In whose name messages leave. */
export interface Sender {
  /** Address on the organisation's own domain. */
  mailFrom: string
  organisation: string
}

/**
 * Writes a message as bytes for the wire: plain text in short lines, no HTML, no picture, no
 * tracker. The same message with the same `datedAt` gives the same bytes.
 *
 * @throws AppError `invalid` an address cannot be written to, or the id is unfit for a header
 */
export function composeMessage(
  { clock, sender }: { clock: Clock; sender: Sender },
  message: Message,
): ComposedMessage {
  const { organisation } = sender
  const from = requireAddress(sender.mailFrom)
  const to = requireAddress(message.to)
  const replyTo = message.replyTo ? requireAddress(message.replyTo) : undefined
  const name = message.onBehalfOf ? `${message.onBehalfOf} via ${organisation}` : organisation
  const text = wrapText(message.text)
  const { encoding, body } = encodeBody(text)

  const headers = [
    headerLine('Date', formatDate(message.datedAt ?? clock.now())),
    headerLine('From', encodeMailbox(name, from)),
    headerLine('To', to),
    replyTo ? headerLine('Reply-To', replyTo) : '',
    headerLine('Subject', encodeText(message.subject)),
    headerLine('Message-ID', `<${requireId(message.id)}@${domainOf(from)}>`),
    message.kind === 'notice' ? headerLine('Auto-Submitted', 'auto-generated') : '',
    ...unsubscribeHeaders(message.unsubscribeUrl),
    headerLine('MIME-Version', '1.0'),
    headerLine('Content-Type', 'text/plain; charset=utf-8'),
    headerLine('Content-Transfer-Encoding', encoding),
  ]
  return {
    id: message.id,
    about: message.about,
    kind: message.kind,
    envelope: { from, to },
    raw: `${headers.join('')}\r\n${body}`,
    readable: {
      from: `${cleanHeaderText(name)} <${from}>`,
      to,
      replyTo,
      subject: cleanHeaderText(message.subject),
      text,
    },
  }
}

/** RFC 8058 §3.1; mail programs act on the second only when the first is an address of the web. */
function unsubscribeHeaders(url: string | undefined): string[] {
  if (url === undefined) return []
  return [
    headerLine('List-Unsubscribe', `<${url}>`),
    headerLine('List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'),
  ]
}

/**
 * Plain ASCII goes as it is; anything else, and what could be altered on the way, as
 * quoted-printable. Base64 would be shorter for Cyrillic, but filters take it for a disguise.
 */
function encodeBody(text: string): { encoding: string; body: string } {
  const lines = text.split('\n')
  const isPlain = lines.every(
    (line) =>
      /^[\x20-\x7e]*$/.test(line) && line.length <= MAX_LINE_CHARS && !line.startsWith('From '),
  )
  return isPlain
    ? { encoding: '7bit', body: lines.join('\r\n') }
    : { encoding: 'quoted-printable', body: encodeQuotedPrintable(text) }
}

/** RFC 5322 §3.3; the zone is written as a number, because names of zones are obsolete. */
function formatDate(at: string): string {
  return new Date(at).toUTCString().replace('GMT', '+0000')
}

function requireAddress(text: string): string {
  const parsed = parseAddress(text)
  if (!parsed) throw new AppError('invalid', 'mail.address_invalid')
  return parsed.address
}

function requireId(id: string): string {
  if (!/^[A-Za-z0-9._-]{1,100}$/.test(id)) throw new AppError('invalid', 'mail.id_invalid')
  return id
}
