/**
 * Bytes of a message that are looked at. Reports stand in front of the letter that they return, and
 * twenty megabytes of returned pictures say nothing more about why.
 */
export const MAX_READ_BYTES = 512 * 1024

/** Longest text of one part that is searched, in characters. */
const MAX_TEXT_CHARS = 60_000
/** Most of it is markup. */
const MAX_HTML_CHARS = 4 * MAX_TEXT_CHARS

/** A message taken apart, as far as it can tell what became of another one. */
export interface OpenedMessage {
  /** The values of a header, by its name in lower case, in the order of the message. */
  header(name: string): string[]
  subject: string
  /** Bare address of `From`, or its text when there is none in it. */
  from: string
  to: string[]
  /** What a person would read, plain. */
  text: string
  /** The same without any part that was attached. */
  body: string
  /** Whether the message says more than stands in `body`. */
  isCut: boolean
  /** Names of the files that were attached; empty where one has none. */
  attachments: string[]
  /** Contents of `message/delivery-status` and its like, RFC 3464 and RFC 6533. */
  deliveryReports: string[]
  /** Content of `message/feedback-report`, RFC 5965. */
  feedback?: string
  /** The letter that came back, or its headers, when it stands in a part of its own. */
  returned?: string
}

/** Takes a message apart that may be cut off, mislabelled or not MIME at all. */
export async function openMessage(bytes: Uint8Array): Promise<OpenedMessage> {
  // Loaded here, so that a process which reads no mail does not carry it.
  const { default: PostalMime } = await import('postal-mime')
  const email = await PostalMime.parse(mended(bytes.subarray(0, MAX_READ_BYTES)), {
    forceRfc822Attachments: true,
    attachmentEncoding: 'arraybuffer',
  })
  const html = email.text ? '' : (email.html ?? '')
  const body = email.text || plainText(html)
  const parts = email.attachments.map(({ mimeType, content }) => ({
    type: mimeType.toLowerCase().trim(),
    content,
  }))
  const textOf = (pattern: RegExp) =>
    parts.filter(({ type }) => pattern.test(type)).map(({ content }) => decode(content))
  const headers = new Map<string, string[]>()
  for (const { key, value } of email.headers) {
    headers.set(key, [...(headers.get(key) ?? []), value])
  }
  return {
    header: (name) => headers.get(name) ?? [],
    subject: email.subject ?? '',
    from: email.from?.address || email.from?.name || '',
    to: (email.to ?? []).flatMap(({ address }) => (address ? [address] : [])),
    text: limit([body, ...textOf(/^text\/plain/)].join('\n')),
    body: limit(body),
    isCut:
      bytes.length >= MAX_READ_BYTES ||
      html.length > MAX_HTML_CHARS ||
      body.length > MAX_TEXT_CHARS,
    attachments: email.attachments.map(({ filename }) => filename ?? ''),
    deliveryReports: textOf(/^message\/(global-)?delivery-status/).map(limit),
    feedback: textOf(/^message\/feedback-report/)[0],
    returned: textOf(/^(message\/(rfc822|global)|text\/rfc822)/)[0]?.slice(0, MAX_TEXT_CHARS),
  }
}

/** The messages of a file: several when it is a mailbox in which lines `From …` stand between them. */
export function splitMailbox(file: Buffer): Buffer[] {
  const bytes = Buffer.from(withLineFeeds(file))
  const messages: Buffer[] = []
  let start = 0
  for (let at = nextMessage(bytes, 1); at > 0; at = nextMessage(bytes, at + 1)) {
    messages.push(bytes.subarray(start, at))
    start = at
  }
  return [...messages, bytes.subarray(start)].map(withoutEnvelopeLine)
}

/** A line `From somebody Thu Apr 29 23:34:45 2015` after an empty one, in front of headers. */
function nextMessage(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf('\nFrom ', from); at >= 0; at = bytes.indexOf('\nFrom ', at + 1)) {
    const line = bytes.subarray(at + 1, at + 400).toString('latin1')
    const isAfterEmptyLine = /\n\r?$/.test(
      bytes.subarray(Math.max(0, at - 2), at).toString('latin1'),
    )
    if (isAfterEmptyLine && /^From \S+ .*\d\d:\d\d.*\d{4}\r?\n[\w-]+:/.test(line)) return at + 1
  }
  return -1
}

function withoutEnvelopeLine(bytes: Buffer): Buffer {
  const isMarked = /^(>?From ) *\S+ /.test(bytes.subarray(0, 300).toString('latin1'))
  return isMarked ? bytes.subarray(bytes.indexOf('\n') + 1) : bytes
}

/**
 * Old Macintosh programs end lines with CR alone, in which no header would be found; and relays
 * that rewrite host names miss the one inside the boundary.
 */
function mended(bytes: Uint8Array): Uint8Array {
  const lines = withLineFeeds(bytes)
  const text = Buffer.from(lines.buffer, lines.byteOffset, lines.byteLength).toString('latin1')
  const head = text.slice(0, Math.max(0, text.search(/\r?\n\r?\n/)))
  const boundary =
    /^content-type:\s*multipart\/[^;]*(?:;\s*[^;]*)*?;\s*boundary\s*=\s*("?)([^"\n\r;]*)\1/im.exec(
      head,
    )?.[2]
  if (boundary === undefined || text.includes(`\n--${boundary}`)) return lines
  const used = /\n--(\S[^\r\n]*)\r?\ncontent-[a-z]+:/i.exec(text.slice(head.length))?.[1]
  if (used === undefined) return lines
  return Buffer.from(head.replace(boundary, () => used) + text.slice(head.length), 'latin1')
}

function withLineFeeds(bytes: Uint8Array): Uint8Array {
  return bytes.includes(0x0a) ? bytes : bytes.map((byte) => (byte === 0x0d ? 0x0a : byte))
}

function decode(content: ArrayBuffer | Uint8Array | string): string {
  if (typeof content === 'string') return content
  const bytes = new Uint8Array(content)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('latin1').decode(bytes)
  }
}

function limit(text: string): string {
  return text.slice(0, MAX_TEXT_CHARS).replace(/\r\n?/g, '\n').replaceAll('\0', '')
}

/** HTML as a reader sees it, near enough to find sentences in it; never shown. */
function plainText(html: string): string {
  return (
    html
      .slice(0, MAX_HTML_CHARS)
      // A tag that was cut in two.
      .replace(/<[^<>]*$/, '')
      .replace(/<(style|script|head)\b[\s\S]*?<\/\1>/gi, ' ')
      .replace(/\s+/g, ' ')
      .replace(/<(br|\/?p|\/?div|\/?tr|\/?li|\/?h\d|\/?table|\/?pre)\b[^>]*>/gi, '\n')
      .replace(/<[^>]*>/g, '')
      .replace(/&(lt|gt|quot|nbsp|amp|#39|#64);/g, (_, name: string) => entities[name] ?? ' ')
      .replace(/[ \t]*\n[ \t]*/g, '\n')
  )
}

const entities: Record<string, string> = {
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: ' ',
  amp: '&',
  '#39': "'",
  '#64': '@',
}
