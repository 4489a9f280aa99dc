/** Longest line of a header where folding can help, RFC 5322 §2.1.1. */
const MAX_HEADER_LINE_CHARS = 76

/** Bytes in one encoded word: with its frame and `Reply-To: ` in front it still fits on a line. */
const MAX_ENCODED_WORD_BYTES = 39

/**
 * One header line, folded at its spaces (RFC 5322 §2.2.3), CRLF at the end.
 *
 * This is the lowest layer, and the only one that writes headers: a value with a line end or
 * any other control character, or one that is not ASCII, does not get past it.
 *
 * @throws Error when the name or the value could begin another header
 */
export function headerLine(name: string, value: string): string {
  if (!/^[A-Za-z-]+$/.test(name)) throw new Error('a header name must be letters and hyphens')
  if (!/^[\x20-\x7e]*$/.test(value)) throw new Error(`the header ${name} must be printable ASCII`)
  const rows: string[] = []
  let row = `${name}:`
  for (const word of value.split(' ')) {
    if (row.length + 1 + word.length > MAX_HEADER_LINE_CHARS && row !== `${name}:`) {
      rows.push(row)
      row = ''
    }
    row += ` ${word}`
  }
  return `${[...rows, row].join('\r\n')}\r\n`
}

/**
 * Somebody's words, made fit for a header: one line, without control characters and without
 * the marks that turn the direction of writing, by which one name can look like another.
 */
export function cleanHeaderText(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\u200b\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .trim()
}

/** Free text such as a subject: as it is when it is plain, else in encoded words (RFC 2047). */
export function encodeText(text: string): string {
  const clean = cleanHeaderText(text)
  const isPlain = /^[\x20-\x7e]*$/.test(clean) && !clean.includes('=?') && !/\S{61}/.test(clean)
  return isPlain ? clean : encodedWords(clean)
}

/**
 * An address with the name of whom it belongs to (`mailbox` of RFC 5322 §3.4).
 *
 * `@` and angle brackets are taken out of the name: mail programs show only the name, and one
 * that looks like an address passes for that address.
 */
export function encodeMailbox(name: string, address: string): string {
  const clean = cleanHeaderText(name.replace(/[<>]/g, ' ').replaceAll('@', ' at '))
  if (clean === '') return address
  const isPlain = /^[\x20-\x7e]*$/.test(clean) && !clean.includes('=?') && !/\S{61}/.test(clean)
  const phrase = isPlain ? `"${clean.replace(/[\\"]/g, '\\$&')}"` : encodedWords(clean)
  return `${phrase} <${address}>`
}

function encodedWords(text: string): string {
  const words: string[] = []
  let chunk = ''
  for (const character of text) {
    if (Buffer.byteLength(chunk + character) > MAX_ENCODED_WORD_BYTES) {
      words.push(chunk)
      chunk = ''
    }
    chunk += character
  }
  return [...words, chunk].map((word) => `=?UTF-8?B?${toBase64(word)}?=`).join(' ')
}

function toBase64(text: string): string {
  return Buffer.from(text).toString('base64')
}
