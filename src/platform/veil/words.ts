import { foldName } from './fold-name.ts'
import { type Form, type Part, wordPattern } from './forms.ts'
import type { TextView } from './view.ts'

/** A part of a name that a word may be; `usual` when by the spellings most in use. */
export interface Hit {
  form: number
  part: number
  usual: boolean
}

/** A word of a view. */
export interface NameWord {
  start: number
  end: number
  folded: string
  hits: readonly Hit[]
  /** One letter, or what one letter of another script becomes. */
  isInitial: boolean
  isCapital: boolean
  /** The word holds a whole name written together. */
  joined?: number
}

const MAX_KNOWN = 50_000
const MAX_INITIAL_CHARS = 2
/** Of short parts only the usual spellings count: in others they are too like common words. */
const MIN_ANY_SOUNDS = 4

/** Finds out which words of texts may be parts of names; remembers those met before. */
export function createWordReader(forms: readonly Form[]) {
  const parts = forms.flatMap((form, formIndex) =>
    form.parts.map((part, partIndex) => ({ part, form: formIndex, index: partIndex })),
  )
  const byBeginning = Map.groupBy(
    parts.flatMap((one) => [...one.part.begins].map((letter) => ({ letter, one }))),
    ({ letter }) => letter,
  )
  const anyJoined = forms.flatMap(({ joined }, index) => (joined ? { ...joined, index } : []))
  const known = new Map<string, readonly NameWord[]>()

  function read(word: string, start: number): NameWord {
    const folded = foldName(word)
    const likely = byBeginning.get(folded[0] ?? '') ?? []
    const hits = likely.flatMap(({ one }) => hitOf(one, folded))
    const joined =
      hits.length > 0
        ? undefined
        : anyJoined.find((one) => folded.length >= one.minChars && one.pattern.test(folded))
    return {
      start,
      end: start + word.length,
      folded,
      hits,
      isInitial: word.length <= MAX_INITIAL_CHARS && /^\p{L}\P{L}*$/u.test(word),
      isCapital: !/^\p{Ll}/u.test(word),
      ...(joined && { joined: joined.index }),
    }
  }

  /** The words of a run of letters, their places counted from its beginning. */
  function wordsIn(run: string): readonly NameWord[] {
    const found = known.get(run)
    if (found) return found
    const made = partRun(run, read)
    if (known.size >= MAX_KNOWN) known.clear()
    known.set(run, made)
    return made
  }

  /** None at all where no word of the text can be part of a name. */
  return ({ text }: TextView): NameWord[] => {
    const runs: Array<{ words: readonly NameWord[]; index: number }> = []
    let isNamed = false
    for (const { 0: run, index } of text.matchAll(wordPattern)) {
      const words = wordsIn(run)
      isNamed ||= words.some(({ hits, joined }) => hits.length > 0 || joined !== undefined)
      runs.push({ words, index })
    }
    if (!isNamed) return []
    return runs.flatMap(({ words, index }) =>
      words.map((word) => ({ ...word, start: index + word.start, end: index + word.end })),
    )
  }
}

/**
 * A run of letters as words: without the quotes around it, without what follows an apostrophe
 * (Ivanov’s) and, where it is no name as it is, parted before its capital letters (IvanIvanov).
 */
function partRun(run: string, read: (word: string, start: number) => NameWord): NameWord[] {
  const whole = run.replace(quotesAtEnd, '')
  const stem = whole.replace(afterApostrophe, '')
  const [readWhole, readStem] = [read(whole, 0), read(stem, 0)]
  if (readStem.hits.length > 0) return [readStem]
  if (readWhole.hits.length > 0 || !innerCapital.test(whole)) return [readWhole]
  return [...whole.matchAll(camelPiece)].map((piece) => read(piece[0], piece.index))
}

const quotesAtEnd = /['’‘ʼʻʹ`´]+$/u
const afterApostrophe = /['’‘ʼʻ`´]\p{L}{1,4}$/u
const innerCapital = /\p{Ll}\p{Lu}/u
const camelPiece = /\p{Lu}?[^\p{Lu}]+|\p{Lu}+(?!\p{Ll})/gu

function hitOf(
  { part, form, index }: { part: Part; form: number; index: number },
  folded: string,
): Hit | [] {
  const usual = part.usual.test(folded)
  const isAny = usual || (part.weight >= MIN_ANY_SOUNDS && part.any.test(folded))
  return isAny ? { form, part: index, usual } : []
}
