import type { Day, Instant } from '../time.ts'

const displayNames = new Map<string, Intl.DisplayNames>()
const dateFormats = new Map<string, Intl.DateTimeFormat>()

/** Name of a state in the reader's language; the code itself when nobody has named it. */
export function countryName(lang: string, code: string): string {
  return names(lang, 'region').of(code) ?? code
}

/** Name of a language, for instance `Russian` or, with its own tag, `русский`. */
export function languageName(lang: string, tag: string): string {
  return names(lang, 'language').of(tag) ?? tag
}

/** A calendar day in words: 22 May 2013. */
export function formatDay(lang: string, day: Day): string {
  return dates(lang, { dateStyle: 'long' }).format(new Date(`${day}T00:00:00.000Z`))
}

/** A month in words: May 2013. `month` is `YYYY-MM`. */
export function formatMonth(lang: string, month: string): string {
  return dates(lang, { month: 'long', year: 'numeric' }).format(
    new Date(`${month}-01T00:00:00.000Z`),
  )
}

/** A moment in words, in UTC and saying so. */
export function formatInstant(lang: string, at: Instant): string {
  const options = {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  } as const
  return dates(lang, options).format(new Date(at))
}

export function formatNumber(lang: string, value: number): string {
  return value.toLocaleString(regional(lang))
}

/** Direction of a language's script. */
export function directionOf(lang: string): 'ltr' | 'rtl' {
  const locale = new Intl.Locale(lang) as Intl.Locale & {
    getTextInfo(): { direction: 'ltr' | 'rtl' }
  }
  return locale.getTextInfo().direction
}

function names(lang: string, type: 'region' | 'language'): Intl.DisplayNames {
  const key = `${type} ${lang}`
  const found = displayNames.get(key) ?? new Intl.DisplayNames(regional(lang), { type })
  displayNames.set(key, found)
  return found
}

function dates(lang: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${lang} ${JSON.stringify(options)}`
  const found =
    dateFormats.get(key) ?? new Intl.DateTimeFormat(regional(lang), { ...options, timeZone: 'UTC' })
  dateFormats.set(key, found)
  return found
}

/** Plain English is written as in Britain: 22 May 2013, not May 22, 2013. */
function regional(lang: string): string {
  return lang === 'en' ? 'en-GB' : lang
}
