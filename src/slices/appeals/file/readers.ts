import { isCountry } from '../../../platform/countries.ts'
import { type Day, isDay } from '../../../platform/time.ts'
import { parseAddress } from '../../mail/index.ts'
import { isSlug, parseAppealPath } from '../paths.ts'
import { type AppealKey, type Count, limits } from '../types.ts'
import {
  type Read,
  readItems,
  readMapping,
  readPairs,
  readText,
  type Value,
} from './front-matter.ts'
import { nearestWord } from './nearest.ts'

/** Lower-case words joined by hyphens; begins with a letter, so that keys keep their order. */
const keyPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const languages = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })

/** A text on one line. */
export function oneLine(maxChars: number): Read<string> {
  return (value) => withinLimit(value, readText(value)?.replace(/[ \t\n]+/g, ' '), maxChars)
}

/**
 * A text in paragraphs, which are separated by blank lines. As in Markdown, the lines of a
 * paragraph may end anywhere, so that a text that was wrapped in an editor is not torn up.
 */
export function paragraphs(maxChars: number): Read<string> {
  return (value) => {
    const blocks = readText(value)?.split(/[ \t]*\n[ \t]*\n[ \t\n]*/)
    const lines = blocks?.map((block) => block.replace(/[ \t\n]+/g, ' '))
    return withinLimit(value, lines?.join('\n\n'), maxChars)
  }
}

export const day: Read<Day> = (value) => {
  const text = readText(value)
  if (text === undefined || isDay(text)) return text
  return value.report('appeals.file_not_a_day', { value: text })
}

export const time: Read<string> = (value) => {
  const text = readText(value)
  if (text === undefined || /^([01]\d|2[0-3]):[0-5]\d$/.test(text)) return text
  return value.report('appeals.file_not_a_time', { value: text })
}

export const webAddress: Read<string> = (value) => {
  const text = oneLine(limits.urlChars)(value)
  if (text === undefined || isWebAddress(text)) return text
  return value.report('appeals.file_not_a_web_address', { value: text })
}

/** The name of a file in the folder of the appeal file or below it, and nowhere else. */
export const fileBeside: Read<string> = (value) => {
  const text = oneLine(limits.urlChars)(value)
  const isBeside = text
    ?.split('/')
    .every((part) => part !== '' && !part.startsWith('.') && !part.includes('\\'))
  return isBeside === false ? value.report('appeals.file_not_beside', { value: text ?? '' }) : text
}

/** One of these words. */
export function oneOf(known: readonly string[]): Read<string> {
  return (value) => {
    const text = readText(value)
    if (text === undefined || known.includes(text)) return text
    const nearest = nearestWord(text, known)
    if (nearest) return value.report('appeals.file_unknown_key', { name: text, nearest })
    return value.report('appeals.file_no_such_picture', { value: text })
  }
}

/** An address that mail can be sent to. */
export const mailAddress: Read<string> = (value) => {
  const text = oneLine(limits.nameChars)(value)
  if (text === undefined || parseAddress(text)) return text
  return value.report('appeals.file_not_a_mail_address', { value: text })
}

/** A text whose lines are kept, such as a postal address. */
export function lines(maxChars: number): Read<string> {
  return (value) => {
    const found = readText(value)
      ?.split('\n')
      .map((each) => each.trim())
    return withinLimit(value, found?.filter((each) => each !== '').join('\n'), maxChars)
  }
}

export const country: Read<string> = (value) => {
  const text = readText(value)
  if (text === undefined || isCountry(text)) return text
  return value.report('appeals.file_unknown_country', { value: text })
}

export const language: Read<string> = (value) => {
  const text = readText(value)
  if (text === undefined || isLanguage(text)) return text
  return value.report('appeals.file_unknown_language', { value: text })
}

export const slug: Read<string> = (value) => {
  const text = oneLine(limits.slugChars)(value)
  if (text === undefined || isSlug(text)) return text
  return value.report('appeals.file_bad_slug', { value: text })
}

/** `case: astana-2013` */
export const caseKey: Read<string> = (value) => {
  const text = oneLine(limits.caseKeyChars)(value)
  if (text === undefined || keyPattern.test(text)) return text
  return value.report('appeals.file_bad_key', { value: text })
}

/** `translates: 2013/05/22/SLUG` */
export const appealKey: Read<AppealKey> = (value) => {
  const text = readText(value)
  if (text === undefined) return undefined
  return parseAppealPath(text) ?? value.report('appeals.file_not_an_appeal', { value: text })
}

/** `5`, `at_least: 81`, `many` or `some`. */
export const count: Read<Count> = (value) => {
  if (value.node instanceof Map) {
    const atLeast = readMapping(value, ['at_least'])?.required('at_least', people)
    return atLeast === undefined ? undefined : { atLeast }
  }
  const text = readText(value)
  if (text === undefined || text === 'many' || text === 'some') return text
  const exactly = people(value)
  return exactly === undefined ? undefined : { exactly }
}

/** A list of different things. */
export function listOf(read: Read<string>, maxItems: number): Read<string[]> {
  return (value) => {
    const items = readItems(value)
    if (!items) return undefined
    if (items.length > maxItems) return value.report('appeals.file_too_many', { max: maxItems })
    const seen: string[] = []
    for (const item of items) {
      const text = read(item)
      if (text === undefined) continue
      if (seen.includes(text)) item.report('appeals.file_repeated', { value: text })
      seen.push(text)
    }
    return seen
  }
}

/** A mapping with keys of the author's own, in the order of the file. */
export function keyed<T>(read: Read<T>, maxItems: number): Read<(T & { key: string })[]> {
  return (value) => {
    const pairs = readPairs(value)
    if (!pairs) return undefined
    if (pairs.size > maxItems) return value.report('appeals.file_too_many', { max: maxItems })
    const items: (T & { key: string })[] = []
    for (const [key, each] of pairs) {
      if (!keyPattern.test(key)) each.report('appeals.file_bad_key', { value: key })
      const item = read(each)
      if (item !== undefined) items.push({ key, ...item })
    }
    return items
  }
}

export function isLanguage(text: string): boolean {
  return (
    /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$/.test(text) &&
    Intl.getCanonicalLocales(text)[0] === text &&
    languages.of(text) !== undefined
  )
}

const people: Read<number> = (value) => {
  const text = readText(value)
  if (text === undefined) return undefined
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN
  return number <= limits.people
    ? number
    : value.report('appeals.file_not_a_count', { value: text })
}

function withinLimit(value: Value, text: string | undefined, max: number): string | undefined {
  if (text === undefined || text.length <= max) return text
  return value.report('appeals.file_too_long', { chars: text.length, max })
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}
