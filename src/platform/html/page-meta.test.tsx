import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderToString } from 'preact-render-to-string'
import { loadCatalogues } from '../i18n/catalogues.ts'
import { JsonLd } from './json-ld.tsx'
import { PageMeta } from './page-meta.tsx'
import type { View } from './view.ts'

const { translator } = loadCatalogues('locales')

function viewOf(lang: string, path: string): View {
  return {
    lang,
    dir: 'ltr',
    t: translator(lang),
    path,
    link: (other) => `/${lang}${other}`,
    inLanguage: (other) => `/${other}${path}`,
    languages: ['en', 'ru'],
    siteName: 'Outcry',
    organisation: 'Solidarity Now',
    publicUrl: 'https://outcry.example',
    demo: false,
    assets: { style: '/s.css', deskStyle: '/d.css', icon: '/i.svg', scripts: {} },
  }
}

const head = (view: View, languages: string[]) =>
  renderToString(<PageMeta view={view} title="A “title”" languages={languages} />)

test('a page has one address, whatever a reader was asked for', () => {
  const html = head(viewOf('ru', '/2013/05/22/a/?from=IE'), ['en', 'ru'])
  assert.match(html, /rel="canonical" href="https:\/\/outcry\.example\/ru\/2013\/05\/22\/a\/"/)
  assert.match(html, /hreflang="en" href="https:\/\/outcry\.example\/en\/2013\/05\/22\/a\/"/)
  assert.match(html, /hreflang="x-default" href="https:\/\/outcry\.example\/2013\/05\/22\/a\/"/)
  assert.match(html, /og:url" content="https:\/\/outcry\.example\/ru\/2013\/05\/22\/a\/"/)
  assert.match(html, /og:locale" content="ru_RU"/)
})

test('a text is at home in a language that it exists in', () => {
  const english = head(viewOf('ru', '/2013/05/22/a/'), ['en'])
  assert.match(english, /rel="canonical" href="https:\/\/outcry\.example\/en\/2013\/05\/22\/a\/"/)
  assert.doesNotMatch(english, /hreflang="ru"/)
  const kazakh = head(viewOf('ru', '/2013/05/22/a/'), [])
  assert.match(kazakh, /rel="canonical" href="https:\/\/outcry\.example\/2013\/05\/22\/a\/"/)
})

test('feeds of the site and of the page are announced in three formats', () => {
  const feeds = [{ path: '/countries/KZ/feed/', title: 'Kazakhstan' }]
  const html = renderToString(
    <PageMeta view={viewOf('en', '/countries/KZ/')} title="x" languages={[]} feeds={feeds} />,
  )
  const links = [...html.matchAll(/type="([^"]+)" title="([^"]+)" href="([^"]+)"/g)]
  assert.deepEqual(
    links.slice(2).map(([, ...parts]) => parts),
    [
      ['application/feed+json', 'Outcry', '/en/feed.json'],
      ['application/rss+xml', 'Kazakhstan', '/en/countries/KZ/feed/'],
      ['application/atom+xml', 'Kazakhstan', '/en/countries/KZ/feed/atom/'],
      ['application/feed+json', 'Kazakhstan', '/en/countries/KZ/feed.json'],
    ],
  )
})

test('no text can leave the data block that it stands in', () => {
  const text = '</script><!--<script>alert(1)</script> & "quoted" \u2028'
  const html = renderToString(<JsonLd data={{ text }} />)
  const [, json = ''] = /^<script type="application\/ld\+json">(.*)<\/script>$/s.exec(html) ?? []
  assert.doesNotMatch(json, /</)
  assert.deepEqual(JSON.parse(json), { text })
})
