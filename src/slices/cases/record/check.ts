import { AppError } from '../../../platform/errors.ts'
import { type LocalTexts, limits } from '../types.ts'

const keyPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

/** @throws AppError `invalid` the key is not of small letters, digits and hyphens */
export function checkKey(key: string): string {
  if (key.length > limits.keyChars || !keyPattern.test(key)) {
    throw new AppError('invalid', 'cases.bad_key')
  }
  return key
}

/**
 * Texts without those that are blank, each on its own language.
 *
 * @throws AppError `invalid` one of them is longer than `maxChars`, or its language is none
 */
export function checkTexts(texts: LocalTexts, maxChars: number = limits.textChars): LocalTexts {
  const kept = Object.entries(texts)
    .map(([language, text]): [string, string] => [language, text.trim()])
    .filter(([, text]) => text !== '')
  for (const [language, text] of kept) {
    if (!/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/.test(language)) {
      throw new AppError('invalid', 'cases.bad_language', { language })
    }
    if (text.length > maxChars) {
      throw new AppError('invalid', 'cases.text_too_long', { max: maxChars })
    }
  }
  return Object.fromEntries(kept)
}

/**
 * The same, of which there has to be at least one.
 *
 * @throws AppError `invalid` there is none
 */
export function requireTexts(texts: LocalTexts, maxChars?: number): LocalTexts {
  const kept = checkTexts(texts, maxChars)
  if (Object.keys(kept).length === 0) throw new AppError('invalid', 'cases.text_missing')
  return kept
}
