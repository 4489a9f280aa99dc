import { Layout } from '../../../platform/html/layout.tsx'
import type { View } from '../../../platform/html/view.ts'
import { countryName, directionOf, formatDay } from '../../../platform/i18n/format.ts'
import type { Choices } from './choices.ts'
import { type Asked, SearchForm } from './form.tsx'
import type { Found } from './search-appeals.ts'
import type { Piece } from './snippet.ts'

interface SearchPageProps {
  view: View
  asked: Asked
  choices: Choices
  /** Whether there was nothing to look for. */
  isEmpty: boolean
  found: Found[]
  next?: string
}

/** The form, and what was found. */
export function SearchPage({ view, asked, choices, isEmpty, found, next }: SearchPageProps) {
  const { t } = view
  const title = asked.text ? t('archive.search_for', { query: asked.text }) : t('archive.search')
  return (
    <Layout view={view} title={title} noindex kind="search-page">
      <h1>{t('archive.search')}</h1>
      <SearchForm view={view} asked={asked} choices={choices} />
      {!isEmpty && (
        <section aria-labelledby="results">
          <h2 id="results" class="section-title">
            {found.length > 0 || asked.after ? t('archive.results') : t('archive.no_results')}
          </h2>
          {found.length === 0 && <WhatToTry view={view} asked={asked} />}
          {found.map((each) => (
            <Result key={each.id} view={view} found={each} />
          ))}
          {next && (
            <nav class="page-links" aria-label={t('archive.result_pages')}>
              <a href={addressOf(view, { ...asked, after: next })} rel="next">
                {t('archive.more_results')}
              </a>
            </nav>
          )}
        </section>
      )}
      {isEmpty && <p class="hint">{t(asked.text ? 'archive.no_words' : 'archive.search_hint')}</p>}
    </Layout>
  )
}

function Result({ view, found }: { view: View; found: Found }) {
  const { language } = found
  const text = language === view.lang ? {} : { lang: language, dir: directionOf(language) }
  return (
    <article class="search-result">
      <h3>
        <a href={view.link(found.path)} hreflang={text.lang} {...text}>
          <Pieces pieces={found.title} />
        </a>
      </h3>
      <p {...text}>
        <Pieces pieces={found.snippet} />
      </p>
      <p class="meta">
        {countryName(view.lang, found.country)} ·{' '}
        <time dateTime={found.publishedOn}>{formatDay(view.lang, found.publishedOn)}</time>
      </p>
    </article>
  )
}

function Pieces({ pieces }: { pieces: Piece[] }) {
  return pieces.map(({ text, isMatch }, index) =>
    isMatch ? <mark key={index}>{text}</mark> : text,
  )
}

function WhatToTry({ view, asked }: Pick<SearchPageProps, 'view' | 'asked'>) {
  const { t } = view
  const isNarrowed = asked.country || asked.topic || asked.year
  return (
    <ul>
      {isNarrowed && (
        <li>
          <a href={addressOf(view, { text: asked.text })}>{t('archive.try_everywhere')}</a>
        </li>
      )}
      {/\S\s+\S/.test(asked.text) && <li>{t('archive.try_fewer_words')}</li>}
      <li>{t('archive.try_spelling')}</li>
      <li>{t('archive.try_language')}</li>
      <li>
        <a href={view.link('/')}>{t('archive.try_newest')}</a>
      </li>
    </ul>
  )
}

function addressOf(view: View, { text, ...others }: Asked): string {
  const given = Object.entries({ q: text, ...others }).filter(([, value]) => value !== undefined)
  return view.link(`/search?${new URLSearchParams(given as [string, string][])}`)
}
