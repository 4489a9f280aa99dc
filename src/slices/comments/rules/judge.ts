import type { Config } from '../../../platform/config.ts'
import type { FieldError } from '../../../platform/http/fields.ts'
import type { WordList } from '../../../platform/word-list.ts'
import type { History } from '../queries.ts'
import {
  MAX_LINKS,
  MAX_PER_HOUR,
  MAX_REPEATS,
  RATE_HELD,
  type Reason,
  TOO_FAST_MS,
} from '../types.ts'
import { looksLike } from './looks-like.ts'

/** Everything that speaks for or against a comment. */
export interface Evidence {
  mode: Config['comments']
  name: string
  text: string
  /** What the site and its organisation are called. */
  ourNames: readonly string[]
  history: History
  /** How long the form was in the hands of its writer. */
  formAgeMs: number
  hasProof: boolean
  words: WordList
  spamWords: WordList
}

/**
 * - `approved`: readers see it at once
 * - `held`: a moderator decides, for these reasons
 * - `refused`: it is not kept; the writer is told what to change, and keeps what they typed
 */
export type Verdict =
  | { kind: 'approved'; reasons: Reason[] }
  | { kind: 'held'; reasons: Reason[] }
  | { kind: 'refused'; problem: FieldError }

/** Decides what becomes of a comment. Nothing is decided twice, and nothing without a reason. */
export function judge(evidence: Evidence): Verdict {
  const links = countLinks(evidence.text)
  const problem = refusal(evidence, links)
  if (problem) return { kind: 'refused', problem }

  const reasons = reasonsToWait(evidence, links)
  const clues: Reason[] = evidence.hasProof ? [] : [{ code: 'no_proof' }]
  const kind = reasons.length > 0 ? 'held' : 'approved'
  return { kind, reasons: [...reasons, ...clues] }
}

/** Whether a reason is one to wait for, or only a clue for the moderator. */
export function isClue({ code }: Reason): boolean {
  return code === 'no_proof'
}

/** Addresses of the web, also those written without `http://`. */
export function countLinks(text: string): number {
  const bare =
    '[\\p{L}\\p{N}-]+\\s?\\.\\s?(?:com|net|org|info|biz|ru|kz|xyz|top|site|online|shop)\\b'
  const pattern = new RegExp(`https?://\\S*|www\\.\\S+|\\]\\(\\S+|${bare}`, 'giu')
  return text.match(pattern)?.length ?? 0
}

function refusal({ history }: Evidence, links: number): FieldError | undefined {
  if (links > MAX_LINKS) return { key: 'comments.refused_links', values: { limit: MAX_LINKS } }
  if (history.repeats >= MAX_REPEATS) return { key: 'comments.refused_repeats' }
  if (history.inLastHour >= MAX_PER_HOUR) return { key: 'comments.refused_rate' }
  return undefined
}

function reasonsToWait(evidence: Evidence, links: number): Reason[] {
  const { mode, name, text, ourNames, history, formAgeMs, hasProof } = evidence
  const reasons: Reason[] = []
  if (mode === 'held') reasons.push({ code: 'every_comment' })
  if (!history.isKnown) reasons.push({ code: 'first_comment' })
  if (links > 0) reasons.push({ code: 'links', count: links })
  if (history.repeats > 0) reasons.push({ code: 'repeat', count: history.repeats })
  const rate = hasProof ? RATE_HELD.withProof : RATE_HELD.withoutProof
  if (history.recent >= rate) reasons.push({ code: 'rate', count: history.recent })
  if (formAgeMs < TOO_FAST_MS) reasons.push({ code: 'too_fast' })
  if (ourNames.some((ours) => looksLike(name, ours))) reasons.push({ code: 'our_name' })

  const said = `${name}\n${text}`
  const word = evidence.words.find(said)
  if (word !== undefined) reasons.push({ code: 'word', word })
  const spamWord = evidence.spamWords.find(said)
  if (spamWord !== undefined) reasons.push({ code: 'spam_word', word: spamWord })
  return reasons
}
