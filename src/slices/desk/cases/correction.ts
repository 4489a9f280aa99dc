import type { CaseEvent, Ledger } from '../../cases/index.ts'
import { type EventBody, localFields } from './bodies.ts'

/** The form of an event filled in with what it corrects; undefined when there is no such event. */
export function correctionOf(ledger: Ledger, key: string): Partial<EventBody> | undefined {
  const event = ledger.events.find((each) => each.key === key)
  if (!event) return undefined
  const { kind, when, details, sources } = event
  const { length, places = {}, texts = {} } = details
  const [source, second] = sources
  return {
    ...{ corrects: key, kind, on: when.on, time: when.time ?? '', precision: when.precision },
    ...aboutFields(ledger, event),
    ...localFields(places, 'place'),
    ...localFields(texts, 'text'),
    organ: details.organ ?? '',
    ...(length && {
      years: String(length.years),
      months: String(length.months),
      days: String(length.days),
    }),
    suspended: details.isSuspended ? 'on' : '',
    ...fineFields(event),
    ...{ source: source?.name ?? '', source_url: source?.url ?? '' },
    ...{ source_on: source?.publishedOn ?? '', reliability: source?.reliability ?? 'reported' },
    ...{ source_2: second?.name ?? '', source_2_url: second?.url ?? '' },
  }
}

function aboutFields({ people, groups }: Ledger, { about }: CaseEvent): Partial<EventBody> {
  if ('people' in about) {
    const chosen = people.filter(({ id }) => about.people.includes(id))
    return { 'people[]': chosen.map(({ key }) => key) }
  }
  if (!('group' in about)) return {}
  const { count } = about
  return {
    group: groups.find(({ id }) => id === about.group)?.key ?? '',
    at_least: count ? String(count.atLeast) : '',
    at_most: count?.atMost === undefined ? '' : String(count.atMost),
    word: count?.word ?? '',
  }
}

function fineFields({ details: { amountMinor, currency } }: CaseEvent): Partial<EventBody> {
  if (amountMinor === undefined || currency === undefined) return {}
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions()
  return { amount: String(amountMinor / 10 ** maximumFractionDigits), currency }
}
