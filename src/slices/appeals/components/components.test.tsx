import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { View } from '../../../platform/html/view.ts'
import { loadCatalogues } from '../../../platform/i18n/catalogues.ts'
import { composeAppeal } from '../compose.ts'
import { parseAppealFile } from '../file/parse.ts'
import type { Appeal, Count } from '../types.ts'
import { Demands, Timeline } from './case.tsx'
import { CaseState, figurePhrases } from './figures.tsx'
import { AppealHeader } from './header.tsx'
import { PartnerQuotation, Story, Video } from './story.tsx'
import { AppealTeaser } from './teaser.tsx'

const catalogues = loadCatalogues('locales')

function viewIn(lang: string): View {
  return {
    lang,
    dir: 'ltr',
    t: catalogues.translator(lang),
    path: '/',
    link: (path) => `/${lang}${path}`,
    inLanguage: (other) => `/${other}/`,
    languages: catalogues.languages,
    siteName: 'Outcry',
    organisation: 'Solidarity Now',
    publicUrl: 'https://outcry.example',
    demo: false,
    assets: { style: '/s.css', deskStyle: '/d.css', icon: '/i.svg', scripts: {} },
  }
}

function astanaIn(lang: string): Appeal {
  const at = '2013-05-22T05:00:00.000Z'
  const [original, translation] = ['demo/astana.md', 'demo/astana.ru.md'].map(
    (name) => parseAppealFile(name, readFileSync(name)).content,
  )
  assert.ok(original?.kind === 'original' && translation)
  const { key, facts } = original
  const texts: Parameters<typeof composeAppeal>[0]['texts'] = [original.texts, translation.texts]
  return composeAppeal({ id: 'x', key, facts, texts, changedAt: at }, at, lang)
}

const html = (node: VNode) => renderToString(node)

test('the state of the case is a list of figures with its day and source', () => {
  const { figures } = astanaIn('en')
  assert.ok(figures)
  const page = html(<CaseState view={viewIn('en')} figures={figures} />)
  assert.match(page, /<li>more than 80\sdetained<.li><li>5\son trial<.li><li>many released<.li>/)
  assert.match(page, /As of 22 May 2013 · Source: Campaign Kazakhstan</)
  assert.deepEqual(figurePhrases(catalogues.translator('ru'), figures), [
    'более 80 задержанных',
    '5 подсудимых',
    'многие освобождены',
  ])
})

test('counts are worded as they were reported', () => {
  const sentence = (count: Count, lang = 'en') =>
    figurePhrases(catalogues.translator(lang), {
      asOf: '2013-05-22',
      source: 'S',
      counts: [{ kind: 'detained', count }],
    })[0]
  assert.equal(sentence({ atLeast: 80 }), 'at least 80 detained')
  assert.equal(sentence({ atLeast: 1 }), 'at least 1 detained')
  assert.equal(sentence('some'), 'some detained')
  assert.equal(sentence({ exactly: 1 }, 'ru'), '1 задержанный')
  assert.equal(sentence({ exactly: 22 }, 'ru'), '22 задержанных')
})

test('the header names country, place, headline, call and date', () => {
  const page = html(<AppealHeader view={viewIn('en')} appeal={astanaIn('en')} />)
  assert.match(page, /<a href="\/en\/countries\/KZ\/">Kazakhstan<\/a> · <span>Astana<\/span>/)
  assert.match(page, /<h1>Kazakhstan\u00a0– solidarity needed: Housing justice activists arrested/)
  assert.match(page, /<p class="standfirst">More than 80/)
  assert.match(page, /<time datetime="2013-05-22">22 May 2013<\/time>/)
})

test('texts in another language than the page are marked', () => {
  const page = html(<AppealHeader view={viewIn('ru')} appeal={astanaIn('en')} />)
  assert.match(page, />Казахстан<\/a> · <span lang="en" dir="ltr">Astana</)
  assert.match(page, /<h1 lang="en" dir="ltr">/)
})

test('a correction after publication is dated', () => {
  const appeal = { ...astanaIn('en'), changedAt: '2013-05-29T10:00:00.000Z' }
  assert.match(html(<AppealHeader view={viewIn('en')} appeal={appeal} />), /updated on 29 May 2013/)
})

test('the quotation says who wrote it, and links to nothing it does not know', () => {
  const { quotation } = astanaIn('en')
  assert.ok(quotation)
  const view = viewIn('en')
  const page = html(<PartnerQuotation view={view} quotation={quotation} />)
  assert.match(page, /<figcaption>Campaign Kazakhstan writes:<\/figcaption><blockquote><p>/)
  assert.doesNotMatch(page, /<a /)
  const free = { ...quotation, licence: 'CC BY 4.0', licenceUrl: 'https://cc.example/by' }
  assert.match(
    html(<PartnerQuotation view={view} quotation={free} />),
    / · <a href="https:\/\/cc\.example\/by" rel="license">Licence: CC BY 4\.0<\/a>/,
  )
  const reserved = { ...quotation, licence: 'Ask <us>' }
  assert.match(
    html(<PartnerQuotation view={view} quotation={reserved} />),
    /<\/time> · Licence: Ask &lt;us>/,
  )
  const linked = { ...quotation, url: 'https://partner.example/"x' }
  assert.match(
    html(<PartnerQuotation view={view} quotation={linked} />),
    /<a href="https:\/\/partner\.example\/&quot;x">Source<\/a>/,
  )
})

test('no page loads a video; it links to one', () => {
  const title = { language: 'en', text: 'Film' }
  const view = viewIn('en')
  const linked = html(<Video view={view} video={{ title, url: 'https://video.example/1' }} />)
  assert.match(linked, /<a class="poster" href="https:\/\/video\.example\/1" rel="noopener/)
  assert.doesNotMatch(linked, /<(img|iframe|video)/)
  const hostile = html(<Video view={view} video={{ title, url: 'javascript:alert(1)' }} />)
  assert.doesNotMatch(hostile, /javascript/)
  assert.match(html(<Video view={view} video={{ title }} />), /not recorded here/)
})

test('markup in a story is shown as text', () => {
  const appeal = { ...astanaIn('en'), story: '**Bold** <script>alert(1)</script>' }
  const page = html(<Story view={viewIn('en')} appeal={appeal} />)
  assert.match(page, /<strong>Bold<\/strong> &lt;script&gt;/)
})

test('demands show their state, events their time and source', () => {
  const view = viewIn('en')
  const { demands } = astanaIn('en')
  assert.equal(html(<Demands view={view} demands={demands} />).match(/>Open</g)?.length, 3)
  const text = { language: 'ru', text: 'Облава' }
  const event = { key: 'raid', happenedOn: '2013-05-22', time: '05:30', source: 'S', text }
  assert.match(
    html(<Timeline view={view} events={[event]} />),
    /<time datetime="2013-05-22T05:30">22 May 2013, 05:30<\/time> <span lang="ru" dir="ltr">Облава/,
  )
})

test('parts without content leave nothing behind', () => {
  const view = viewIn('en')
  assert.equal(html(<Demands view={view} demands={[]} />), '')
  assert.equal(html(<Timeline view={view} events={[]} />), '')
  const figures = { asOf: '2013-05-22', source: 'S', counts: [] }
  assert.equal(html(<CaseState view={view} figures={figures} />), '')
})

test('a teaser keeps to the language of the page in its link', () => {
  const page = html(<AppealTeaser view={viewIn('ru')} teaser={astanaIn('ru')} level={3} />)
  assert.match(
    page,
    /<h3><a href="\/ru\/2013\/05\/22\/housing-justice-activists-arrested-in-astana\/">/,
  )
})
