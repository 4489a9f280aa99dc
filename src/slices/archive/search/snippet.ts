import type { Phrase, Query } from './query.ts'
import type { ReadText } from './words.ts'

/** A part of a text; the parts in their order are the whole. */
export interface Piece {
  text: string
  isMatch: boolean
}

/** A place in a text where a phrase of the query stands. */
interface Match {
  /** Index of the phrase. */
  phrase: number
  start: number
  end: number
}

/** Lengths of a snippet in UTF-16 units: the whole, and what stands before the first match. */
const SNIPPET_CHARS = 260
const LEAD_CHARS = 60
/** How close matches must be to be shown together. */
const WINDOW_CHARS = SNIPPET_CHARS - LEAD_CHARS
/** A cut moves so far to fall between two words. */
const MAX_SHIFT_CHARS = 25
/** A word that stands everywhere is looked at so often. */
const MAX_MATCHES = 100

/** A text, or a part of it, with the places marked that answer to the query. */
export function markMatches(read: ReadText, query: Query, part = wholeOf(read)): Piece[] {
  const { text } = read
  const pieces: Piece[] = []
  let at = part.from
  for (const match of matchesIn(read, query, part)) {
    const [start, end] = [Math.max(match.start, part.from), Math.min(match.end, part.until)]
    const last = pieces.at(-1)
    if (last && start < at) {
      last.text += text.slice(at, end)
    } else {
      if (start > at) pieces.push({ text: text.slice(at, start), isMatch: false })
      pieces.push({ text: text.slice(start, end), isMatch: true })
    }
    at = Math.max(at, end)
  }
  if (at < part.until) pieces.push({ text: text.slice(at, part.until), isMatch: false })
  return pieces
}

/** Where in a text most of the query stands together, and how many of its phrases are there. */
export function findPassage(
  text: ReadText,
  query: Query,
): { start: number; found: ReadonlySet<number> } {
  const near: Match[] = []
  const found = new Set<number>()
  let seen = 0
  let best = { start: 0, phrases: 0 }
  for (const match of matchesIn(text, query)) {
    seen += 1
    found.add(match.phrase)
    near.push(match)
    while ((near[0] ?? match).start < match.start - WINDOW_CHARS) near.shift()
    const phrases = query.length === 1 ? 1 : new Set(near.map(({ phrase }) => phrase)).size
    if (phrases > best.phrases) best = { start: near[0]?.start ?? 0, phrases }
    if (phrases === query.length || seen === MAX_MATCHES) break
  }
  return { start: best.start, found }
}

/** A few lines of a text around a place, marked. */
export function snippetAt(read: ReadText, start: number, query: Query): Piece[] {
  const { text } = read
  const from = start <= LEAD_CHARS ? 0 : cutBefore(text, start - LEAD_CHARS)
  const isToEnd = from + SNIPPET_CHARS >= text.length
  const until = isToEnd ? text.length : cutBefore(text, from + SNIPPET_CHARS)
  const pieces = markMatches(read, query, withoutBlanks(text, { from, until })).map(
    ({ text, isMatch }) => ({ text: text.replace(/\s+/gu, ' '), isMatch }),
  )
  if (from > 0) pieces.unshift({ text: '… ', isMatch: false })
  if (!isToEnd) pieces.push({ text: ' …', isMatch: false })
  return pieces
}

/** A part of a text, in UTF-16 units; `until` is outside. */
interface Part {
  from: number
  until: number
}

function wholeOf({ text }: ReadText): Part {
  return { from: 0, until: text.length }
}

function withoutBlanks(text: string, { from, until }: Part): Part {
  const part = text.slice(from, until)
  const end = from + part.trimEnd().length
  return { from: Math.min(end, until - part.trimStart().length), until: end }
}

function* matchesIn(
  text: ReadText,
  query: Query,
  { from, until }: Part = wholeOf(text),
): Generator<Match> {
  const { words, beginning, phrases } = sort(query)
  for (let index = 0, last = text.tokenAt(0); last; index += 1, last = text.tokenAt(index)) {
    const { token, start, end } = last
    if (start >= until) return
    if (end <= from) continue
    const phrase = words.get(token)
    if (phrase !== undefined) yield { phrase, start, end }
    if (beginning && token.startsWith(beginning.token)) {
      yield { phrase: beginning.phrase, start, end }
    }
    for (const each of phrases) {
      const first = index + 1 - each.tokens.length
      if (mayEnd(each, token) && standsAt(text, first, each)) {
        yield { phrase: each.phrase, start: text.tokenAt(first)?.start ?? start, end }
      }
    }
  }
}

/** Tells most tokens apart at once. */
function mayEnd({ last, isBeginning }: { last: string; isBeginning: boolean }, token: string) {
  return isBeginning ? token.startsWith(last) : token === last
}

function standsAt(text: ReadText, from: number, { tokens, isBeginning }: Phrase): boolean {
  return tokens.every((wanted, index) => {
    const token = text.tokenAt(from + index)?.token
    return isBeginning && index === tokens.length - 1 ? token?.startsWith(wanted) : token === wanted
  })
}

/** The query by the kinds of its phrases, because single words are by far the most. */
function sort(query: Query) {
  const all = query.map((each, phrase) => ({ ...each, phrase }))
  const singles = all.filter(({ tokens }) => tokens.length === 1)
  const words = singles.filter(({ isBeginning }) => !isBeginning)
  const [beginning] = singles.filter(({ isBeginning }) => isBeginning)
  const phrases = all.filter(({ tokens }) => tokens.length > 1)
  return {
    words: new Map(words.map(({ tokens, phrase }) => [tokens[0] ?? '', phrase])),
    beginning: beginning && { token: beginning.tokens[0] ?? '', phrase: beginning.phrase },
    phrases: phrases.map((each) => ({ ...each, last: each.tokens.at(-1) ?? '' })),
  }
}

/** Between two words if there is a blank near, and never within a character. */
function cutBefore(text: string, place: number): number {
  const near = text.slice(place - MAX_SHIFT_CHARS, place)
  const blank = near.search(/\s\S*$/u)
  if (blank >= 0) return place - near.length + blank + 1
  return /[\udc00-\udfff]/.test(text[place] ?? '') ? place - 1 : place
}
