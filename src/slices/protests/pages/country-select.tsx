import { countryOptions } from '../../../platform/html/country-options.tsx'
import { inside } from '../../../platform/html/trusted-html.tsx'
import type { View } from '../../../platform/html/view.ts'

interface CountrySelectProps {
  view: View
  id: string
  selected?: string
}

/** Every country by its name in the reader's language. */
export function CountrySelect({ view, id, selected }: CountrySelectProps) {
  const { t, lang } = view
  const options = countryOptions(lang, { selected, empty: t('protests.act_choose') })
  return (
    <div class="field">
      <label for={id}>{t('protests.act_country')}</label>
      <select id={id} name="from" required autocomplete="country" {...inside(options)} />
    </div>
  )
}
