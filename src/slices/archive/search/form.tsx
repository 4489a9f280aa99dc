import type { View } from '../../../platform/html/view.ts'
import type { Choice, Choices } from './choices.ts'
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

interface SearchFormProps {
  view: View
  asked: Asked
  choices: Choices
}

/** Asks by GET, so that what was found has an address. */
export function SearchForm({ view, asked, choices }: SearchFormProps) {
  const { t } = view
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
            dir="auto"
          />
        </div>
        <Filter
          name="country"
          label={t('archive.country')}
          any={t('archive.any_country')}
          choices={choices.countries}
          chosen={asked.country}
        />
        <Filter
          name="topic"
          label={t('archive.topic')}
          any={t('archive.any_topic')}
          choices={choices.topics}
          chosen={asked.topic}
        />
        <Filter
          name="year"
          label={t('archive.year')}
          any={t('archive.any_year')}
          choices={choices.years}
          chosen={asked.year}
        />
        <button type="submit" class="button-primary">
          {t('archive.search')}
        </button>
      </form>
    </search>
  )
}

interface FilterProps {
  name: string
  label: string
  /** The name of not choosing. */
  any: string
  choices: Choice[]
  chosen?: string
}

function Filter({ name, label, any, choices, chosen }: FilterProps) {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <select id={name} name={name}>
        <option value="">{any}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} selected={choice.value === chosen}>
            {choice.name}
          </option>
        ))}
      </select>
    </div>
  )
}
