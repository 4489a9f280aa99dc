import { findCountry } from '../../../platform/countries.ts'
import type { View } from '../../../platform/html/view.ts'
import { countryName, directionOf, formatDay } from '../../../platform/i18n/format.ts'
import { dayOf } from '../../../platform/time.ts'
import type { Appeal } from '../../appeals/index.ts'
import { CountrySelect } from './country-select.tsx'

interface ActBoxProps {
  view: View
  appeal: Pick<Appeal, 'path' | 'country' | 'closed'>
  /** The reader's state as the address names it; guessed from their languages otherwise. */
  from?: string
  /** The box stands in a frame on another site; the letter is written in a window of its own. */
  isFramed?: boolean
}

/** The one thing to do on the page of an appeal: say where you live, and find your embassy. */
export function ActBox(props: ActBoxProps) {
  const { view, appeal, from, isFramed } = props
  if (appeal.closed) return <ClosedBox view={view} closed={appeal.closed} />
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

/** In its place, when the appeal has come to its end: how, and since when. */
function ClosedBox({ view, closed }: { view: View; closed: NonNullable<Appeal['closed']> }) {
  const { t, lang } = view
  const { at, outcome } = closed
  const language =
    outcome.language === lang ? {} : { lang: outcome.language, dir: directionOf(outcome.language) }
  return (
    <section class="notice" id="act" aria-labelledby="act-title" lang={lang}>
      <h2 id="act-title">{t('protests.act_closed')}</h2>
      <p {...language}>{outcome.text}</p>
      <p class="meta">{t('protests.act_closed_on', { day: formatDay(lang, dayOf(at)) })}</p>
    </section>
  )
}
