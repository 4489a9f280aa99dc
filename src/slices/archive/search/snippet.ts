import type { Query } from './query.ts'
import { type Word, wordsOf } from './words.ts'

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

/** A text with the places marked that answer to the query. */
export function markMatches(text: string, query: Query): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const { start, end } of matchesIn(text, query)) {
    const last = pieces.at(-1)
    if (last && start < at) {
      last.text += text.slice(at, end)
    } else {
      if (start > at) pieces.push({ text: text.slice(at, start), isMatch: false })
      pieces.push({ text: text.slice(start, end), isMatch: true })
    }
    at = Math.max(at, end)
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isMatch: false })
  return pieces
}

/** Where in a text most of the query stands together, and how many of its phrases are there. */
export function findPassage(text: string, query: Query): { start: number; found: Set<number> } {
  const matches: Match[] = []
  const found = new Set<number>()
  let first = 0
  let best = { start: 0, phrases: 0 }
  for (const match of matchesIn(text, query)) {
    matches.push(match)
    found.add(match.phrase)
    while ((matches[first] ?? match).start < match.start - WINDOW_CHARS) first += 1
    const phrases = new Set(matches.slice(first).map(({ phrase }) => phrase)).size
    if (phrases > best.phrases) best = { start: matches[first]?.start ?? 0, phrases }
    if (phrases === query.length || matches.length === MAX_MATCHES) break
  }
  return { start: best.start, found }
}

/** A few lines of a text around a place, marked. */
export function snippetAt(text: string, start: number, query: Query): Piece[] {
  const from = start <= LEAD_CHARS ? 0 : cutBefore(text, start - LEAD_CHARS)
  const isToEnd = from + SNIPPET_CHARS >= text.length
  const until = isToEnd ? text.length : cutBefore(text, from + SNIPPET_CHARS)
  const excerpt = text.slice(from, until).replace(/\s+/gu, ' ').trim()
  const pieces = markMatches(excerpt, query)
  if (from > 0) pieces.unshift({ text: '… ', isMatch: false })
  if (!isToEnd) pieces.push({ text: ' …', isMatch: false })
  return pieces
}

function* matchesIn(text: string, query: Query): Generator<Match> {
  const { words, beginning, phrases, longest } = sort(query)
  const recent: { token: string; word: Word }[] = []
  for (const word of wordsOf(text)) {
    const { start, end } = word
    for (const token of word.tokens) {
      const phrase = words.get(token)
      if (phrase !== undefined) yield { phrase, start, end }
      if (beginning && token.startsWith(beginning.token)) {
        yield { phrase: beginning.phrase, start, end }
      }
      if (longest === 0) continue
      recent.push({ token, word })
      if (recent.length > longest) recent.shift()
      for (const { tokens, isBeginning, phrase } of phrases) {
        const first = recent.length - tokens.length
        const isThere = tokens.every((wanted, index) => {
          const seen = recent[first + index]?.token
          return isBeginning && index === tokens.length - 1
            ? seen?.startsWith(wanted)
            : seen === wanted
        })
        if (isThere) yield { phrase, start: recent[first]?.word.start ?? 0, end }
      }
    }
  }
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
    phrases,
    longest: Math.max(0, ...phrases.map(({ tokens }) => tokens.length)),
  }
}

/** Between two words if there is a blank near, and never within a character. */
function cutBefore(text: string, place: number): number {
  const near = text.slice(place - MAX_SHIFT_CHARS, place)
  const blank = near.search(/\s\S*$/u)
  if (blank >= 0) return place - near.length + blank + 1
  return /[\udc00-\udfff]/.test(text[place] ?? '') ? place - 1 : place
}
