import { CsvError, parse } from 'csv-parse/sync'
import { AppError } from '../../../platform/errors.ts'

/** A CSV file with its header; each row knows the line it begins on (the header's is 1). */
export interface Table {
  header: string[]
  rows: { line: number; fields: string[] }[]
}

/**
 * Reads a CSV file, separated by commas or semicolons (the header tells).
 *
 * @param file the name used in messages
 * @throws AppError `invalid` the file is empty, not UTF-8, holds merge-conflict markers, a quote that does
 *   not end or a row with a field too many or too few; the message names file, line and column
 */
export function readTable(file: string, content: Buffer): Table {
  const text = decode(file, content)
  if (text.trim() === '') throw new AppError('invalid', 'missions.import_empty', { file })
  refuseConflictMarkers(file, text)

  const delimiter = separatorOf(text)
  const rows = parseRows(file, text, delimiter)
  const [first, ...rest] = rows
  const header = withoutTrailingEmpty(first?.fields ?? [])
  for (const row of rest) {
    row.fields = fitToHeader(row.fields, header.length)
    if (row.fields.length !== header.length) throw wrongWidth(file, row, header.length)
  }
  return { header, rows: rest }
}

/** Finds the place of the first byte that is not UTF-8: most often the file is Latin-1. */
function decode(file: string, content: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch (cause) {
    const before = validPrefix(content)
    const lines = before.split('\n')
    const line = lines.length
    const column = [...(lines.at(-1) ?? '')].length + 1
    throw new AppError('invalid', 'missions.import_not_utf8', { file, line, column }, { cause })
  }
}

/** The longest beginning that is UTF-8, found by halving. */
function validPrefix(content: Buffer): string {
  let good = 0
  let bad = content.length
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (beginsValid(content.subarray(0, middle))) good = middle
    else bad = middle
  }
  return new TextDecoder('utf-8').decode(content.subarray(0, good), { stream: true })
}

/** With `stream`, a character that the end cuts through is no error. */
function beginsValid(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

function refuseConflictMarkers(file: string, text: string): void {
  const marker = /^(<{7} |={7}$|>{7} |\|{7} )/m.exec(text.replaceAll('\r', ''))
  if (!marker) return
  const line = text.replaceAll('\r', '').slice(0, marker.index).split('\n').length
  throw new AppError('invalid', 'missions.import_conflict', { file, line, column: 1 })
}

function separatorOf(text: string): ',' | ';' {
  const header = text.slice(0, text.indexOf('\n'))
  return header.split(';').length > header.split(',').length ? ';' : ','
}

function parseRows(file: string, text: string, delimiter: ',' | ';'): Table['rows'] {
  const rows: Table['rows'] = []
  const bytes = Buffer.from(text)
  const place = { line: 1, offset: 0 }
  try {
    parse(bytes, {
      delimiter,
      relaxColumnCount: true,
      skipEmptyLines: true,
      // Wikidata's extract does not quote, so that a mark within a field is a letter like others.
      relaxQuotes: delimiter === ';',
      onRecord: (fields: string[], { bytes: end }) => {
        skipEmptyLines(bytes, place)
        rows.push({ line: place.line, fields: fields.map(withoutApostrophe) })
        place.line += countLineFeeds(bytes.subarray(place.offset, end))
        place.offset = end
        return null
      },
    })
  } catch (cause) {
    skipEmptyLines(bytes, place)
    throw cause instanceof CsvError ? unreadable(file, text, place.line, cause) : cause
  }
  return rows
}

/** What our own export sets before a formula. */
function withoutApostrophe(field: string): string {
  return field.replace(/^'(?=[=+\-@\t\r])/, '')
}

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

function skipEmptyLines(bytes: Buffer, place: { line: number; offset: number }): void {
  let byte = bytes[place.offset]
  while (byte === LINE_FEED || byte === CARRIAGE_RETURN) {
    if (byte === LINE_FEED) place.line += 1
    place.offset += 1
    byte = bytes[place.offset]
  }
}

function countLineFeeds(bytes: Buffer): number {
  return bytes.reduce((count, byte) => count + Number(byte === LINE_FEED), 0)
}

function unreadable(file: string, text: string, line: number, cause: CsvError): AppError {
  const column = (text.split('\n')[line - 1] ?? '').indexOf('"') + 1
  const isOpen = cause.code === 'CSV_QUOTE_NOT_CLOSED'
  const key = isOpen ? 'missions.import_open_quote' : 'missions.import_bad_quote'
  return new AppError('invalid', key, { file, line, column }, { cause })
}

function withoutTrailingEmpty(fields: string[]): string[] {
  return fields.at(-1) === '' ? fields.slice(0, -1) : fields
}

/** A separator at the end of the line makes no column when there is nothing behind it. */
function fitToHeader(fields: string[], width: number): string[] {
  return fields.length === width + 1 ? withoutTrailingEmpty(fields) : fields
}

function wrongWidth(file: string, row: Table['rows'][number], expected: number): AppError {
  const { line, fields } = row
  const column = Math.min(fields.length, expected) + 1
  return new AppError('invalid', 'missions.import_wrong_width', {
    file,
    line,
    column,
    found: fields.length,
    expected,
  })
}
