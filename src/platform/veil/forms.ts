import { foldName } from './fold-name.ts'
import { hasOtherMeaning, isShapedAsSurname } from './other-meanings.ts'
import { type PartPatterns, readPart } from './sounds.ts'
import type { HiddenName, ShownName } from './types.ts'

/**
 * When a part of a name that stands alone is hidden: always, with a capital letter, or with a
 * capital letter where it is plain that the person is meant.
 */
export type Alone = 'always' | 'capital' | 'beside'

export interface Part extends PartPatterns {
  written: string
  alone: Alone
  /** What an initial before or after makes a full name of. */
  isSurname: boolean
}

/** A name in one spelling. */
export interface Form {
  /** The place of the hidden name in the list; undefined for somebody who may be named. */
  hidden?: HiddenName
  parts: readonly Part[]
  /** All parts written together: `#FreeIvanIvanov`. */
  joined?: { pattern: RegExp; minChars: number }
  /** For scripts that do not part words: the name as it is. */
  unparted?: RegExp
}

/** Letters that scripts without blanks between words are written in. */
const unpartedScript =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** What can stand for a word: letters with marks and apostrophes inside. */
export const wordPattern = /\p{L}[\p{L}\p{M}'’‘ʼʻʹ`´\u0640]*/gu

const MIN_JOINED_SOUNDS = 7

export function formsOf(name: HiddenName | ShownName): Form[] {
  const hidden = 'id' in name ? { hidden: name } : {}
  return name.spellings.flatMap((spelling) => {
    if (unpartedScript.test(spelling))
      return { ...hidden, parts: [], unparted: asWritten(spelling) }
    const words = orderedWords(spelling)
    if (words.length === 0) return []
    const parts = words.map((word) => partOf(word, words))
    return { ...hidden, parts, ...joinedPattern(parts) }
  })
}

/** Given names first: what stands before a comma is the surname. */
function orderedWords(spelling: string): string[] {
  const [surname = '', ...rest] = spelling.split(',')
  const ordered = rest.length > 0 ? `${rest.join(' ')} ${surname}` : spelling
  return [...ordered.normalize('NFC').matchAll(wordPattern)]
    .map(([word]) => word.replace(/['’‘ʼʻʹ`´]+$/u, ''))
    .filter((word) => foldName(word).length > 1 && !kinship.test(foldName(word)))
}

/** Son and daughter of: part of many names, and nobody's. */
const kinship = /^(?:[ou]gl[iu]|uli|k[iu]zi|ibn|bint?)$/

const MIN_ALONE_SOUNDS = 4

/**
 * Surnames are hidden alone, given names are not; where neither shows by its shape, the last word
 * is the surname, as in most languages that this is written in.
 */
function partOf(written: string, all: readonly string[]): Part {
  const patterns = readPart(written)
  const isShaped = isPlainSurname(written)
  const isSurname = isShaped || (written === all.at(-1) && !all.some(isPlainSurname))
  const isAmbiguous = patterns.weight < MIN_ALONE_SOUNDS || hasOtherMeaning(written)
  const alone = isShaped ? 'always' : isSurname && !isAmbiguous ? 'capital' : 'beside'
  return { ...patterns, written, isSurname, alone }
}

function isPlainSurname(word: string): boolean {
  return isShapedAsSurname(word) && !isPatronymic(word)
}

/** Second names after the father; whoever is called only by one is hardly found by it. */
export function isPatronymic(word: string): boolean {
  return /(?:[oe]vich|[oe]vna|ichna|inichna|ugli|ogli|oglu|k[iu]zi|uli)$/.test(foldName(word))
}

function joinedPattern(parts: readonly Part[]): Pick<Form, 'joined'> {
  const weight = parts.reduce((sum, part) => sum + part.weight, 0)
  if (parts.length < 2 || weight < MIN_JOINED_SOUNDS) return {}
  const [forward, backward] = [parts, parts.toReversed()].map((list) =>
    list.map((part) => part.joined).join(''),
  )
  return { joined: { pattern: new RegExp(`${forward}|${backward}`, 'u'), minChars: weight } }
}

function asWritten(spelling: string): RegExp {
  const letters = [...spelling.normalize('NFKC').replace(/[\s·・,.]/gu, '')]
  return new RegExp(letters.map((letter) => RegExp.escape(letter)).join('[\\s·・]?'), 'giu')
}
