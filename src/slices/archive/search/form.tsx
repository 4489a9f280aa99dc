import type { View } from '../../../platform/html/view.ts'
import { countryName } from '../../../platform/i18n/format.ts'
import { topicName } from '../../appeals/index.ts'
import { MAX_QUERY_CHARS } from './query.ts'

/** What a reader asked for. */
export interface Asked {
  text: string
  country?: string
  topic?: string
  year?: string
  /** Where the list goes on. */
  after?: string
}

/** What public appeals can be narrowed down by: codes, keys, years. */
export interface Choices {
  countries: string[]
  topics: string[]
  years: string[]
}

interface SearchFormProps {
  view: View
  asked: Asked
  choices: Choices
}

/** Asks by GET, so that what was found has an address. */
export function SearchForm({ view, asked, choices }: SearchFormProps) {
  const { lang, t } = view
  const countries = named(lang, choices.countries, (code) => countryName(lang, code))
  const topics = named(lang, choices.topics, (topic) => topicName(t, topic))
  const years = choices.years.map((year) => ({ value: year, name: year }))
  return (
    <search>
      <form class="search-form" method="get" action={view.link('/search')}>
        <div class="field">
          <label for="q">{t('archive.search_words')}</label>
          <input
            type="search"
            id="q"
            name="q"
            value={asked.text}
            maxLength={MAX_QUERY_CHARS}
            autocomplete="off"
          />
        </div>
        <Choice
          name="country"
          label={t('archive.country')}
          any={t('archive.any_country')}
          options={countries}
          chosen={asked.country}
        />
        <Choice
          name="topic"
          label={t('archive.topic')}
          any={t('archive.any_topic')}
          options={topics}
          chosen={asked.topic}
        />
        <Choice
          name="year"
          label={t('archive.year')}
          any={t('archive.any_year')}
          options={years}
          chosen={asked.year}
        />
        <button type="submit" class="button-primary">
          {t('archive.search')}
        </button>
      </form>
    </search>
  )
}

interface Option {
  value: string
  name: string
}

interface ChoiceProps {
  name: string
  label: string
  /** The name of not choosing. */
  any: string
  options: Option[]
  chosen?: string
}

function Choice({ name, label, any, options, chosen }: ChoiceProps) {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <select id={name} name={name}>
        <option value="">{any}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === chosen}>
            {option.name}
          </option>
        ))}
      </select>
    </div>
  )
}

function named(lang: string, values: string[], nameOf: (value: string) => string): Option[] {
  const options = values.map((value) => ({ value, name: nameOf(value) }))
  return options.sort((a, b) => a.name.localeCompare(b.name, lang))
}
