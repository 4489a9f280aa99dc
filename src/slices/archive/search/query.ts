import { isUnparted, type Word, wordsOf } from './words.ts'

/** Tokens that stand side by side in a text. */
export interface Phrase {
  tokens: readonly string[]
  /** Whether the last token may be the beginning of a longer word. */
  isBeginning: boolean
}

/** What to look for: every phrase has to occur. No phrase at all finds nothing. */
export type Query = readonly Phrase[]

/** What a person types is cut here, in UTF-16 units. */
export const MAX_QUERY_CHARS = 200
const MAX_PHRASES = 12
/** A single letter begins too many words to be of help. */
const MIN_BEGINNING_CHARS = 2

/**
 * Reads what somebody typed. There is no syntax to get wrong: all words are looked for, the last
 * also as the beginning of a word; what stands in quotation marks is looked for as it stands.
 */
export function parseQuery(text: string): Query {
  const parts = text.slice(0, MAX_QUERY_CHARS).split(/["“”„«»「」]/u)
  const found = parts.flatMap((part, index) => {
    // A quotation that is not closed is none.
    const isQuoted = index % 2 === 1 && index < parts.length - 1
    return (isQuoted ? [part] : part.split(/\s+/u)).flatMap(phrasesOf)
  })
  const phrases = [...new Map(found.map((tokens) => [tokens.join(' '), tokens])).values()]
  const isOpenEnded = parts.at(-1)?.trim() !== ''
  return phrases.slice(0, MAX_PHRASES).map((tokens, index, all) => {
    const last = tokens.at(-1) ?? ''
    const mayGoOn = last.length >= MIN_BEGINNING_CHARS || isUnparted(last)
    return { tokens, isBeginning: isOpenEnded && index === all.length - 1 && mayGoOn }
  })
}

/** Whether the phrase stands among the tokens of one text. */
export function holdsPhrase(text: readonly string[], { tokens, isBeginning }: Phrase): boolean {
  const last = tokens.length - 1
  return text.some((_, from) =>
    tokens.every((wanted, index) => {
      const token = text[from + index]
      return isBeginning && index === last ? token?.startsWith(wanted) : token === wanted
    }),
  )
}

/** A run without blanks is a phrase of its own, because the index breaks off after it. */
function phrasesOf(text: string): string[][] {
  const phrases: string[][] = []
  let previous: Word | undefined
  for (const word of wordsOf(text)) {
    const isOfSameRun = word.isPair
      ? previous?.isPair && word.start < previous.end
      : previous?.isPair === false
    if (isOfSameRun) phrases.at(-1)?.push(...word.tokens)
    else phrases.push([...word.tokens])
    previous = word
  }
  return phrases
}
