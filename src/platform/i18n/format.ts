import { remember } from '../remember.ts'
import type { Day, Instant } from '../time.ts'

// `Intl` takes longer over one date than the rest of its paragraph; pages repeat what they name.
const MAX_LANGUAGES = 100
const MAX_NAMES = 1000
const MAX_DATES = 2000

/** Name of a state in the reader's language; the code itself when nobody has named it. */
export function countryName(lang: string, code: string): string {
  // A draft may have no country yet, and `Intl` throws on nothing.
  return code === '' ? '' : countryNames(lang)(code)
}

/** Name of a language, for instance `Russian` or, with its own tag, `русский`. */
export function languageName(lang: string, tag: string): string {
  return languageNames(lang)(tag)
}

/** A calendar day in words: 22 May 2013. */
export function formatDay(lang: string, day: Day): string {
  return days(lang)(day)
}

/** A month in words: May 2013. `month` is `YYYY-MM`. */
export function formatMonth(lang: string, month: string): string {
  return months(lang)(month)
}

/** A moment in words, in UTC and saying so. */
export function formatInstant(lang: string, at: Instant): string {
  return instants(lang)(at)
}

export function formatNumber(lang: string, value: number): string {
  return numberFormats(lang).format(value)
}

/** Direction of a language's script. */
export const directionOf = remember(
  MAX_LANGUAGES,
  (lang): 'ltr' | 'rtl' => new Intl.Locale(lang).getTextInfo().direction ?? 'ltr',
)

const countryNames = namesOf('region')
const languageNames = namesOf('language')

function namesOf(type: 'region' | 'language') {
  return remember(MAX_LANGUAGES, (lang) => {
    const names = new Intl.DisplayNames(regional(lang), { type })
    return remember(MAX_NAMES, (code) => names.of(code) ?? code)
  })
}

const days = datesIn({ dateStyle: 'long' }, (day) => `${day}T00:00:00.000Z`)
const months = datesIn({ month: 'long', year: 'numeric' }, (month) => `${month}-01T00:00:00.000Z`)
const instants = datesIn(
  {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  },
  (at) => at,
)

function datesIn(options: Intl.DateTimeFormatOptions, toInstant: (text: string) => Instant) {
  return remember(MAX_LANGUAGES, (lang) => {
    const format = dateFormat(lang, options)
    return remember(MAX_DATES, (text) => format.format(new Date(toInstant(text))))
  })
}

function dateFormat(lang: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(regional(lang), { ...options, timeZone: 'UTC' })
}

const numberFormats = remember(MAX_LANGUAGES, (lang) => new Intl.NumberFormat(regional(lang)))

/** Plain English is written as in Britain: 22 May 2013, not May 22, 2013. */
function regional(lang: string): string {
  return lang === 'en' ? 'en-GB' : lang
}

/** The days of the week with their names and ISO numbers, in the order in which a week runs there. */
export const weekdayNames = remember(MAX_LANGUAGES, (lang) => {
  const [short, long] = [
    dateFormat(lang, { weekday: 'short' }),
    dateFormat(lang, { weekday: 'long' }),
  ]
  return Array.from({ length: 7 }, (_, index) => {
    // 1 January 2024 was a Monday, which ISO 8601 counts as day 1.
    const ordinal = firstWeekday(lang) + index
    const day = new Date(Date.UTC(2024, 0, ordinal))
    return {
      number: ((ordinal - 1) % 7) + 1,
      short: short.format(day),
      long: long.format(day),
    }
  })
})

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
const firstWeekday = remember(
  MAX_LANGUAGES,
  (lang) => new Intl.Locale(regional(lang)).getWeekInfo().firstDay,
)
