import type { View } from '../../../platform/html/view.ts'
import { directionOf } from '../../../platform/i18n/format.ts'

/** Attributes for an element whose text is in another language than the page around it. */
export function inLanguage(
  view: Pick<View, 'lang'>,
  language: string,
): { lang?: string; dir?: 'ltr' | 'rtl' } {
  return language === view.lang ? {} : { lang: language, dir: directionOf(language) }
}
