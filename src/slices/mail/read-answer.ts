import { isSameMailbox } from './address.ts'
import { looksReturned } from './return-address.ts'
import type { ComposedMessage, DeferralCause, Outcome, RefusalReason } from './types.ts'

/** What the transport tells of an attempt that failed. */
export interface SmtpFailure {
  /** Kind of failure, such as `ETIMEDOUT` or `EENVELOPE`. */
  code?: string
  /** The SMTP command that was in flight: `CONN`, `EHLO`, `AUTH …`, `MAIL FROM`, `RCPT TO`, `DATA`. */
  command?: string
  responseCode?: number
  /** The whole answer, several lines perhaps; missing when there was none. */
  response?: string
}

const MAX_WORDS_CHARS = 300

/** RFC 5321 §4.5.3.1.5 gives an answer 512 characters a line; whoever says much more is not read on. */
const MAX_READ_CHARS = 2000

/**
 * What a failed attempt means for the message.
 *
 * Only an answer to `RCPT TO` or to the message itself (`DATA`) says something about the recipient.
 * Whatever a server says before that (greeting, EHLO, login, our sender address) is said to us:
 * a wrong password must not make an embassy look as if it refused a citizen. The same
 * goes for "relaying denied" and "authentication required", which our own server says at `RCPT
 * TO`, and for 500 to 504, which mean that the two sides misunderstand each other
 * (RFC 5321 §4.2.4). All of these are tried again, because they end when an operator mends them.
 *
 * @returns undefined when it is no failure of a mail server, but a bug
 */
export function readFailure(failure: SmtpFailure, message: ComposedMessage): Outcome | undefined {
  const { code = '', command = '', responseCode } = failure
  const response = failure.response?.slice(0, MAX_READ_CHARS)
  if (responseCode === undefined || response === undefined) {
    const words = silentFailures[code]
    const cause = code === 'EAUTH' || code === 'ENOAUTH' ? 'our_side' : 'connection'
    return words === undefined ? undefined : { kind: 'deferred', cause, words }
  }
  const words = cleanWords(response, message)
  const isAboutMessage = command === 'RCPT TO' || command === 'DATA'
  const deferred = (cause: DeferralCause): Outcome => ({
    kind: 'deferred',
    cause,
    code: responseCode,
    words,
  })
  // 421 closes the channel, whatever was asked (RFC 5321 §3.8).
  if (responseCode === 421) return deferred('connection')
  if (!isAboutMessage || isAboutUs(responseCode, response)) return deferred('our_side')
  if (responseCode < 500) return deferred('their_side')
  return { kind: 'refused', reason: refusalReason(response), code: responseCode, words }
}

/**
 * What a server said, fit to be kept and shown: one line of limited length, without the addresses
 * of persons. The addressee of a letter is an office, so its address may stay.
 */
export function cleanWords(response: string, { kind, envelope }: ComposedMessage): string {
  // Whoever knows the return address of a letter could make it look as if it had come back.
  const own = looksReturned(envelope.from) ? [] : [envelope.from]
  const known = kind === 'letter' ? [...own, envelope.to] : own
  const line = response
    .slice(0, MAX_READ_CHARS)
    .replace(/\r?\n\d{3}[ -](\d\.\d{1,3}\.\d{1,3} )?/g, ' ')
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .replace(/[^\s<>"(),:;]+@[^\s<>"(),:;]+/g, (address) =>
      known.some((each) => isSameMailbox(each, address.replace(/[.'\]]+$/, ''))) ? address : '[…]',
    )
    .trim()
  return line.length > MAX_WORDS_CHARS ? `${line.slice(0, MAX_WORDS_CHARS - 1)}…` : line
}

/** Failures in which the server said nothing that could be quoted. */
const silentFailures: Record<string, string> = {
  EABORT: 'The mail server took too long',
  EAUTH: 'The mail server did not let us log in',
  ECONNECTION: 'The mail server broke the connection off',
  EDNS: 'The name of the mail server was not found',
  ENOAUTH: 'The mail server wants a login, and none is configured',
  EPROTOCOL: 'The mail server gave an answer that makes no sense',
  ESOCKET: 'The connection to the mail server failed',
  ETIMEDOUT: 'The mail server did not answer in time',
  ETLS: 'No encrypted connection to the mail server came about',
}

function isAboutUs(code: number, response: string): boolean {
  if (code >= 500 && code <= 504) return true
  if ([530, 534, 535, 538].includes(code)) return true
  return (
    /^\d{3}[ -]5\.7\.(8|9|11)\b/.test(response) ||
    /relay(ing)? (access )?(is )?(denied|not permitted|prohibited)|(unable|not (allowed|permitted)) to relay|authentication (is )?required|must authenticate|not owned by user/i.test(
      response,
    )
  )
}

/**
 * RFC 3463 codes first, where the server gives one that says something; else the words that
 * servers are known to use. A bare 550 may be either, so it stays `other`.
 */
function refusalReason(response: string): RefusalReason {
  const status = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] ?? ''
  if (status.startsWith('5.7.')) return 'policy'
  // 5.1.x, and two that large providers give for a mailbox which is not there.
  if (/^5\.1\.(1|2|3|6|10)$|^5\.2\.1$|^5\.4\.1$/.test(status)) return 'unknown_address'
  if (policyWords.test(response)) return 'policy'
  if (unknownAddressWords.test(response)) return 'unknown_address'
  return 'other'
}

const policyWords =
  /spam|block(ed|ing| ?list)|black ?list|deny ?list|banned|polic(y|ies)|reputation|\b(dns|r)bl\b|spamhaus|barracuda|junk|bulk|unsolicited|dmarc|\bspf\b|dkim|prohibited|content (was )?reject|access denied|not authori[sz]ed|security reasons/i

const unknownAddressWords =
  /(unknown|no such|invalid|nonexistent|non-existent|unrouteable) (local )?(user|mailbox|recipient|address|account|part)|(user|mailbox|recipient|address|account)( \S+)? (is |was )?(unknown|not found|unavailable|disabled|inactive|invalid|not exist)|does(n't| not) (exist|have)|no mailbox|not a valid (user|mailbox|recipient)|mailbox not local/i
