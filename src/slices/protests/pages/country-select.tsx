import { listCountries } from '../../../platform/countries.ts'
import type { View } from '../../../platform/html/view.ts'
import { countryName } from '../../../platform/i18n/format.ts'

interface CountrySelectProps {
  view: View
  id: string
  selected?: string
}

/** Every country by its name in the reader's language. */
export function CountrySelect({ view, id, selected }: CountrySelectProps) {
  const { t, lang } = view
  return (
    <div class="field">
      <label for={id}>{t('protests.act_country')}</label>
      <select id={id} name="from" required autocomplete="country">
        <option value="">{t('protests.act_choose')}</option>
        {countryOptions(lang).map(({ code, name }) => (
          <option key={code} value={code} selected={code === selected}>
            {name}
          </option>
        ))}
      </select>
    </div>
  )
}

const optionsByLanguage = new Map<string, { code: string; name: string }[]>()

/** Sorting two hundred names by a language's rules is slow, so it is done once. */
function countryOptions(lang: string): { code: string; name: string }[] {
  const known = optionsByLanguage.get(lang)
  if (known) return known
  const { compare } = new Intl.Collator(lang)
  const options = listCountries()
    .map(({ code }) => ({ code, name: countryName(lang, code) }))
    .sort((a, b) => compare(a.name, b.name))
  optionsByLanguage.set(lang, options)
  return options
}
