/** What a field gave: the values that are sure, and a remark when it was not taken as it stands. */
export interface FieldValues {
  values: string[]
  remark?: FieldRemark
}

export interface FieldRemark {
  key:
    | 'missions.remark_email_mended'
    | 'missions.remark_email_unclear'
    | 'missions.remark_website_unclear'
    | 'missions.remark_phone_unclear'
  /** The field as it was read. */
  text: string
}

/**
 * The e-mail addresses in a field.
 *
 * Takes several addresses however they are separated, `mailto:`, a trailing dot and words around them. A
 * field with anything that looks like a broken address gives nothing: half an address may be somebody else's.
 */
export function readEmails(field: string): FieldValues {
  const text = field.trim()
  if (text === '') return { values: [] }
  const words = text
    .split(/[\s;,]+/)
    .map(trimWord)
    .filter((word) => word !== '')
  const suspects = words.filter((word) => /[@＠]/.test(word) || word.startsWith('.'))
  if (suspects.length === 0 || !suspects.every(isEmail)) {
    return { values: [], remark: { key: 'missions.remark_email_unclear', text } }
  }
  const values = withoutRepeats(suspects, (value) => value.toLowerCase())
  const isCleanList = text.split('; ').every((part) => isEmail(part.replace(/^mailto:/i, '')))
  return isCleanList
    ? { values }
    : { values, remark: { key: 'missions.remark_email_mended', text } }
}

/** Whether mail can be addressed to it: ASCII, one `@`, a domain with a dot and letters at its end. */
export function isEmail(text: string): boolean {
  return text.length <= 254 && EMAIL.test(text)
}

/** The web addresses in a field; one without a scheme gets `http://`. */
export function readWebsites(field: string): FieldValues {
  const parts = field
    .split(/\s*; \s*/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const values = parts.map((part) => (/^https?:\/\//i.test(part) ? part : `http://${part}`))
  const sure = values.filter((value) => WEBSITE.test(value) && URL.canParse(value))
  return {
    values: withoutRepeats(sure, (value) => value),
    remark:
      sure.length < values.length
        ? { key: 'missions.remark_website_unclear', text: field.trim() }
        : undefined,
  }
}

/** The numbers in a field, as written; several are separated by `; `. */
export function readPhones(field: string): FieldValues {
  const parts = field
    .split(/\s*; \s*/)
    .map((part) => tidy(part))
    .filter((part) => part !== '')
  const sure = parts.filter((part) => /\d.*\d.*\d/.test(part) && !/@|\/\//.test(part))
  return {
    values: withoutRepeats(sure, (value) => value),
    remark:
      sure.length < parts.length
        ? { key: 'missions.remark_phone_unclear', text: field.trim() }
        : undefined,
  }
}

/** Text on one line: no control characters, single spaces. */
export function tidy(text: string): string {
  return text.replace(/[\s\u0000-\u001f\u007f]+/g, ' ').trim()
}

const EMAIL =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/
const WEBSITE = /^https?:\/\/[^\s/.]+(?:\.[^\s/.]+)+(?:[/?#]\S*)?$/i

/** Without `mailto:` before it, and without brackets and marks around it. */
function trimWord(word: string): string {
  return word
    .replace(/^[<([{"':]+/, '')
    .replace(/^mailto:/i, '')
    .replace(/[>)\]}"':.]+$/, '')
}

function withoutRepeats(values: string[], keyOf: (value: string) => string): string[] {
  return [
    ...new Map(values.toReversed().map((value) => [keyOf(value), value])).values(),
  ].toReversed()
}
