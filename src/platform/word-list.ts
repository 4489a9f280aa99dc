/** Finds words and phrases in a text, as whole words, whatever their case and spelling of width. */
export interface WordList {
  /** The first entry that occurs, as it stands in the list. */
  find(text: string): string | undefined
}

/** In these scripts words are not set apart by spaces, so they are looked for anywhere. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}\p{Script=Myanmar}]/u
/** Entries that begin or end with a sign are parts of addresses, also looked for anywhere. */
const PART = /^[^\p{L}\p{M}\p{N}]|[^\p{L}\p{M}\p{N}]$/u

/** Whole words cost as much as the text has words, however long the list is. */
export function createWordList(entries: readonly string[]): WordList {
  const byFirstWord = new Map<string, { words: string[]; entry: string }[]>()
  const anywhere: { part: string; entry: string }[] = []
  for (const entry of entries) {
    const words = wordsOf(entry)
    const [first] = words
    if (first === undefined) continue
    if (UNSPACED.test(entry) || PART.test(entry)) anywhere.push({ part: fold(entry), entry })
    else byFirstWord.set(first, [...(byFirstWord.get(first) ?? []), { words, entry }])
  }

  return {
    find(text) {
      const words = wordsOf(text)
      for (const [index, word] of words.entries()) {
        const found = byFirstWord
          .get(word)
          ?.find((phrase) => phrase.words.every((part, offset) => words[index + offset] === part))
        if (found) return found.entry
      }
      const folded = fold(text)
      return anywhere.find(({ part }) => folded.includes(part))?.entry
    },
  }
}

function wordsOf(text: string): string[] {
  return fold(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim()
}
