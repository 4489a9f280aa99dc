import { foldWord } from '../../../platform/i18n/fold.ts'

/** A piece of a text and what the search knows it by. */
export interface Word {
  /** Ends in UTF-16 units; `end` is outside. */
  start: number
  end: number
  /** Folded letters and digits; one token for most words. */
  tokens: readonly string[]
  /** Two neighbours of a run without blanks, or a run of one. */
  isPair: boolean
}

/** Longer tokens are cut, in texts and in queries alike. */
const MAX_TOKEN_CHARS = 40

/**
 * The words of a text. Where a script does not part words (Chinese, Japanese, Thai …), and in
 * Korean, which joins particles to them, every two neighbouring characters are a word: 北京大学 is
 * 北京, 京大, 大学. Such words overlap.
 */
export function* wordsOf(text: string): Generator<Word> {
  let start = 0
  while (start < text.length) {
    const plainEnd = endOfPlainWord(text, start)
    const end = plainEnd || endOfWord(text, start)
    if (end > start) {
      const run = text.slice(start, end)
      if (!plainEnd && isUnparted(run)) {
        yield* pairsOf(run, start)
      } else {
        const tokens = tokensOfWord(run)
        if (tokens.length > 0) yield { start, end, tokens, isPair: false }
      }
    }
    start = Math.max(end, start + 1)
  }
}

/** A token, and where in the text its word stands. */
export interface PlacedToken {
  token: string
  start: number
  end: number
}

/** A text that is looked through many times: its words are found once, as far as anybody has read. */
export interface ReadText {
  readonly text: string
  /** Undefined behind the last one. */
  tokenAt(index: number): PlacedToken | undefined
}

export function createReadText(text: string): ReadText {
  const placed: PlacedToken[] = []
  const unread = wordsOf(text)
  return {
    text,
    tokenAt(index) {
      while (index >= placed.length) {
        const { value: word, done } = unread.next()
        if (done) return undefined
        const { start, end } = word
        for (const token of word.tokens) placed.push({ token, start, end })
      }
      return placed[index]
    },
  }
}

/**
 * The tokens of a text in their order, to be put into the index. The last character of a run
 * without blanks stands alone as well, so that each character can be found by itself.
 */
export function indexTokensOf(text: string): string[] {
  const tokens: string[] = []
  let last: Word | undefined
  for (const word of wordsOf(text)) {
    if (last && word.start >= last.end) tokens.push(...tailOf(last))
    tokens.push(...word.tokens)
    last = word
  }
  if (last) tokens.push(...tailOf(last))
  return tokens
}

/** Whether there is a character of a script that does not part words, or of Hangul. */
export function isUnparted(text: string): boolean {
  return unparted.test(text)
}

const APOSTROPHE = "['’‘`´]"
const SILENT = String.raw`\u00ad\u200c-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff`
const SCRIPTS = ['Han', 'Hiragana', 'Katakana', 'Hangul', 'Thai', 'Lao', 'Khmer', 'Myanmar']
  .map((script) => `\\p{Script=${script}}`)
  .join('')
const UNPARTED = String.raw`[[\p{L}\p{N}\p{M}]&&[${SCRIPTS}]]`
/** Plain letters come first, because they are the most and the quickest to tell. */
const LETTERS = String.raw`(?:[a-zA-Z0-9]+|[[\p{L}\p{N}\p{M}${SILENT}]--[a-zA-Z0-9${SCRIPTS}]])+`

const unparted = new RegExp(UNPARTED, 'v')

/**
 * A run of letters and digits, which may have apostrophes inside, or a run of a script without
 * blanks.
 */
const wordPattern = new RegExp(
  `${LETTERS}(?:${APOSTROPHE}${LETTERS})*|${UNPARTED}[${UNPARTED}ー〆ﾞﾟ\\u3099\\u309a]*`,
  'vy',
)

/** Letters and digits of Latin and Cyrillic by their code: most texts are made of them. */
const PLAIN_CODES = 0x530
const plain = Uint8Array.from({ length: PLAIN_CODES }, (_, code) =>
  /[0-9\p{Script=Latin}\p{Script=Cyrillic}]/u.test(String.fromCharCode(code)) &&
  /[\p{L}0-9]/u.test(String.fromCharCode(code))
    ? 1
    : 0,
)

/**
 * Where the word of plain letters that begins here ends, so far as that can be told without the
 * pattern, which costs several times as much; else 0.
 */
function endOfPlainWord(text: string, start: number): number {
  let end = start
  while (plain[text.charCodeAt(end)] === 1) end += 1
  const next = text.charCodeAt(end)
  const mayGoOn = next === 0x27 || next === 0x60 || (next >= 0x80 && next !== 0xa0)
  return end > start && !mayGoOn ? end : 0
}

/** Where the word that begins here ends; at `start` when none does. */
function endOfWord(text: string, start: number): number {
  const code = text.charCodeAt(start)
  if (code < 0x80 && plain[code] === 0) return start
  wordPattern.lastIndex = start
  return wordPattern.test(text) ? wordPattern.lastIndex : start
}

/** The English ’s. */
const possessive = new RegExp(`(?<=.)${APOSTROPHE}[sS]$`, 'u')
/** Short words that lean on the next one: l’appel, qu’elle. Elsewhere (Sana’a) it is one word. */
const leaning = new RegExp(`^(qu|.)${APOSTROPHE}`, 'iu')

const MAX_KNOWN = 20_000
const known = new Map<string, readonly string[]>()

function tokensOfWord(word: string): readonly string[] {
  const found = known.get(word)
  if (found) return found
  const folded = foldWord(word.replace(possessive, '').replace(leaning, '$1 '))
  const tokens = folded.split(/[^\p{L}\p{N}\p{M}]+/u).flatMap((token) => cut(token) || [])
  if (known.size >= MAX_KNOWN) known.clear()
  if (word.length <= MAX_TOKEN_CHARS) known.set(word, tokens)
  return tokens
}

function cut(token: string): string {
  return token.length > MAX_TOKEN_CHARS ? [...token].slice(0, MAX_TOKEN_CHARS).join('') : token
}

/** A letter with the marks that belong to it. */
const characters = /\P{M}\p{M}*|\p{M}+/gu

function* pairsOf(run: string, start: number): Generator<Word> {
  const folded = foldWord(run).match(characters) ?? []
  const written = run.match(characters) ?? []
  // Where folding joined or parted characters, the run is one word as far as places go.
  const isAligned = folded.length === written.length
  const end = start + run.length
  if (folded.length < 2) yield { start, end, tokens: folded, isPair: true }
  let place = start
  for (let index = 0; index + 1 < folded.length; index += 1) {
    const tokens = [`${folded[index]}${folded[index + 1]}`]
    const [first = '', second = ''] = [written[index], written[index + 1]]
    const pairEnd = place + first.length + second.length
    const span = isAligned ? { start: place, end: pairEnd } : { start, end }
    yield { ...span, tokens, isPair: true }
    place += first.length
  }
}

function tailOf({ tokens, isPair }: Word): string[] {
  return isPair ? (tokens[0]?.match(characters)?.slice(1) ?? []) : []
}
