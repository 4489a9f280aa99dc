import type { SelectHTMLAttributes } from 'preact'
import { listCountries } from '../../../platform/countries.ts'
import type { View } from '../../../platform/html/view.ts'
import { countryName } from '../../../platform/i18n/format.ts'

type CountrySelectProps = SelectHTMLAttributes & {
  view: View
  value?: string
  /** Words for none. */
  none: string
  /** Codes besides those of countries. */
  more?: { code: string; name: string }[]
}

/** Countries by their names in the reader's language. */
export function CountrySelect({ view, value, none, more = [], ...control }: CountrySelectProps) {
  const countries = listCountries().map(({ code }) => ({
    code,
    name: countryName(view.lang, code),
  }))
  countries.sort((a, b) => a.name.localeCompare(b.name, view.lang))
  return (
    <select {...control}>
      <option value="">{none}</option>
      {[...more, ...countries].map((each) => (
        <option key={each.code} value={each.code} selected={each.code === value}>
          {each.name}
        </option>
      ))}
    </select>
  )
}
