import { createWordList } from '../../../platform/word-list.ts'
import type { LetterText } from '../../appeals/index.ts'
import type { HoldRule } from '../types.ts'
import { threatPhrases } from './threat-phrases.ts'

/** What speaks for letting a person read a letter first. */
export interface Evidence {
  subject: string
  text: string
  /** What the appeal offers to start from; whoever changes nothing is never held. */
  templates: readonly Pick<LetterText, 'text'>[]
  /** Hosts that the site and the appeal themselves name. */
  knownHosts: () => readonly string[]
  /** Letters with these very words from one network within the hour, this one included. */
  copies: number
}

/** From so many copies of one text on, a person looks at them. A class that writes together is smaller. */
export const MAX_COPIES = 10
/** In capitals: so many letters, and of them such a part. Names of organisations are shorter. */
const SHOUTED = { minLetters: 60, part: 0.7 }
/** No word is longer, in any language; what is, was not written to be read. */
const MAX_WORD_CHARS = 120
/** Of what is not a space, such a part at least are letters or digits. */
const MIN_READABLE = 0.5
const MIN_GARBAGE_CHARS = 20

const threats = createWordList(threatPhrases)

/**
 * The rules by which a person reads a letter before it may leave. There are five, and each is told
 * to the writer and to the moderator. None of them refuses a letter.
 */
export function findHoldRules(evidence: Evidence): HoldRule[] {
  const { subject, text, templates } = evidence
  const words = `${subject}\n${text}`
  if (templates.some((template) => isSame(template.text, text))) return []
  const applies: Record<HoldRule, boolean> = {
    threat: threats.find(words) !== undefined,
    links: hasUnknownHost(words, evidence.knownHosts),
    shouting: isShouted(text),
    garbage: isGarbage(text),
    repeat: evidence.copies > MAX_COPIES,
  }
  return (Object.keys(applies) as HoldRule[]).filter((rule) => applies[rule])
}

/** Hosts of web addresses in a text, also of those written without `https://`. */
export function hostsIn(text: string): string[] {
  const pattern =
    /(?:https?:\/\/|\bwww\.)([\p{L}\p{N}.-]+)|\b((?:[\p{L}\p{N}-]+\.)+(?:com|net|org|info|biz|io|ly|me|ru|kz|xyz|top|site|online|shop|click))\b(?!@)/giu
  const found = [...text.matchAll(pattern)].map(([, linked, bare]) => linked ?? bare ?? '')
  return [...new Set(found.map((host) => host.toLowerCase().replace(/^www\.|\.$/g, '')))]
}

function hasUnknownHost(text: string, known: () => readonly string[]): boolean {
  const hosts = hostsIn(withoutAddresses(text))
  if (hosts.length === 0) return false
  const trusted = known()
  return hosts.some((host) => !trusted.some((each) => host === each || host.endsWith(`.${each}`)))
}

/** An e-mail address is a way to answer, and leads nowhere by a click. */
function withoutAddresses(text: string): string {
  return text.replace(/[^\s@<>()]+@[^\s@<>()]+/g, ' ')
}

function isShouted(text: string): boolean {
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0
  const small = text.match(/\p{Ll}/gu)?.length ?? 0
  return capitals >= SHOUTED.minLetters && capitals / (capitals + small) >= SHOUTED.part
}

function isGarbage(text: string): boolean {
  const solid = text.replace(/\s/g, '')
  if (solid.length < MIN_GARBAGE_CHARS) return false
  const readable = solid.match(/[\p{L}\p{M}\p{N}]/gu)?.length ?? 0
  if (readable / [...solid].length < MIN_READABLE) return true
  return withoutUnspaced(text)
    .split(/\s+/)
    .some((word) => word.length > MAX_WORD_CHARS)
}

/** Scripts that set no spaces between words have long runs by nature; web addresses have them, too. */
function withoutUnspaced(text: string): string {
  return text
    .replace(/https?:\/\/\S+/g, ' ')
    .replace(
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}\p{Script=Myanmar}]/gu,
      ' ',
    )
}

function isSame(one: string, other: string): boolean {
  return one.replace(/\s+/g, ' ').trim() === other.replace(/\s+/g, ' ').trim()
}
