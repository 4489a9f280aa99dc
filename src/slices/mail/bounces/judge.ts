import { classOf, isHard, type Reason, reasonOfStatus } from './reasons.ts'
import { sentences } from './sentences.ts'
import { type BounceFinding, MAX_FINDING_WORDS_CHARS } from './types.ts'

/** What is known about one recipient before anybody has judged it. */
export interface Evidence {
  recipient: string | null
  kind: 'bounce' | 'delay'
  /** What the remote server said, or the nearest to it. */
  words: string
  /** The `Status` field of a report. */
  status?: string
  /** The report's human part: asked when the words say nothing. */
  surroundings?: string
}

/** Longest text that is searched for known sentences, in characters. */
const MAX_JUDGED_CHARS = 2000

/**
 * What the evidence means.
 *
 * Words are asked before codes: servers choose their sentences with care and their codes from a
 * list (Facebook says 5.1.1 to whom it knows well, GoDaddy to whom it finds too busy). Only
 * 5.2.1 stands above "unknown": a mailbox that is shut (RFC 3463 §3.3) may open again.
 */
export function judge(evidence: Evidence): BounceFinding {
  const { recipient, kind, surroundings = '' } = evidence
  const words = oneLine(evidence.words)
  const status = statusOf(words, evidence.status, surroundings)
  const reason = reasonFor({ words, status, surroundings: oneLine(surroundings) })
  return {
    recipient,
    kind,
    hard: kind === 'bounce' && isHard(reason),
    status,
    class: classOf(reason),
    words: shorten(words),
  }
}

/** What a server's answer in the dialogue is about, by its words and codes alone. */
export function classifyAnswer(words: string): BounceFinding['class'] {
  return judge({ recipient: null, kind: 'bounce', words }).class
}

function reasonFor(said: { words: string; status: string | null; surroundings: string }): Reason {
  const reason = reasonOfEvidence(said)
  return reason === 'perhaps_unknown' && isTemporary(said) ? 'system' : reason
}

function reasonOfEvidence(said: {
  words: string
  status: string | null
  surroundings: string
}): Reason {
  const byWords = reasonOfWords(said.words)
  const byStatus = reasonByCode(said.status)
  if (byStatus === 'disabled' && byWords === 'unknown_user') return 'disabled'
  // "Rejected" and "unavailable" fit everything; a definite code knows better.
  if (byStatus && (byWords === undefined || vague.has(byWords))) return byStatus
  if (byWords !== undefined && !vague.has(byWords)) return byWords
  return specificIn(said.surroundings) ?? byWords ?? byReply(said.words) ?? 'unclear'
}

/** A temporary code alone, without words, never says that an address is gone. */
function reasonByCode(status: string | null): Reason | undefined {
  const reason = status === null ? undefined : reasonOfStatus(status)
  if (!reason || !status?.startsWith('4') || !isHard(reason)) return reason
  return reason === 'unknown_host' || reason === 'no_mail_service' ? 'network' : 'system'
}

const vague: ReadonlySet<Reason> = new Set<Reason>([
  'perhaps_unknown',
  'policy',
  'system',
  'expired',
  'content',
])

function specificIn(surroundings: string): Reason | undefined {
  const reason = reasonOfWords(surroundings)
  return reason === 'perhaps_unknown' || reason === 'policy' ? undefined : reason
}

function isTemporary({ words, status }: { words: string; status: string | null }): boolean {
  return (status ?? replyCode(words) ?? '').startsWith('4')
}

/** Undefined when none of the sentences that servers are known to say is among the words. */
export function reasonOfWords(words: string): Reason | undefined {
  const bare = withoutNames(words)
  return sentences.find(([, patterns]) => patterns.some((pattern) => pattern.test(bare)))?.[0]
}

/**
 * Addresses and paths of web pages may contain any word at all; hosts of block lists stay. IronPort
 * puts "Unknown address error" in front of every answer, Postfix "Recipient address rejected:".
 */
function withoutNames(words: string): string {
  return words
    .replace(/(https?:\/\/[^\s/]+)\S*/gi, '$1')
    .replace(/[<("']*[^\s<>()"']+@[^\s<>()"',;:]+[>)"']*/g, '')
    .replace(/unknown address error(?= *\d{3}[ -])|recipient address rejected:/gi, '')
    .replace(/(?<=[a-z])_(?=[a-z])/gi, ' ')
    .replace(/ +/g, ' ')
}

/** A bare 550 is "mailbox unavailable", 551 "not local", 552 "exceeded storage" (RFC 5321 §4.2.3). */
function byReply(words: string): Reason | undefined {
  const code = replyCode(words)
  if (code === '552') return 'full'
  if (code === '551') return 'moved'
  if (code === '421' || code === '450' || code === '451') return 'system'
  return undefined
}

function replyCode(words: string): string | undefined {
  return /(?:^|\s)([245]\d\d)[\s-]/.exec(words)?.[1]
}

/**
 * The code of RFC 3463 that says most: the one which the remote server put behind its reply, else
 * the report's own field, else one that stands somewhere; `5.0.0` only when there is no other.
 */
function statusOf(words: string, field: string | undefined, surroundings: string): string | null {
  const found = [
    ...codesIn(words, /\b[245]\d\d[ -]#?'?([245]\.\d{1,3}\.\d{1,3})(?![\d.])/g),
    ...codesIn(words, /#([245]\.\d{1,3}\.\d{1,3})(?![\d.])/g),
    ...codesIn(field ?? '', /^\s*([245]\.\d{1,3}\.\d{1,3})(?![\d.])/g),
    ...codesIn(words, /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])/g),
    ...aroundOf(field, surroundings),
  ]
  return found.find((code) => !code.endsWith('.0.0')) ?? found[0] ?? null
}

/** Codes in the text around: of the same class as the report's own, as others are of earlier attempts. */
function aroundOf(field: string | undefined, surroundings: string): string[] {
  const around = codesIn(surroundings, /\b[245]\d\d[ -]#?([245]\.\d{1,3}\.\d{1,3})(?![\d.])/g)
  const digit = /^\s*([245])\./.exec(field ?? '')?.[1] ?? ''
  return around.filter((code) => code.startsWith(digit))
}

function codesIn(text: string, pattern: RegExp): string[] {
  const codes = [...text.matchAll(pattern)].map(([, code = '']) => code)
  // RFC 3463 §2: subjects from 0 to 7. Anything else is the number of a release.
  return codes.filter((code) => /^[245]\.[0-7]\./.test(code))
}

/** Several lines of an answer become one, without the code that each of them repeats. */
export function oneLine(text: string): string {
  return text
    .slice(0, 2 * MAX_JUDGED_CHARS)
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .replace(/^(smtp|x-[\w-]+|unix)\s*;\s*/i, '')
    .replace(/^[ .,:;)\]]+/, '')
    .trim()
    .slice(0, MAX_JUDGED_CHARS)
}

function shorten(words: string): string {
  return words.length > MAX_FINDING_WORDS_CHARS
    ? `${words.slice(0, MAX_FINDING_WORDS_CHARS - 1)}…`
    : words
}
