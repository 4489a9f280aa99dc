import {
  isField,
  rowKeys,
  type SheetFields,
  type SheetKind,
  withoutRows,
} from '../../appeals/index.ts'

/** What the form of the editor brings besides the fields of the appeal. */
const controls = ['csrf', 'base', 'original', 'next', 'remove', 'whole'] as const

/** A form of the editor as it arrived. */
export interface SheetForm {
  fields: SheetFields
  base: string
  originalId?: string
  /** What to do after saving. */
  next: string
  /** Names that no appeal has. */
  unknown: string[]
  /** The form's last field has arrived, so nothing of it was cut off. */
  isWhole: boolean
}

/** Takes a form apart. Rows that are ticked to be removed are left out. */
export function readForm(kind: SheetKind, language: string, body: unknown): SheetForm {
  const entries = typeof body === 'object' && body !== null ? Object.entries(body) : []
  const text = (name: string) => {
    const found = entries.find(([each]) => each === name)?.[1]
    return typeof found === 'string' ? found : ''
  }
  const removed = entries.flatMap(([name, value]) => (name === 'remove' ? [value].flat() : []))
  const others = entries.filter(([name]) => !controls.some((control) => control === name))
  const known = others.filter(([name, value]) => isField(kind, name) && typeof value === 'string')
  const typed = Object.fromEntries(known.map(([name, value]) => [name, String(value)]))
  return {
    fields: withoutRows(typed, [...removed.map(String), ...untouchedLetters(typed, language)]),
    base: text('base'),
    originalId: text('original') || undefined,
    next: text('next'),
    unknown: others.filter((each) => !known.includes(each)).map(([name]) => name.slice(0, 60)),
    isWhole: text('whole') !== '',
  }
}

/** The empty row for a letter comes with a language; as long as nothing else is in it, it is none. */
function untouchedLetters(fields: SheetFields, language: string): string[] {
  return rowKeys(fields, 'letters').flatMap((key) => {
    const row = `letters.${key}`
    const filled = Object.entries(fields).filter(
      ([name, text]) => name.startsWith(`${row}.`) && text.trim() !== '',
    )
    const isUntouched = filled.every(
      ([name, text]) => name.endsWith('.language') && text === language,
    )
    return isUntouched ? row : []
  })
}
