/** Longest line on the wire, RFC 2045 §6.7 (5), the mark of a soft break included. */
const MAX_WIRE_CHARS = 76

/**
 * Writes text as quoted-printable (RFC 2045 §6.7): ASCII in lines of at most 76 characters, which
 * no server on the way needs to touch, so that a signature over them holds.
 *
 * A character of several bytes is never divided between two lines. `From ` at the start of a
 * line is encoded, because mailbox files would alter it (RFC 2049 §3).
 *
 * @param text with `\n` as line end
 * @returns lines that end with CRLF
 */
export function encodeQuotedPrintable(text: string): string {
  return text.split('\n').map(encodeLine).join('\r\n')
}

function encodeLine(line: string): string {
  const rows: string[] = []
  let row = ''
  const units = Array.from(line, encodeCharacter)
  if (line.startsWith('From ')) units[0] = '=46'
  if (line.endsWith(' ')) units[units.length - 1] = '=20'
  for (const unit of units) {
    if (row.length + unit.length >= MAX_WIRE_CHARS) {
      rows.push(`${row}=`)
      row = ''
    }
    row += unit
  }
  return [...rows, row].join('\r\n')
}

function encodeCharacter(character: string): string {
  if (/^[\x20-\x3c\x3e-\x7e]$/.test(character)) return character
  const bytes = Array.from(Buffer.from(character))
  return bytes.map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
}
