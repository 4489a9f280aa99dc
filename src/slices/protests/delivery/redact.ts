/** Servers seldom say more; some repeat the whole message. */
const MAX_WORDS_CHARS = 500

/**
 * What a mail server said, fit to be stored and shown: one line, cut to length, without what the
 * writer gave us (address, name) and without encoded headers, which servers like to repeat.
 */
export function redactWords(words: string, ...writersOwn: string[]): string {
  return hideOwn(words.replace(/[\p{Cc}\p{Z}]+/gu, ' ').trim(), ...writersOwn)
    .replace(/=\?[^?\s]{1,30}\?[bq]\?[^?\s]*(\?=)?/gi, '…')
    .slice(0, MAX_WORDS_CHARS)
}

/** A text without what the writer gave us: their address, their name, each word of it. */
export function hideOwn(text: string, ...writersOwn: string[]): string {
  const names = writersOwn.flatMap((own) => [own, ...(own.includes('@') ? [] : own.split(/\s+/))])
  return names
    .filter((own) => own.length >= MIN_OWN_CHARS)
    .sort((a, b) => b.length - a.length)
    .reduce(withoutWord, text)
}

/** A single letter tells nothing, and stands in every sentence. */
const MIN_OWN_CHARS = 2

function withoutWord(line: string, word: string): string {
  const pattern = `(?<![\\p{L}\\p{N}])${RegExp.escape(word)}(?![\\p{L}\\p{N}])`
  return line.replaceAll(new RegExp(pattern, 'giu'), '…')
}
