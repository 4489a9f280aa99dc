import type { Translator } from '../../../platform/i18n/catalogues.ts'

/** What a field of an appeal is called: for a row its list and what of it, without its key. */
export function fieldLabel(t: Translator, name: string): string {
  const [first = '', second, part] = name.split('.')
  if (part === undefined) return t(`desk.field_${[first, second].filter(Boolean).join('_')}`)
  return `${t(`desk.list_${first}`)}: ${t(`desk.field_${first}_${part}`)}`
}

/** The id of a field's control; a dot in it would mean something else to stylesheets. */
export function fieldId(name: string): string {
  return name.replaceAll('.', '-')
}
