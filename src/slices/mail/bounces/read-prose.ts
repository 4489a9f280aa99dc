import { ADDRESS, addressesIn, isOffice, tidyAddress } from './addresses.ts'
import type { Evidence } from './judge.ts'
import type { OpenedMessage } from './open-message.ts'
import { MAX_RECIPIENTS } from './types.ts'

/** Of a returned letter, how much is taken for its headers, in characters. */
const MAX_HEADERS_CHARS = 4000

/** Longest text about one recipient, in characters. */
const MAX_BLOCK_CHARS = 1500

/**
 * Finds the recipients in a bounce that was written for people only, and what was said about each.
 * Mail systems put an address in front of its reason, or the reason in front; alone on a line, in
 * angle brackets, behind a label. The ways are tried from the surest to the vaguest.
 */
export function readProse(message: OpenedMessage): Evidence[] {
  const { notice, returned } = cutReturned(message.text, message.returned)
  const kind = isDelay(message.subject, notice) ? 'delay' : 'bounce'
  const found = findRecipients(notice, returned, namesToSkip(message, returned))
  const failed = message.header('x-failed-recipients').flatMap(addressesIn)
  if (found.length === 0) {
    const named = failed.length > 0 ? failed : addressesOfHeader(returned, 'to').slice(0, 20)
    const recipients = named.length > 0 ? named : [null]
    return recipients.map((recipient) => ({
      recipient,
      kind,
      words: wordsIn(notice),
      surroundings: `${message.subject}\n${notice}`,
    }))
  }
  return found.map(({ recipient, block }) => ({
    recipient,
    kind,
    words: wordsAbout(recipient, block, notice),
    surroundings: `${found.length === 1 ? notice : headOf(notice, found)}\n${message.subject}`,
  }))
}

/** What the mail system says, without the letter that it returns below. */
export function cutReturned(
  text: string,
  returnedPart?: string,
): { notice: string; returned: string } {
  const at = text.search(returnedMarks)
  const notice = at < 0 ? text : text.slice(0, at)
  return { notice, returned: returnedPart ?? (at < 0 ? '' : text.slice(at)) }
}

const returnedMarks = new RegExp(
  [
    String.raw`^[ \t>|]*[-=_*+~]{2,}[^\n]{0,40}\b(original|returned|unsent|undelivered|below|copy|forwarded|body|header|included|include|message (follow|text|begin))[^\n]{0,60}$`,
    String.raw`^[ \t]*(the |your |a copy of (the|your) )?(original|old|returned|undelivered|unsent|rejected)? ?(message|mail)( headers?)? ?(follows?|is (attached|below|included)|headers?:|headers follow)|^(original|old) message:`,
    String.raw`^[ \t]*(below (this line )?is (a copy of )?(the|your) (original )?message|content of the original|message (contents|text) follows|a copy of (the|your) (original )?message)`,
    String.raw`^Received: (from|by|\()`,
    '^Return-Path: ?<',
  ].join('|'),
  'im',
)

function isDelay(subject: string, notice: string): boolean {
  const isFinal =
    /giv(en|ing|e) up|permanent(ly)? (error|fail|fatal)|fatal error|could not be delivered to|will (not|be deleted)|deleted from queue/i
  const isWaiting =
    /(not yet been delivered|has been delayed|still being|will (continue|keep|be retried|retry)|delivery attempts will|THIS IS A WARNING|no action is required|delay reason|you do not need to resend|still trying|warning message only|temporarily (undeliver|unable))|задерж|verzögert|retard[ée]|遅延/i
  const isWarned = /\bdelay|warning: (could|message)|not yet|delivery status: ?delay|verzöger/i
  if (
    /attempts (will|are going to) (continue|be made)|will (continue|keep) (to )?(try|attempt)/i.test(
      notice,
    )
  )
    return true
  if (isFinal.test(notice) && !/warning|delay/i.test(subject)) return false
  return isWaiting.test(notice) || isWarned.test(subject)
}

function namesToSkip(message: OpenedMessage, returned: string): (address: string) => boolean {
  const ours = new Set(
    [
      ...message.to,
      message.from,
      ...addressesOfHeader(returned, 'from'),
      ...addressesOfHeader(returned, 'return-path'),
      ...addressesOfHeader(returned, 'reply-to'),
    ].map((address) => address.toLowerCase()),
  )
  return (address) => ours.has(address.toLowerCase()) || isOffice(address)
}

export function addressesOfHeader(headers: string, name: string): string[] {
  const [, value = ''] = new RegExp(`^${name}:((?:.*)(?:\\n[ \\t].*)*)`, 'im').exec(headers) ?? []
  return addressesIn(value)
}

interface Found {
  recipient: string
  /** What stands behind the address, up to the next one. */
  block: string
}

/** Places in which mail systems write the address, the surest first. */
const places: readonly RegExp[] = [
  // qmail, Postfix, Courier: the address with a colon, the reason behind it
  new RegExp(`^[ \\t]*<(${ADDRESS})>(?: \\(expanded from[^)]*\\))?:`, 'gmu'),
  // Sendmail of old times: a reply code and the address in front of three dots
  new RegExp(`^(?:[45]\\d\\d )?<?(${ADDRESS})>?\\.\\.\\.[ \\t]`, 'gmu'),
  // labels
  new RegExp(
    `^[ \\t]*(?:final-recipient|original-recipient|recipient(?: address)?|addressed to|rcpt to|destinatario|destinataire|unknown user|user|e-?mail address|failed recipient|original recipient)[ \\t]*:[ \\t]*(?:rfc822;[ \\t]*)?<?(${ADDRESS})`,
    'gimu',
  ),
  // X.400 gateways: among the attributes of another kind of address
  new RegExp(`\\bsmtp=(${ADDRESS})`, 'gimu'),
  // OpenSMTPD: the address, a colon, words on the same line
  new RegExp(`^[ \\t]*(${ADDRESS}):[ \\t]+\\S`, 'gmu'),
  // Exim and many more: alone on a line, perhaps with a bullet
  new RegExp(`^[ \\t]*(?:[*•-][ \\t]*)?<?(?:mailto:)?(${ADDRESS})>?[ \\t]*:?[ \\t]*$`, 'gmu'),
  new RegExp(`^[ \\t]*"?[^"\\n@]{0,60}"?[ \\t]*<(${ADDRESS})>[ \\t]*$`, 'gmu'),
  // the address, and the reason behind it in brackets or after a dash
  new RegExp(`^[ \\t]*<?(${ADDRESS})>?[ \\t]+(?:[\\[(]|-[ \\t]|(?=on [A-Z0-9]))`, 'gmu'),
  new RegExp(`rcpt to:[ \\t]*<(${ADDRESS})>`, 'gimu'),
  new RegExp(
    `\\b(?:deliver(?:ed|ing|y)?|message|mail|letter|send|sent|recipient|user|address|account|mailbox)\\b[^.\\n@]{0,80}[ \\t:<"'](${ADDRESS})`,
    'gimu',
  ),
  new RegExp(`(${ADDRESS})`, 'gu'),
]

/** How many of the places are so sure that even a postmaster is believed to be a recipient there. */
const SURE_PLACES = 4

/** From here on an address merely stands in running text, among others perhaps that only help. */
const FIRST_LOOSE_PLACE = places.length - 2

function findRecipients(
  notice: string,
  returned: string,
  isSkipped: (address: string) => boolean,
): Found[] {
  const text = notice
    .replace(
      /^.*\b(mail from|from|sender|message-id|contact|reply-to|envelope-from)\b ?:.*$/gim,
      (line) => line.replace(/@/g, ' '),
    )
    .replace(/\b(mail|messages?) from <?[^\s@]{1,64}@/gi, (sender) => sender.replace('@', ' '))
  const passes = [
    { skips: isSkipped, tried: places },
    { skips: isOffice, tried: places.slice(0, FIRST_LOOSE_PLACE) },
    { skips: () => false, tried: places.slice(0, SURE_PLACES) },
  ]
  for (const { skips, tried } of passes) {
    for (const place of tried) {
      const hits = [...text.matchAll(place)].filter(
        ([, address = '']) => isAddress(address) && !skips(tidyAddress(address)),
      )
      const isLoose = tried.indexOf(place) >= FIRST_LOOSE_PLACE
      const believed = isLoose ? likelyHits(hits, returned) : hits
      if (believed.length > 0) return toFound(notice, believed.slice(0, MAX_RECIPIENTS))
    }
  }
  return []
}

/** In running text: who stands in the returned letter's headers, else the one who is named first. */
function likelyHits(hits: RegExpMatchArray[], returned: string): RegExpMatchArray[] {
  const headers = new Set(addressesIn(returned.slice(0, MAX_HEADERS_CHARS).toLowerCase()))
  const known = hits.filter(([, address = '']) => headers.has(tidyAddress(address).toLowerCase()))
  return known.length > 0 ? known : hits.slice(0, 1)
}

function isAddress(address: string): boolean {
  return (
    /@[^@]+\.[^@.]{2,}$/u.test(tidyAddress(address)) && !/\.(qmail|mail|local-host)$/.test(address)
  )
}

function toFound(notice: string, hits: RegExpMatchArray[]): Found[] {
  const found = new Map<string, Found>()
  hits.forEach((hit, index) => {
    const recipient = tidyAddress(hit[1] ?? '')
    const start = (hit.index ?? 0) + hit[0].length
    const end = hits[index + 1]?.index ?? notice.length
    const block = notice.slice(start, Math.max(start, Math.min(end, start + MAX_BLOCK_CHARS)))
    const line = notice.slice(hit.index ?? 0, start)
    const isTranscript = /\.\.\.\s*$/.test(line)
    const before = notice.slice(hits[index - 1]?.index ?? 0, hit.index ?? 0)
    const answer = isTranscript ? (/^<<< ([45]\d\d .*)$/m.exec(before)?.[1] ?? line) : ''
    const whole = { recipient, block: answer === line ? line + block : `${answer}\n\n${block}` }
    const key = recipient.toLowerCase()
    const known = found.get(key)
    if (!known) found.set(key, whole)
    else if (wordsIn(known.block) === '') found.set(key, whole)
  })
  return [...found.values()]
}

/** The remote server's answer to this recipient, as near as the text allows. */
function wordsAbout(recipient: string, block: string, notice: string): string {
  const own = notice
    .split('\n')
    .find((line) => line.includes(recipient) && /(^|\s|<<<|said: ?)[45]\d\d[ -]/.test(line))
  const inBlock = wordsIn(block)
  if (/[45]\d\d[ -]|\d\.\d\.\d/.test(inBlock)) return inBlock
  if (own) return answerIn(own) ?? own.trim()
  return inBlock || wordsBefore(recipient, notice) || wordsIn(notice)
}

/** What stands above the first of several recipients is about all of them. */
function headOf(notice: string, found: Found[]): string {
  const starts = found.map(({ recipient }) => notice.indexOf(recipient)).filter((at) => at >= 0)
  return notice.slice(0, Math.min(notice.length, ...starts))
}

/** An answer with its code, when there is one; else the first paragraph that says anything. */
function wordsIn(block: string): string {
  const answer = answerIn(block)
  if (answer) return answer
  const paragraphs = block.split(/\n[ \t]*\n/).map((paragraph) => paragraph.trim())
  const telling = paragraphs.filter((paragraph) => /\p{L}{3}/u.test(paragraph))
  // "because:" announces the reason and is none.
  return telling.find((paragraph) => !/^[^\n]*:$/.test(paragraph)) ?? telling[0] ?? ''
}

function answerIn(text: string): string | undefined {
  const spoken = /(?:^|[\s:<(>"'#])([45]\d\d(?:[ -]|\s)[\s\S]*)/.exec(text)?.[1]
  // A code of RFC 3463 alone stands behind its sentence as often as in front of it.
  const coded = /(?:^|[\s(#])[45]\.\d{1,3}\.\d{1,3}[\s,)-]/
  const [first, ...others] = (spoken ?? text).split(/\n[ \t]*\n/)
  const answer = spoken ? first : [first ?? '', ...others].find((each) => coded.test(each))
  return answer?.replace(/\n<<< ?/g, ' ').trim()
}

/** Notes and a few others give the reason first and the address below it. */
function wordsBefore(recipient: string, notice: string): string {
  const before = notice.slice(0, Math.max(0, notice.indexOf(recipient)))
  const lines = before.split('\n').map((line) => line.trim())
  return lines.findLast((line) => /\p{L}{3}/u.test(line)) ?? ''
}
