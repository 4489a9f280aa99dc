/** Rows as CSV (RFC 4180) with a line feed after each, as spreadsheets and `csv-parse` read it. */
export function toCsv(rows: (string | number)[][]): string {
  return rows.map((row) => `${row.map((value) => quote(String(value))).join(',')}\n`).join('')
}

/** Spreadsheets take what begins like a formula for one; an apostrophe makes it text. */
export function harmless(value: string): string {
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
}

function quote(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
