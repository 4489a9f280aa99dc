import { Scalar } from 'yaml'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { type Read, readText, type Value } from '../file/front-matter.ts'
import * as read from '../file/readers.ts'
import { slugOf } from '../paths.ts'
import {
  type Addressee,
  type AppealFacts,
  type AppealKey,
  type AppealTexts,
  type Count,
  figureKinds,
  type LetterText,
  limits,
} from '../types.ts'
import { type RowKind, rowKeys, type SheetFields } from './fields.ts'

/** What a sheet says as far as it can be understood, and what is wrong with the rest. */
export interface ReadOriginal {
  key: AppealKey
  facts: AppealFacts
  texts: AppealTexts
  errors: FieldErrors
}

const line = read.oneLine(limits.nameChars)
const title = read.oneLine(limits.titleChars)
const sentence = read.oneLine(limits.callChars)
const paragraph = read.paragraphs(limits.paragraphChars)

/**
 * Reads a sheet by the rules of the appeal file. A field that breaks them is left out and reported
 * under its name, so that a draft can be shown before it is finished. Without words of its own for
 * the address, those of the title are taken, or those that a public appeal has.
 */
export function readOriginal(
  fields: SheetFields,
  language: string,
  publicSlug?: string,
): ReadOriginal {
  const sheet = new SheetReader(fields)
  const texts: AppealTexts = {
    ...readHead(sheet, language),
    place: sheet.required('place', line),
    quotation: sheet.has('quotation') ? sheet.required('quotation.text', paragraph) : undefined,
    video: sheet.has('video') ? sheet.required('video.title', title) : undefined,
    pictures: unlessEmpty(
      sheet.rows('pictures', limits.pictures, (row) => readPicture(sheet, row)),
    ),
    events: [],
    demands: sheet.rows('demands', limits.demands, (row, key) => ({
      key,
      text: sheet.required(`${row}.text`, paragraph) ?? '',
    })),
    letters: readLetters(sheet),
    prompts: readLines(sheet, 'prompts', sentence, limits.prompts),
    story: readStory(sheet),
  }
  const events = readEvents(sheet)
  const facts = readFacts(sheet)
  facts.demands = texts.demands.map(({ key }) => key)
  facts.events = events.map(({ text: _, ...event }) => event)
  texts.events = events.map(({ key, text }) => ({ key, text }))
  const slug = sheet.optional('slug', read.slug) ?? publicSlug ?? slugOf(texts.title)
  if (slug === '' && texts.title !== '') sheet.report('slug', 'appeals.sheet_slug_missing')
  const publishedOn = sheet.required('date', read.day) ?? ''
  return { key: { publishedOn, slug }, facts, texts, errors: sheet.errors }
}

/** Reads the sheet of a translation in the same way. */
export function readTranslation(
  fields: SheetFields,
  language: string,
): { texts: AppealTexts; errors: FieldErrors } {
  const sheet = new SheetReader(fields)
  const keyed = (list: 'events' | 'demands') =>
    sheet.rows(list, limits[list], (row, key) => ({
      key,
      text: sheet.required(`${row}.text`, paragraph) ?? '',
    }))
  const texts: AppealTexts = {
    ...readHead(sheet, language),
    place: sheet.optional('place', line),
    quotation: sheet.optional('quotation.text', paragraph),
    video: sheet.optional('video.title', title),
    pictures: unlessEmpty(
      sheet.rows('pictures', limits.pictures, (row, key) => ({
        key,
        alt: sheet.required(`${row}.alt`, read.oneLine(limits.altChars)) ?? '',
        caption: sheet.optional(`${row}.caption`, sentence),
      })),
    ),
    events: keyed('events'),
    demands: keyed('demands'),
    letters: sheet.has('letter') ? [readLetter(sheet, 'letter', language)] : [],
    prompts: readLines(sheet, 'prompts', sentence, limits.prompts),
    story: readStory(sheet),
  }
  return { texts, errors: sheet.errors }
}

function unlessEmpty<T>(items: T[]): T[] | undefined {
  return items.length > 0 ? items : undefined
}

function readHead(sheet: SheetReader, language: string) {
  return {
    language,
    title: sheet.required('title', title) ?? '',
    call: sheet.required('call', sentence) ?? '',
  }
}

function readStory(sheet: SheetReader): string {
  const story = sheet.text('story').trim()
  if (story === '') sheet.report('story', 'platform.field_required')
  if (story.length <= limits.storyChars) return story
  sheet.report('story', 'platform.field_too_long', { limit: limits.storyChars })
  return ''
}

function readFacts(sheet: SheetReader): AppealFacts {
  const pictures = sheet.rows('pictures', limits.pictures, (row, key) => ({
    key,
    id: sheet.required(`${row}.id`, line) ?? '',
    credit: sheet.optional(`${row}.credit`, line),
  }))
  return {
    country: sheet.required('country', read.country) ?? '',
    topics: readList(sheet, 'topics', read.slug, limits.topics),
    addresseeLanguages: readList(
      sheet,
      'addressee_languages',
      read.language,
      limits.addresseeLanguages,
    ),
    actBy: sheet.optional('act_by', read.day),
    figures: readFigures(sheet),
    quotation: readQuotation(sheet),
    video: readVideo(
      sheet,
      pictures.map(({ key }) => key),
    ),
    pictures: unlessEmpty(pictures),
    addressees: unlessEmpty(readAddressees(sheet)),
    copyTo: sheet.optional('copy_to', read.mailAddress),
    events: [],
    demands: [],
  }
}

function readQuotation(sheet: SheetReader): AppealFacts['quotation'] {
  if (!sheet.has('quotation')) return undefined
  const quotation = {
    who: sheet.required('quotation.who', line),
    publishedOn: sheet.optional('quotation.date', read.day),
    url: sheet.optional('quotation.url', read.webAddress),
    licence: sheet.optional('quotation.licence', line),
  }
  return quotation.who === undefined ? undefined : { ...quotation, who: quotation.who }
}

function readVideo(sheet: SheetReader, pictureKeys: string[]): AppealFacts['video'] {
  if (!sheet.has('video')) return undefined
  return {
    url: sheet.optional('video.url', read.webAddress),
    archiveUrl: sheet.optional('video.archive_url', read.webAddress),
    poster: sheet.optional('video.poster', read.oneOf(pictureKeys)),
  }
}

function readPicture(sheet: SheetReader, row: string) {
  return {
    key: row.slice('pictures.'.length),
    alt: sheet.required(`${row}.alt`, read.oneLine(limits.altChars)) ?? '',
    caption: sheet.optional(`${row}.caption`, sentence),
  }
}

/** Offices only: a name without an office could be a private person, who is never written to. */
function readAddressees(sheet: SheetReader): Addressee[] {
  return sheet.rows('addressees', limits.addressees, (row, key) => ({
    key,
    name: sheet.required(`${row}.name`, line) ?? '',
    office: sheet.required(`${row}.office`, line) ?? '',
    email: sheet.optional(`${row}.email`, read.mailAddress),
    postal: sheet.optional(`${row}.postal`, read.lines(limits.paragraphChars)),
  }))
}

/** What happened, in the order of time; in the order of the sheet where two are of one moment. */
function readEvents(sheet: SheetReader) {
  const events = sheet.rows('events', limits.events, (row, key) => ({
    key,
    happenedOn: sheet.required(`${row}.date`, read.day) ?? '',
    time: sheet.optional(`${row}.time`, read.time),
    source: sheet.optional(`${row}.source`, line),
    text: sheet.required(`${row}.text`, paragraph) ?? '',
  }))
  const moment = (event: { happenedOn: string; time?: string }) =>
    `${event.happenedOn} ${event.time ?? ''}`
  return events
    .filter(({ happenedOn }) => happenedOn !== '')
    .sort((a, b) => (moment(a) < moment(b) ? -1 : moment(a) > moment(b) ? 1 : 0))
}

function readLetters(sheet: SheetReader): LetterText[] {
  const seen = new Set<string>()
  return sheet
    .rows('letters', limits.letters, (row) => {
      const language = sheet.required(`${row}.language`, read.language) ?? ''
      if (language !== '' && seen.has(language)) {
        sheet.report(`${row}.language`, 'appeals.file_repeated', { value: language })
      }
      const isTwin = seen.has(language)
      seen.add(language)
      return { ...readLetter(sheet, row, language), isTwin }
    })
    .filter(({ language, isTwin }) => language !== '' && !isTwin)
    .map(({ isTwin: _, ...letter }) => letter)
}

function readLetter(sheet: SheetReader, row: string, language: string): LetterText {
  return {
    language,
    subject: sheet.required(`${row}.subject`, read.oneLine(limits.subjectChars)) ?? '',
    text: sheet.required(`${row}.text`, read.paragraphs(limits.letterChars)) ?? '',
    phone: sheet.optional(`${row}.phone`, paragraph),
  }
}

function readFigures(sheet: SheetReader): AppealFacts['figures'] {
  if (!sheet.has('figures')) return undefined
  const counts = figureKinds.flatMap((kind) => {
    const count = sheet.optional(`figures.${kind}`, readCount)
    return count === undefined ? [] : [{ kind, count }]
  })
  const asOf = sheet.required('figures.as_of', read.day)
  const source = sheet.required('figures.source', line)
  return asOf && source ? { asOf, source, counts } : undefined
}

/** `5`, `at least 80` as `80+`, `more than 80` as `>80`, `many` or `some`. */
const readCount: Read<Count> = (value) => {
  const text = readText(value) ?? ''
  if (text === 'many' || text === 'some') return text
  const [, more, digits = '', plus] = /^(>?)\s*(\d{1,8})(\+?)$/.exec(text) ?? []
  const number = Number(digits)
  if (digits === '' || number > limits.people || (more && plus)) {
    return value.report('appeals.sheet_not_a_count', { value: text })
  }
  if (more) return { atLeast: number + 1 }
  return plus ? { atLeast: number } : { exactly: number }
}

function readList(
  sheet: SheetReader,
  name: string,
  each: Read<string>,
  maxItems: number,
): string[] {
  return sheet.items(name, /[\s,;]+/, each, maxItems)
}

function readLines(
  sheet: SheetReader,
  name: string,
  each: Read<string>,
  maxItems: number,
): string[] {
  return sheet.items(name, /\n+/, each, maxItems)
}

/** Reads fields one by one with the readers of the appeal file, and collects what is wrong. */
class SheetReader {
  readonly errors: FieldErrors = {}
  private readonly fields: SheetFields

  constructor(fields: SheetFields) {
    this.fields = fields
  }

  text(name: string): string {
    return this.fields[name] ?? ''
  }

  /** Whether anything stands in a part, for instance `quotation`. */
  has(part: string): boolean {
    return Object.entries(this.fields).some(
      ([name, text]) => name.startsWith(`${part}.`) && text.trim() !== '',
    )
  }

  report(name: string, key: string, values: Record<string, string | number> = {}): undefined {
    this.errors[name] ??= { key, values }
  }

  optional<T>(name: string, reader: Read<T>): T | undefined {
    return this.text(name).trim() === '' ? undefined : reader(this.valueOf(name, this.text(name)))
  }

  required<T>(name: string, reader: Read<T>): T | undefined {
    if (this.text(name).trim() === '') return this.report(name, 'platform.field_required')
    return this.optional(name, reader)
  }

  items(name: string, between: RegExp, reader: Read<string>, maxItems: number): string[] {
    const parts = this.text(name)
      .split(between)
      .filter((part) => part.trim() !== '')
    if (parts.length > maxItems) {
      this.report(name, 'appeals.sheet_too_many', { max: maxItems })
    }
    const understood = parts.flatMap((part) => reader(this.valueOf(name, part)) ?? [])
    return [...new Set(understood)].slice(0, maxItems)
  }

  rows<T>(list: RowKind, maxItems: number, reader: (row: string, key: string) => T): T[] {
    const keys = rowKeys(this.fields, list)
    if (keys.length > maxItems) {
      this.report(list, 'appeals.sheet_too_many', { max: maxItems })
    }
    return keys.slice(0, maxItems).map((key) => reader(`${list}.${key}`, key))
  }

  private valueOf(name: string, text: string): Value {
    return {
      name,
      node: new Scalar(text),
      at: { line: 1, column: 1 },
      report: (key, values = {}) => {
        if (key !== 'appeals.file_too_long') return this.report(name, key, { name, ...values })
        return this.report(name, 'platform.field_too_long', { limit: Number(values.max) })
      },
    }
  }
}
