import { AppError } from '../../../platform/errors.ts'
import { addMs, DAY_MS, dayOf, type Instant, isDay } from '../../../platform/time.ts'
import {
  type About,
  appointmentKinds,
  type Count,
  type EventDetails,
  type EventKind,
  type Ledger,
  type Length,
  limits,
  type Source,
  type When,
} from '../types.ts'
import { checkTexts } from './check.ts'

/** An event as somebody reports it; people and groups by their keys. */
export interface ReportedEvent {
  /** Names the event within the case; made up when left out. */
  key?: string
  kind: EventKind
  when: When
  about: About
  details?: EventDetails
  sources: readonly Source[]
  /** The key of the event that this one takes the place of. */
  corrects?: string
}

const FIRST_DAY = '1900-01-01'

/**
 * The event with its people and groups by id, texts trimmed, and nothing that its kind has no use for.
 *
 * @throws AppError `invalid` what was reported cannot have been so: a day that does not exist or lies
 * ahead, a range turned round, a fine without an amount, nobody it is about, no source
 */
export function checkEvent(
  ledger: Pick<Ledger, 'people' | 'groups'>,
  { kind, when, about, details = {}, sources }: ReportedEvent,
  now: Instant,
): { when: When; about: About; details: EventDetails; sources: Source[] } {
  return {
    when: checkWhen(kind, when, now),
    about: checkAbout(ledger, kind, about),
    details: checkDetails(kind, details),
    sources: checkSources(sources),
  }
}

/** @throws AppError `invalid` none, too many, or one without a name or with an address that is none */
export function checkSources(sources: readonly Source[]): Source[] {
  if (sources.length === 0) throw new AppError('invalid', 'cases.source_missing')
  if (sources.length > limits.sources) {
    throw new AppError('invalid', 'cases.too_many_sources', { max: limits.sources })
  }
  return sources.map(({ name, url, publishedOn, reliability }) => {
    const trimmed = name.trim()
    if (trimmed === '') throw new AppError('invalid', 'cases.source_missing')
    if (trimmed.length > limits.nameChars) {
      throw new AppError('invalid', 'cases.text_too_long', { max: limits.nameChars })
    }
    if (url !== undefined && !isWebAddress(url)) throw new AppError('invalid', 'cases.bad_url')
    if (publishedOn !== undefined && !isDay(publishedOn)) {
      throw new AppError('invalid', 'cases.bad_day', { day: publishedOn })
    }
    return { name: trimmed, url, publishedOn, reliability }
  })
}

/** Time zones are up to 14 hours ahead of UTC, so today may be tomorrow where it happened. */
export function checkPast(day: string, now: Instant): void {
  if (!isDay(day) || day < FIRST_DAY) throw new AppError('invalid', 'cases.bad_day', { day })
  if (day > dayOf(addMs(now, DAY_MS))) throw new AppError('invalid', 'cases.in_future')
}

function checkWhen(kind: EventKind, { on, time, precision }: When, now: Instant): When {
  const isMonth = precision === 'month'
  const day = isMonth ? `${on.slice(0, 7)}-01` : on
  if (!isDay(day) || day < FIRST_DAY) throw new AppError('invalid', 'cases.bad_day', { day: on })
  if (!appointmentKinds.includes(kind)) checkPast(day, now)
  if (precision !== 'hour') return { on: day, precision }
  if (time === undefined || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) {
    throw new AppError('invalid', 'cases.bad_time', { time: time ?? '' })
  }
  return { on: day, time, precision }
}

function checkAbout(
  { people, groups }: Pick<Ledger, 'people' | 'groups'>,
  kind: EventKind,
  about: About,
): About {
  if ('people' in about) {
    if (about.people.length === 0) throw new AppError('invalid', 'cases.about_nobody')
    if (kind === 'counted') throw new AppError('invalid', 'cases.count_missing')
    return { people: [...new Set(about.people.map((key) => idOf(people, key)))].sort() }
  }
  if (!('group' in about)) return aboutCase(kind)
  if (kind === 'counted' && !about.count) throw new AppError('invalid', 'cases.count_missing')
  const group = idOf(groups, about.group)
  return about.count ? { group, count: checkCount(about.count) } : { group }
}

const caseKinds: readonly EventKind[] = [...appointmentKinds, 'searched', 'other', 'retracted']

/** What happens to nobody in particular says nothing of anybody's state. */
function aboutCase(kind: EventKind): About {
  if (!caseKinds.includes(kind)) throw new AppError('invalid', 'cases.about_nobody')
  return { case: true }
}

function idOf(all: readonly { id: string; key: string }[], key: string): string {
  const found = all.find((each) => each.key === key)
  if (!found) throw new AppError('invalid', 'cases.person_unknown', { key })
  return found.id
}

/** @throws AppError `invalid` the range is turned round, negative or beyond belief */
export function checkCount({ atLeast, atMost, word }: Count): Count {
  const isNumber = (value: number) =>
    Number.isInteger(value) && value >= 0 && value <= limits.people
  if (!isNumber(atLeast) || (atMost !== undefined && !isNumber(atMost))) {
    throw new AppError('invalid', 'cases.bad_count', { max: limits.people })
  }
  if (atMost !== undefined && atMost < atLeast) {
    throw new AppError('invalid', 'cases.range_turned_round', { atLeast, atMost })
  }
  return { atLeast, atMost, word }
}

function checkDetails(kind: EventKind, details: EventDetails): EventDetails {
  return {
    places: kept(checkTexts(details.places ?? {}, limits.nameChars)),
    organ: details.organ,
    texts: kept(checkTexts(details.texts ?? {})),
    ...(kind === 'fined' && checkFine(details)),
    ...(kind === 'sentenced' && checkSentence(details)),
  }
}

function kept<T extends object>(texts: T): T | undefined {
  return Object.keys(texts).length > 0 ? texts : undefined
}

/** A fine may be reported without its amount, but never in half. */
function checkFine({ amountMinor, currency }: EventDetails): EventDetails {
  if (amountMinor === undefined && currency === undefined) return {}
  const isAmount = Number.isInteger(amountMinor) && (amountMinor ?? 0) > 0
  if (!isAmount || (amountMinor ?? 0) > limits.amount) {
    throw new AppError('invalid', 'cases.bad_amount')
  }
  if (!currency || !Intl.supportedValuesOf('currency').includes(currency)) {
    throw new AppError('invalid', 'cases.bad_currency', { currency: currency ?? '' })
  }
  return { amountMinor, currency }
}

/** A sentence without a length is one that is not to custody, or of which nothing more is known. */
function checkSentence({ length, isSuspended }: EventDetails): EventDetails {
  if (!length) return { isSuspended }
  return { length: checkLength(length), isSuspended }
}

function checkLength({ years, months, days }: Length): Length {
  const all = [years, months, days]
  const isLength = all.every(
    (value) => Number.isInteger(value) && value >= 0 && value <= limits.lengthUnits,
  )
  if (!isLength || years + months + days === 0) throw new AppError('invalid', 'cases.bad_length')
  return { years, months, days }
}

function isWebAddress(text: string): boolean {
  return (
    text.length <= limits.urlChars && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
  )
}
