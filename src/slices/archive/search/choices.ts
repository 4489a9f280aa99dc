import type { Deps } from '../../../platform/deps.ts'
import type { View } from '../../../platform/html/view.ts'
import { countryName } from '../../../platform/i18n/format.ts'
import { addMs, SECOND_MS } from '../../../platform/time.ts'
import {
  listAppealCountries,
  listAppealTopics,
  listAppealYears,
  topicName,
} from '../../appeals/index.ts'

export interface Choice {
  value: string
  name: string
}

/** What public appeals can be narrowed down by, in the order of their names. */
export interface Choices {
  countries: Choice[]
  topics: Choice[]
  /** The newest first. */
  years: Choice[]
}

type ChoicesOf = (view: Pick<View, 'lang' | 't'>) => Promise<Choices>

/** So long may a new country, topic or year be missing among the filters. */
const FRESH_MS = 10 * SECOND_MS

/** Looks up now and then what there is to choose from; most searches are spared it. */
export function createChoices({ reader, clock }: Pick<Deps, 'reader' | 'clock'>): ChoicesOf {
  const known = new Map<string, Promise<Choices>>()
  let freshUntil = ''
  return (view) => {
    const now = clock.now()
    if (now >= freshUntil) {
      known.clear()
      freshUntil = addMs(now, FRESH_MS)
    }
    const found = known.get(view.lang) ?? listChoices({ reader }, view)
    known.set(view.lang, found)
    found.catch(() => known.delete(view.lang))
    return found
  }
}

async function listChoices(
  { reader }: Pick<Deps, 'reader'>,
  { lang, t }: Parameters<ChoicesOf>[0],
): Promise<Choices> {
  const [countries, topics, years] = await Promise.all([
    listAppealCountries(reader),
    listAppealTopics(reader),
    listAppealYears(reader),
  ])
  const { compare } = new Intl.Collator(lang)
  const named = (values: string[], nameOf: (value: string) => string) =>
    values.map((value) => ({ value, name: nameOf(value) })).sort((a, b) => compare(a.name, b.name))
  return {
    countries: named(countries, (code) => countryName(lang, code)),
    topics: named(topics, (topic) => topicName(t, topic)),
    years: years.map((year) => ({ value: year, name: year })),
  }
}
