/**
 * The widest line of a letter. RFC 5322 §2.1.1 asks for at most 78 characters; two are left
 * for the marks that quoting in an answer adds.
 */
export const MAX_LINE_CHARS = 76

/**
 * Breaks long lines between words and keeps everything else: paragraphs, lines that were
 * ended on purpose, blank lines. A line that fits is left as it is.
 *
 * - Scripts written without spaces are broken where a dictionary sees a word (Unicode UAX #29).
 * - A word that is longer than a line is broken between graphemes, never inside one.
 * - A link moves to a line of its own when it does not fit, and is never broken, even when
 *   it is longer than a line: a broken link leads nowhere. On the wire it is still sent in
 *   short lines, because such a text is sent as quoted-printable.
 *
 * Control characters other than line ends are removed.
 */
export function wrapText(text: string): string {
  const lines = cleanText(text).split('\n').flatMap(wrapLine)
  return `${lines.join('\n').replace(/^\n+|\n+$/g, '')}\n`
}

function cleanText(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/\t/g, '    ')
    .replace(/[\ufeff]|(?!\n)\p{Cc}/gu, '')
}

function wrapLine(line: string): string[] {
  const trimmed = line.trimEnd()
  if (widthOf(trimmed) <= MAX_LINE_CHARS) return [trimmed]

  const lines: string[] = []
  let current = ''
  const append = (piece: string, space: string) => {
    const joined = current === '' ? piece : current + space + piece
    if (widthOf(joined) <= MAX_LINE_CHARS || current === '') {
      current = joined
    } else {
      lines.push(current)
      current = piece
    }
  }
  for (const word of trimmed.trimStart().split(/ +/)) {
    splitWord(word).forEach((piece, index) => {
      append(piece, index === 0 ? ' ' : '')
    })
  }
  return [...lines, current]
}

/** The pieces between which a word may be broken; one piece when it must stay whole. */
function splitWord(word: string): string[] {
  if (isLink(word)) return [word]
  if (widthOf(word) <= MAX_LINE_CHARS && !isWithoutSpaces(word)) return [word]
  const pieces: string[] = []
  for (const { segment } of wordSegments.segment(word)) {
    const last = pieces.length - 1
    if (closesOnly(segment) && last >= 0) pieces[last] += segment
    else if (widthOf(segment) <= MAX_LINE_CHARS) pieces.push(segment)
    else for (const { segment: grapheme } of graphemes.segment(segment)) pieces.push(grapheme)
  }
  return pieces
}

/** Built once: making a segmenter loads its dictionaries. */
const wordSegments = new Intl.Segmenter('und', { granularity: 'word' })
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** In columns of a fixed-width font, where East Asian characters take two. */
function widthOf(text: string): number {
  return text.length + (text.match(wideCharacters)?.length ?? 0)
}

const wideCharacters =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\u3000-\u303f\uff01-\uff60]/gu

function isLink(word: string): boolean {
  return /(https?:\/\/|mailto:)\S/i.test(word)
}

function isWithoutSpaces(word: string): boolean {
  return /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u.test(
    word,
  )
}

/** Punctuation that must not begin a line. */
function closesOnly(segment: string): boolean {
  return /^[\p{Pe}\p{Pf},.;:!?、。，．！？：；…]+$/u.test(segment)
}
