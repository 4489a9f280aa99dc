import type { Appeal, LetterText } from './types.ts'

/**
 * Chooses the letter to start from.
 *
 * `addressee` is what will be sent: in the reader's own language when the addressee reads it
 * (one's own words are best in one's own language), else in the addressee's best language that
 * there is a letter in. `reader` is the same letter in the reader's language, for
 * understanding, when it is another.
 */
export function letterTexts(
  { letters, addresseeLanguages, originalLanguage }: Appeal,
  lang: string,
): { addressee?: LetterText; reader?: LetterText } {
  const inLanguage = (language: string) => letters.find((letter) => letter.language === language)
  const readers = inLanguage(lang)
  const isRead = addresseeLanguages.length === 0 || addresseeLanguages.includes(lang)
  const addressee =
    (isRead ? readers : undefined) ??
    addresseeLanguages.map(inLanguage).find((letter) => letter !== undefined) ??
    inLanguage(originalLanguage) ??
    letters[0]
  return { addressee, reader: readers === addressee ? undefined : readers }
}
