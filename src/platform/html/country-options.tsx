import { renderToString } from 'preact-render-to-string'
import { isCountry, listCountries } from '../countries.ts'
import { countryName } from '../i18n/format.ts'
import { remember } from '../remember.ts'
import type { Html } from './trusted-html.tsx'

const MAX_LANGUAGES = 100

/**
 * What stands in a list of all countries, by their names in the reader's language, for
 * `<select {...inside(…)}>`. Most of a page's elements are here, so they are made once.
 *
 * @param empty words of a first option that chooses nothing
 */
export function countryOptions(
  lang: string,
  { selected, empty }: { selected?: string; empty?: string },
): Html {
  const first = empty === undefined ? '' : renderToString(<option value="">{empty}</option>)
  const all = optionsIn(lang)
  const rest =
    selected && isCountry(selected) ? all.replace(`value="${selected}"`, '$& selected') : all
  return (first + rest) as Html
}

const optionsIn = remember(MAX_LANGUAGES, (lang) => {
  const { compare } = new Intl.Collator(lang)
  return listCountries()
    .map(({ code }) => ({ code, name: countryName(lang, code) }))
    .sort((a, b) => compare(a.name, b.name))
    .map(({ code, name }) => renderToString(<option value={code}>{name}</option>))
    .join('')
})
