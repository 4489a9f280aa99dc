import { findCountry } from '../../../platform/countries.ts'
import type { View } from '../../../platform/html/view.ts'
import { countryName } from '../../../platform/i18n/format.ts'
import type { Appeal } from '../../appeals/index.ts'
import { CountrySelect } from './country-select.tsx'

interface ActBoxProps {
  view: View
  appeal: Pick<Appeal, 'path' | 'country'>
  /** The reader's state as the address names it; guessed from their languages otherwise. */
  from?: string
  /** The box stands in a frame on another site; the letter is written in a window of its own. */
  isFramed?: boolean
}

/** The one thing to do on the page of an appeal: say where you live, and find your embassy. */
export function ActBox({ view, appeal, from, isFramed }: ActBoxProps) {
  const { t, lang } = view
  const guess = view.guessedCountry
  const isGuessed = from === undefined && guess !== undefined && findCountry(guess) !== undefined
  return (
    <section class="act-box" id="act" aria-labelledby="act-title" lang={lang}>
      <h2 id="act-title">{t('protests.act_title')}</h2>
      <p>{t('protests.act_text', { country: countryName(lang, appeal.country) })}</p>
      <form
        action={view.link(`${appeal.path}letter`)}
        method="get"
        target={isFramed ? '_blank' : undefined}
        rel={isFramed ? 'noopener' : undefined}
      >
        <CountrySelect view={view} id="act-from" selected={from ?? guess} />
        <button type="submit">{t('protests.act_button')}</button>
      </form>
      <p class="print-only">{view.publicUrl + view.link(appeal.path)}</p>
      {isGuessed && <p class="hint">{t('protests.act_guessed')}</p>}
    </section>
  )
}
