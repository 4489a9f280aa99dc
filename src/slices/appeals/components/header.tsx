import type { View } from '../../../platform/html/view.ts'
import { countryName, formatDay } from '../../../platform/i18n/format.ts'
import { headline } from '../../../platform/i18n/headline.ts'
import { dayOf } from '../../../platform/time.ts'
import type { Appeal, LocalText } from '../types.ts'
import { inLanguage } from './language.ts'

/** Country and place, headline, call and date. */
export function AppealHeader({ view, appeal }: { view: View; appeal: Appeal }) {
  const text = inLanguage(view, appeal.language)
  return (
    <header class="appeal-header">
      <Kicker view={view} country={appeal.country} place={appeal.place} />
      <h1 {...text}>{headline(appeal.title)}</h1>
      <p class="standfirst" {...text}>
        {appeal.call}
      </p>
      <AppealDates view={view} appeal={appeal} />
    </header>
  )
}

interface KickerProps {
  view: View
  country: string
  place: LocalText
}

/** Country, with a link to all appeals about it, and place. */
export function Kicker({ view, country, place }: KickerProps) {
  return (
    <p class="kicker">
      {/* A draft may have none yet. */}
      {country !== '' && (
        <>
          <a href={view.link(`/countries/${country}/`)}>{countryName(view.lang, country)}</a>
          {' · '}
        </>
      )}
      <span {...inLanguage(view, place.language)}>{place.text}</span>
    </p>
  )
}

function AppealDates({ view, appeal }: { view: View; appeal: Appeal }) {
  const { lang, t } = view
  const { publishedOn } = appeal.key
  const isChanged = appeal.changedAt > appeal.publishedAt
  return (
    <p class="meta">
      <time dateTime={publishedOn}>{formatDay(lang, publishedOn)}</time>
      {isChanged &&
        ` · ${t('appeals.updated_on', { day: formatDay(lang, dayOf(appeal.changedAt)) })}`}
      {appeal.actBy && ` · ${t('appeals.act_by', { day: formatDay(lang, appeal.actBy) })}`}
    </p>
  )
}
