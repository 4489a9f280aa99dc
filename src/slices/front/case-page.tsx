import { Layout } from '../../platform/html/layout.tsx'
import type { View } from '../../platform/html/view.ts'
import { countryName } from '../../platform/i18n/format.ts'
import type { Day } from '../../platform/time.ts'
import { AppealTeaser, type Teaser } from '../appeals/index.ts'
import {
  CaseDates,
  CaseDemands,
  CaseFeedLink,
  CasePeople,
  CaseSummary,
  CaseTimeline,
  caseFeedPath,
  caseTitle,
  Lanes,
  PeopleRow,
  personLabel,
  type ShownCase,
  stateSentence,
} from '../cases/index.ts'

interface CasePageProps {
  view: View
  shown: ShownCase
  today: Day
  /** Appeals about the case, the newest first. */
  appeals: Teaser[]
}

/** Everything about one case: where it stands, who it is about, what happened, what is asked for. */
export function CasePage({ view, shown, today, appeals }: CasePageProps) {
  const { t, lang } = view
  const { ledger, state } = shown
  const { key, country } = ledger.case
  const people = ledger.people.map((person) => ({ id: person.id, label: personLabel(t, person) }))
  return (
    <Layout
      view={view}
      title={caseTitle(view, shown)}
      description={stateSentence(t, state.counts)}
      feeds={[{ path: caseFeedPath(key), title: caseTitle(view, shown) }]}
      kind="case-page"
    >
      <article class="appeal">
        <header class="appeal-header">
          <p class="meta">
            <a href={view.link('/cases/')}>{t('cases.title')}</a> ·{' '}
            <a href={view.link(`/countries/${country}/`)}>{countryName(lang, country)}</a>
          </p>
          <h1>{caseTitle(view, shown)}</h1>
        </header>
        <CaseSummary view={view} shown={shown} />
        <PeopleRow view={view} counts={state.counts} />
        <CaseAppeals view={view} appeals={appeals} />
        <CaseDates view={view} shown={shown} today={today} />
        <CaseDemands view={view} shown={shown} />
        <CasePeople view={view} shown={shown} />
        <Lanes view={view} state={state} people={people} />
        <CaseTimeline view={view} shown={shown} />
        <p>
          <CaseFeedLink view={view} caseKey={key} />
        </p>
        <p class="meta">
          {t('cases.as_data')} <a href={`/cases/${key}.json`}>JSON</a>,{' '}
          <a href={`/cases/${key}.csv`}>CSV</a>, <a href={`/cases/${key}.ics`}>iCalendar</a>.{' '}
          <a href={view.link('/cases/#data')}>{t('cases.causation')}</a>
        </p>
      </article>
    </Layout>
  )
}

function CaseAppeals({ view, appeals }: Pick<CasePageProps, 'view' | 'appeals'>) {
  if (appeals.length === 0) return null
  return (
    <section>
      <h2>{view.t('front.case_appeals')}</h2>
      {appeals.map((teaser) => (
        <AppealTeaser key={teaser.id} view={view} teaser={teaser} level={3} />
      ))}
    </section>
  )
}
