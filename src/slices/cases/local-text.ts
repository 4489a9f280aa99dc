import type { LocalTexts } from './types.ts'

/** The text for a reader of `lang`, else in English, else in whatever language there is. */
export function localText(
  texts: LocalTexts,
  lang: string,
): { language: string; text: string } | undefined {
  for (const language of [lang, 'en', ...Object.keys(texts)]) {
    const text = texts[language]
    if (text !== undefined && text !== '') return { language, text }
  }
  return undefined
}
