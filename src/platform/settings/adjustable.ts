import type { Config } from '../config.ts'
import { AppError } from '../errors.ts'
import { lightProblem } from '../html/contrast.ts'

/** A setting that the desk may set where the environment leaves it open. */
interface Adjustable<Key extends keyof Config> {
  /** The variable with which the operator fixes it; none for what only the desk sets. */
  variable?: string
  /** @throws AppError `invalid` it cannot be used */
  parse(text: string): Config[Key]
}

type AdjustableSettings = { readonly [Key in AdjustableKey]: Adjustable<Key> }
export type AdjustableKey =
  | 'siteName'
  | 'organisation'
  | 'languages'
  | 'accent'
  | 'logo'
  | 'comments'
  | 'commentWords'
  | 'commentEmailDays'
  | 'lettersPerHour'

/** Sizes in characters, lines and numbers. */
export const settingLimits = {
  nameChars: 100,
  wordChars: 100,
  words: 2000,
  emailDays: 3650,
  lettersPerHour: 1000,
} as const

/** The one list of what can be set at the desk. */
export const adjustable: AdjustableSettings = {
  siteName: { variable: 'SITE_NAME', parse: parseName },
  organisation: { variable: 'ORGANISATION', parse: parseName },
  languages: { parse: (text) => text.split(',').filter((code) => /^[a-z]{2,3}$/.test(code)) },
  accent: { parse: parseAccent },
  logo: { parse: parseLogo },
  comments: { variable: 'COMMENTS', parse: parseComments },
  commentWords: { variable: 'COMMENT_WORDS', parse: parseWords },
  commentEmailDays: {
    variable: 'COMMENT_EMAIL_DAYS',
    parse: parseNumber({ min: 0, max: settingLimits.emailDays }),
  },
  lettersPerHour: {
    variable: 'LETTERS_PER_HOUR',
    parse: parseNumber({ min: 1, max: settingLimits.lettersPerHour }),
  },
}

export const adjustableKeys = Object.keys(adjustable) as AdjustableKey[]

function parseName(text: string): string {
  const name = text.replace(/[\s\u0000-\u001f\u007f]+/g, ' ').trim()
  if (name === '') throw new AppError('invalid', 'platform.field_required')
  if (name.length > settingLimits.nameChars) {
    throw new AppError('invalid', 'platform.field_too_long', { limit: settingLimits.nameChars })
  }
  return name
}

function parseAccent(text: string): string {
  const color = text.trim().toLowerCase()
  if (!/^#[0-9a-f]{6}$/.test(color)) throw new AppError('invalid', 'platform.color_unreadable')
  const problem = lightProblem(color)
  if (problem) throw new AppError('invalid', 'platform.color_too_faint', { ...problem })
  return color
}

function parseLogo(text: string): Config['logo'] {
  const { path, width, height } = JSON.parse(text)
  if (typeof path !== 'string' || !/^\/media\/[\w.-]+$/.test(path)) return undefined
  return { path, width: Number(width), height: Number(height) }
}

function parseComments(text: string): Config['comments'] {
  const found = (['held', 'known', 'off'] as const).find((each) => each === text)
  if (!found) throw new AppError('invalid', 'platform.field_invalid')
  return found
}

function parseWords(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim())
  const words = [...new Set(lines.filter((line) => line !== ''))]
  const { words: max, wordChars } = settingLimits
  if (words.length > max) throw new AppError('invalid', 'platform.too_many_lines', { max })
  if (words.some((word) => word.length > wordChars)) {
    throw new AppError('invalid', 'platform.line_too_long', { max: wordChars })
  }
  return words
}

function parseNumber({ min, max }: { min: number; max: number }): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN
    if (!(value >= min && value <= max)) {
      throw new AppError('invalid', 'platform.number_out_of_range', { min, max })
    }
    return value
  }
}
