import { MonthCalendar } from '../../platform/html/calendar.tsx'
import { Layout } from '../../platform/html/layout.tsx'
import type { View } from '../../platform/html/view.ts'
import { countryName } from '../../platform/i18n/format.ts'
import type { Day } from '../../platform/time.ts'
import { AppealTeaser, type Teaser, topicName } from '../appeals/index.ts'

interface HomePageProps {
  view: View
  page: number
  teasers: Teaser[]
  /** Set when there is an older page. */
  next?: string
  countries: string[]
  topics: string[]
  /** The month of the first appeal shown; none without appeals. */
  calendar?: { month: string; counts: ReadonlyMap<Day, number>; previous?: string; next?: string }
}

/** The newest appeals, and the ways to all others: by day, country and topic. */
export function HomePage(props: HomePageProps) {
  const { view, page, teasers, next } = props
  const { t } = view
  const title = page === 1 ? view.siteName : t('front.page_title', { page })
  return (
    <Layout view={view} title={title} description={t('front.description')} kind="home-page">
      <h1 class="section-title">{page === 1 ? t('front.title') : title}</h1>
      <p class="meta">{t('front.description')}</p>
      <div class="with-aside">
        <div class="teasers">
          {teasers.length === 0 && <p class="notice">{t('front.empty')}</p>}
          {teasers.map((teaser, index) => (
            <AppealTeaser
              key={teaser.id}
              view={view}
              teaser={teaser}
              isLead={page === 1 && index === 0}
            />
          ))}
          <PageLinks view={view} base="/" page={page} hasNext={next !== undefined} />
        </div>
        <Lists {...props} />
      </div>
    </Layout>
  )
}

/** Everything about one country. */
export function CountryPage({
  view,
  country,
  page,
  teasers,
  next,
}: Pick<HomePageProps, 'view' | 'page' | 'teasers' | 'next'> & { country: string }) {
  const name = countryName(view.lang, country)
  return (
    <Layout
      view={view}
      title={name}
      feeds={[{ path: `/countries/${country}/feed/`, title: name }]}
      kind="country-page"
    >
      <h1>{name}</h1>
      <p>
        <a href={view.link(`/missions/${country}/`)}>{view.t('front.missions_of', { name })}</a>
      </p>
      <div class="teasers">
        {teasers.length === 0 && <p class="notice">{view.t('front.no_appeals', { name })}</p>}
        {teasers.map((teaser) => (
          <AppealTeaser key={teaser.id} view={view} teaser={teaser} />
        ))}
        <PageLinks
          view={view}
          base={`/countries/${country}/`}
          page={page}
          hasNext={next !== undefined}
        />
      </div>
    </Layout>
  )
}

/** The newest appeals on one topic. */
export function TopicPage({
  view,
  topic,
  teasers,
}: {
  view: View
  topic: string
  teasers: Teaser[]
}) {
  const name = topicName(view.t, topic)
  const feeds = [{ path: `/topics/${topic}/feed/`, title: name }]
  return (
    <Layout view={view} title={name} feeds={feeds} kind="topic-page">
      <h1>{name}</h1>
      <div class="teasers">
        {teasers.map((teaser) => (
          <AppealTeaser key={teaser.id} view={view} teaser={teaser} />
        ))}
      </div>
    </Layout>
  )
}

/** Instead of an appeal that was taken back: nothing of what it said. */
export function WithdrawnPage({ view }: { view: View }) {
  const title = view.t('front.withdrawn')
  return (
    <Layout view={view} title={title} noindex kind="error-page">
      <h1>{title}</h1>
      <p class="lede">{view.t('front.withdrawn_text')}</p>
      <p>
        <a class="button" href={view.link('/')}>
          {view.t('platform.back_home')}
        </a>
      </p>
    </Layout>
  )
}

function Lists({
  view,
  countries,
  topics,
  calendar,
}: Pick<HomePageProps, 'view' | 'countries' | 'topics' | 'calendar'>) {
  if (!calendar) return null
  const year = calendar.month.slice(0, 4)
  return (
    <aside class="aside">
      <h2>{view.t('front.archive')}</h2>
      <MonthCalendar view={view} {...calendar} />
      <p>
        <a href={view.link(`/${year}/`)}>{view.t('front.whole_year', { year })}</a>
      </p>
      <h2>{view.t('front.countries')}</h2>
      <ul class="plain-list">
        {countries.map((country) => (
          <li key={country}>
            <a href={view.link(`/countries/${country}/`)}>{countryName(view.lang, country)}</a>
          </li>
        ))}
      </ul>
      {topics.length > 0 && <h2>{view.t('front.topics')}</h2>}
      {topics.length > 0 && (
        <ul class="plain-list">
          {topics.map((topic) => (
            <li key={topic}>
              <a href={view.link(`/topics/${topic}/`)}>{topicName(view.t, topic)}</a>
            </li>
          ))}
        </ul>
      )}
    </aside>
  )
}

/** Newer and older pages of a list whose first page is at `base`. */
function PageLinks({
  view,
  base,
  page,
  hasNext,
}: {
  view: View
  base: string
  page: number
  hasNext: boolean
}) {
  if (page === 1 && !hasNext) return null
  const newer = page === 2 ? base : `${base}page/${page - 1}/`
  return (
    <nav class="page-links" aria-label={view.t('front.pages')}>
      {page > 1 && (
        <a href={view.link(newer)} rel="prev">
          {view.t('front.newer')}
        </a>
      )}
      {hasNext && (
        <a href={view.link(`${base}page/${page + 1}/`)} rel="next">
          {view.t('front.older')}
        </a>
      )}
    </nav>
  )
}
