/**
 * The same value without what XML 1.0 cannot hold: control characters, halves of characters and
 * the two code points that are none (https://www.w3.org/TR/xml/#charsets).
 *
 * NOTE: this comes before XML is written. Taken out afterwards, a character between `]]` and `>`
 * would close a section that it had kept open.
 */
export function cleanText<Value>(value: Value): Value {
  if (typeof value === 'string') return cleanString(value) as Value
  if (Array.isArray(value)) return value.map(cleanText) as Value
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).map(([key, each]) => [key, cleanText(each)])
  return Object.fromEntries(entries) as Value
}

function cleanString(text: string): string {
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
}
