import { figureKinds } from '../types.ts'

/**
 * What an editor typed, field by field and exactly as typed; a field left empty is not there.
 *
 * Names are those of the appeal file: `quotation.who`, `events.raids.text`. The order of the rows
 * of a list is the order in which they stand here.
 */
export type SheetFields = Record<string, string>

/** An original says everything; a translation gives texts for what its original has. */
export type SheetKind = 'original' | 'translation'

/** Lists whose rows an editor adds and takes away. */
export const rowKinds = ['events', 'demands', 'letters', 'pictures', 'addressees'] as const
export type RowKind = (typeof rowKinds)[number]

interface SheetShape {
  single: readonly string[]
  rows: Partial<Record<RowKind, readonly string[]>>
}

const shapes: Record<SheetKind, SheetShape> = {
  original: {
    single: [
      ...['title', 'call', 'country', 'place', 'date', 'slug', 'story', 'topics', 'act_by'],
      ...['quotation.who', 'quotation.date', 'quotation.url', 'quotation.licence'],
      ...['quotation.text', 'video.url', 'video.title', 'video.archive_url', 'video.poster'],
      ...['figures.as_of', 'figures.source', ...figureKinds.map((kind) => `figures.${kind}`)],
      ...['addressee_languages', 'copy_to', 'prompts'],
    ],
    rows: {
      events: ['date', 'time', 'source', 'text'],
      demands: ['text'],
      letters: ['language', 'subject', 'text', 'phone'],
      pictures: ['id', 'alt', 'caption', 'credit'],
      addressees: ['name', 'office', 'email', 'postal'],
    },
  },
  translation: {
    single: [
      ...['title', 'call', 'place', 'story', 'quotation.text', 'video.title'],
      ...['letter.subject', 'letter.text', 'letter.phone', 'prompts'],
    ],
    rows: { events: ['text'], demands: ['text'], pictures: ['alt', 'caption'] },
  },
}

/** Whether a form of this kind has such a field. */
export function isField(kind: SheetKind, name: string): boolean {
  const { single, rows } = shapes[kind]
  if (single.includes(name)) return true
  const [list = '', key = '', part = '', ...more] = name.split('.')
  const parts = Object.hasOwn(rows, list) ? rows[list as RowKind] : undefined
  return more.length === 0 && isRowKey(key) && parts?.includes(part) === true
}

/** Lower-case words joined by hyphens, as keys of the appeal file. */
function isRowKey(key: string): boolean {
  return key.length <= 60 && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(key)
}

/** The keys of the rows of a list, in their order. */
export function rowKeys(fields: SheetFields, list: RowKind): string[] {
  const keys = Object.keys(fields).flatMap((name) => {
    const [first, key = '', part] = name.split('.')
    return first === list && part !== undefined ? key : []
  })
  return [...new Set(keys)]
}

/**
 * Makes what a browser sent comparable with what was saved: line ends become `\n`, what is left
 * empty goes, and so do control characters, which no editor typed.
 */
export function tidyFields(typed: SheetFields): SheetFields {
  const tidied = Object.entries(typed).map(([name, text]) => [name, tidyText(text)] as const)
  return Object.fromEntries(tidied.filter(([, text]) => text !== ''))
}

function tidyText(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').toWellFormed()
  const clean = lines.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g, '')
  return clean.trim() === '' ? '' : clean
}

/** The fields without some rows, each named as `events.raids`. */
export function withoutRows(fields: SheetFields, rows: readonly string[]): SheetFields {
  const isGone = (name: string) => rows.some((row) => name.startsWith(`${row}.`))
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !isGone(name)))
}

/** Names of the fields in which two versions differ, in the order of the first, then the second. */
export function differingFields(a: SheetFields, b: SheetFields): string[] {
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...names].filter((name) => (a[name] ?? '') !== (b[name] ?? ''))
}
