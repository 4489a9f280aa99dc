import type { Day, Instant } from '../time.ts'

const displayNames = new Map<string, Intl.DisplayNames>()
const dateFormats = new Map<string, Intl.DateTimeFormat>()
const directions = new Map<string, 'ltr' | 'rtl'>()

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
  const found = directions.get(lang) ?? new Intl.Locale(lang).getTextInfo().direction ?? 'ltr'
  directions.set(lang, found)
  return found
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

/** Names of the days of the week, in the order in which a week runs there. */
export function weekdayNames(lang: string): { short: string; long: string }[] {
  const first = firstWeekday(lang)
  return Array.from({ length: 7 }, (_, index) => {
    // 1 January 2024 was a Monday, which ISO 8601 counts as day 1.
    const day = new Date(Date.UTC(2024, 0, first + index))
    return {
      short: dates(lang, { weekday: 'short' }).format(day),
      long: dates(lang, { weekday: 'long' }).format(day),
    }
  })
}

/** The weeks of a month (`YYYY-MM`), seven places each; places of other months are empty. */
export function monthWeeks(lang: string, month: string): (Day | undefined)[][] {
  const [year = 0, monthNumber = 1] = month.split('-').map(Number)
  const start = new Date(Date.UTC(year, monthNumber - 1, 1))
  const leading = (start.getUTCDay() - (firstWeekday(lang) % 7) + 7) % 7
  const length = new Date(Date.UTC(year, monthNumber, 0)).getUTCDate()
  const weeks = Math.ceil((leading + length) / 7)
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (_, weekday) => {
      const number = week * 7 + weekday - leading + 1
      const isInside = number >= 1 && number <= length
      return isInside ? `${month}-${String(number).padStart(2, '0')}` : undefined
    }),
  )
}

/** 1 Monday … 7 Sunday, from the Unicode CLDR. */
function firstWeekday(lang: string): number {
  return new Intl.Locale(regional(lang)).getWeekInfo().firstDay
}
