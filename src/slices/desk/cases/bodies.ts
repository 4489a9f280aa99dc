import { type Static, Type } from 'typebox'
import {
  type Count,
  demandStates,
  eventKinds,
  type LocalTexts,
  caseLimits as limits,
  organs,
  precisions,
  type ReportedChange,
  type ReportedEvent,
  reliabilities,
} from '../../cases/index.ts'

const text = (maxLength: number) => Type.String({ maxLength, default: '' })
const key = text(limits.keyChars)
const number = text(12)
const words = <T extends string>(all: readonly T[], options = {}) => Type.Enum([...all], options)

/**
 * Words in the languages of the site and in those that a file has brought: `text_en`, `place_ru`. How long each may
 * be is said by the domain.
 */
const inLanguages = { additionalProperties: text(limits.textChars) }

const SourceFields = {
  source: text(limits.nameChars),
  source_url: text(limits.urlChars),
  source_on: text(10),
  reliability: words(reliabilities, { default: 'reported' }),
}

export const EventBody = Type.Object(
  {
    key,
    corrects: key,
    kind: words(eventKinds),
    /** Brackets tell tools that a form means it when it has a name several times. */
    'people[]': Type.Array(key, { default: [], maxItems: 1000 }),
    group: key,
    at_least: number,
    at_most: number,
    word: text(4),
    on: text(10),
    time: text(5),
    precision: words(precisions, { default: 'day' }),
    organ: words([...organs, ''], { default: '' }),
    years: number,
    months: number,
    days: number,
    suspended: text(2),
    amount: text(20),
    currency: text(3),
    ...SourceFields,
    source_2: text(limits.nameChars),
    source_2_url: text(limits.urlChars),
  },
  inLanguages,
)
export type EventBody = Static<typeof EventBody>

export const ChangeBody = Type.Object(
  {
    key,
    demand: text(2 * limits.keyChars + 1),
    state: words(demandStates),
    on: text(10),
    event: key,
    ...SourceFields,
  },
  inLanguages,
)
export type ChangeBody = Static<typeof ChangeBody>

export const LabelBody = Type.Object({ key }, inLanguages)

export const PersonBody = Type.Object(
  {
    ...{ key, group: key },
    /** One way of writing the name a line. */
    names: text(limits.nameChars * limits.nameForms),
  },
  inLanguages,
)

/** All but the name, which has its own page. */
export const PersonChangeBody = Type.Object(
  {
    group: key,
    version: Type.Optional(Type.String({ maxLength: 16 })),
  },
  inLanguages,
)

export const LinkBody = Type.Object({ path: text(300) })

export const CaseBody = Type.Object(
  {
    key,
    country: text(2),
    zone: text(60),
    quiet_days: number,
  },
  inLanguages,
)

/** What somebody typed into the form of an event. */
export function reportOf(body: EventBody): ReportedEvent {
  const { 'people[]': people, group, on, time, precision, years, months, days, amount } = body
  const hasLength = [years, months, days].some((each) => each.trim() !== '')
  return {
    key: optional(body.key),
    corrects: optional(body.corrects),
    kind: body.kind,
    when: { on: on.trim(), time: optional(time), precision: time.trim() ? 'hour' : precision },
    about:
      people.length > 0 ? { people } : group ? { group, count: countOf(body) } : { case: true },
    details: {
      places: localTexts(body, 'place'),
      texts: localTexts(body, 'text'),
      organ: body.organ === '' ? undefined : body.organ,
      length: hasLength
        ? { years: wholeNumber(years), months: wholeNumber(months), days: wholeNumber(days) }
        : undefined,
      isSuspended: body.suspended === 'on' ? true : undefined,
      ...(amount.trim() !== '' && fineOf(body)),
    },
    sources: [...sourcesOf(body), ...secondSource(body)],
  }
}

/** What somebody typed into the form of a demand; `demand` holds its key and that of the addressee. */
export function changeOf(body: ChangeBody): ReportedChange {
  const [demand = '', addressee] = body.demand.split(' ')
  return {
    key: optional(body.key),
    demand,
    addressee,
    state: body.state,
    changedOn: body.on.trim(),
    event: optional(body.event),
    texts: localTexts(body, 'text'),
    sources: sourcesOf(body),
  }
}

type LocalName = 'text' | 'place' | 'pseudonym'

/** The language whose words a field holds, `ru` of `text_ru`; undefined when it holds something else. */
export function languageOf(field: string, name: string): string | undefined {
  const [, found, language] =
    /^([a-z]+)_([a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?)$/.exec(field) ?? []
  return found === name ? language : undefined
}

/** What was typed under one name, by language. */
export function localTexts(body: object, name: LocalName): Record<string, string> {
  const typed = Object.entries(body).flatMap(([field, words]): [string, string][] => {
    const language = languageOf(field, name)
    return language === undefined ? [] : [[language, String(words)]]
  })
  return Object.fromEntries(typed)
}

/** The same the other way round, as a form is filled in with it. */
export function localFields(texts: LocalTexts, name: LocalName) {
  return Object.fromEntries(
    Object.entries(texts).map(([lang, words]) => [`${name}_${lang}`, words]),
  )
}

export function optional(typed: string): string | undefined {
  return typed.trim() === '' ? undefined : typed.trim()
}

/** Nothing typed is nought; what is no number is refused by the domain. */
export function wholeNumber(typed: string): number {
  return typed.trim() === '' ? 0 : Number(typed)
}

/** "80" is both bounds; with one bound alone the other is open; a word stands for at least two. */
function countOf({ at_least, at_most, word }: EventBody): Count | undefined {
  const said = word === 'many' || word === 'some' ? word : undefined
  if (at_least.trim() === '' && at_most.trim() === '' && !said) return undefined
  const atLeast = at_least.trim() === '' ? (said ? 2 : 0) : Number(at_least)
  return { atLeast, atMost: at_most.trim() === '' ? undefined : Number(at_most), word: said }
}

/** The amount is typed in units of the currency, `17310` or `17310.50`, and kept in minor units. */
function fineOf({ amount, currency }: EventBody) {
  const code = currency.trim().toUpperCase()
  const digits = Intl.supportedValuesOf('currency').includes(code)
    ? (new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions()
        .maximumFractionDigits ?? 2)
    : 2
  const typed = Number(amount.replace(/[\s\u00a0]/g, '').replace(',', '.'))
  return { amountMinor: Math.round(typed * 10 ** digits), currency: code }
}

function sourcesOf(body: Pick<EventBody, keyof typeof SourceFields>) {
  const { source, source_url, source_on, reliability } = body
  return [
    { name: source, url: optional(source_url), publishedOn: optional(source_on), reliability },
  ]
}

function secondSource({ source_2, source_2_url, reliability }: EventBody) {
  return source_2.trim() === ''
    ? []
    : [{ name: source_2, url: optional(source_2_url), reliability }]
}
