const DASH = /\s(?=[–—]\s)/g
const SHORT_WORD = /(?<![\p{L}\p{N}])([\p{Script=Cyrillic}]) (?=\S)/gu
const NUMBER = /(?<=\d) (?=\p{L})/gu

/**
 * A headline that breaks where a typesetter would let it: no line begins with a dash, and none
 * ends with a number, or a Cyrillic word of one letter, which lean on the word after them.
 */
export function headline(text: string): string {
  return text.replace(DASH, '\u00a0').replace(SHORT_WORD, '$1\u00a0').replace(NUMBER, '\u00a0')
}
