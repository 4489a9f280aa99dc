import type { Secrets } from '../../../platform/secrets.ts'

/** Bytes of a sketch. The error of a likeness is about six hundredths. */
export const SKETCH_BYTES = 64

/** Words that make one wording. */
const WORDS = 3
/** Longer texts are compared by their beginning; a letter is not longer. */
const MAX_WORDS = 2500

/**
 * The sketch of a text: of its wordings (three words in a row) the smallest of each of 64 different
 * orders, and of these the last byte only (b-bit minwise hashing, Li and König 2010). Two sketches
 * agree in about as many bytes as the texts share wordings.
 *
 * The orders hang on the secret key. What was written cannot be read from a byte of a minimum, and without
 * the key nobody can even try out whether a text is the one.
 *
 * @returns undefined for a text without words
 */
export function sketchOf(secrets: Pick<Secrets, 'numbers'>, text: string): Uint8Array | undefined {
  const wordings = wordingsOf(text)
  if (wordings.length === 0) return undefined
  const numbers = secrets.numbers('letter-likeness', wordings)
  const sketch = new Uint8Array(SKETCH_BYTES)
  for (let order = 0; order < SKETCH_BYTES; order += 1) {
    let least = 0xffffffff
    for (const number of numbers) least = Math.min(least, reorder(number, order))
    sketch[order] = least & 0xff
  }
  return sketch
}

/** How many wordings two texts share, from 0 (none) to 1 (all), as far as their sketches tell. */
export function likenessOf(agreeing: number): number {
  // One byte in 256 agrees by chance.
  return Math.max(0, (agreeing / SKETCH_BYTES - 1 / 256) / (255 / 256))
}

/** Bytes in which a sketch agrees with the one that begins at an offset of many. */
export function countAgreeing(sketch: Uint8Array, many: Uint8Array, offset: number): number {
  let agreeing = 0
  for (let index = 0; index < SKETCH_BYTES; index += 1) {
    if (sketch[index] === many[offset + index]) agreeing += 1
  }
  return agreeing
}

/** The words of a text, without case, marks and punctuation. */
export function wordsOf(text: string): string[] {
  const folded = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return folded.match(/[\p{L}\p{N}]+/gu)?.slice(0, MAX_WORDS) ?? []
}

function wordingsOf(text: string): string[] {
  const words = wordsOf(text)
  const last = Math.max(0, words.length - WORDS)
  const wordings = words.slice(0, last + 1).map((_, at) => words.slice(at, at + WORDS).join(' '))
  return [...new Set(wordings)]
}

/** The place of a number in one of the orders: mixed with the order's number (murmur3's finish). */
function reorder(number: number, order: number): number {
  let mixed = number ^ Math.imul(order + 1, 0x9e3779b1)
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
