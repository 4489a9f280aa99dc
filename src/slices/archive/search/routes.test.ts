import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { openTestApp } from '../../../../test/harness.ts'
import { archiveCommands } from '../cli.ts'
import { type GivenAppeal, publish } from '../fixture.ts'

async function openSearch(t: TestContext, ...appeals: GivenAppeal[]) {
  const app = await openTestApp(t)
  await publish(app.deps, ...appeals)
  await app.runJobs()
  const get = async (query: Record<string, string> | string = {}, lang = 'en') => {
    const url = `/${lang}/search?${typeof query === 'string' ? query : new URLSearchParams(query)}`
    const { statusCode, body, headers } = await app.server.inject(url)
    return { status: statusCode, body, headers, main: /<main.*<\/main>/s.exec(body)?.[0] ?? '' }
  }
  return { ...app, get }
}

const day = '2013-05-22'

test('every page leads to the search, which asks for words and offers filters', async (t) => {
  const { get, server } = await openSearch(
    t,
    { day, slug: 'a', topics: ['housing'] },
    { day: '2012-05-22', slug: 'b', country: 'AZ' },
  )
  assert.match((await server.inject('/ru/')).body, /<a href="\/ru\/search" rel="search">Поиск</)
  const { status, main } = await get()
  assert.equal(status, 200)
  assert.match(main, /<form [^>]*method="get" action="\/en\/search"/)
  const options = [...main.matchAll(/<option value(?:="([^"]*)")?/g)].map(([, value = '']) => value)
  assert.deepEqual(options, ['', 'AZ', 'KZ', '', 'housing', '', '2013', '2012'])
  assert.doesNotMatch(main, /Nothing was found/)
})

test('what was found is shown with its words marked, country and day', async (t) => {
  const { get } = await openSearch(t, {
    ...{ day, slug: 'a', title: 'Arrests in Astana' },
    story: 'Five *leaders* were arrested in **Astana**.',
  })
  const { main } = await get({ q: 'астана' })
  assert.match(main, /<a href="\/en\/2013\/05\/22\/a\/">Arrests in <mark>Astana<\/mark><\/a>/)
  assert.match(main, /Five leaders were arrested in <mark>Astana<\/mark>\./)
  assert.match(main, /Kazakhstan · <time datetime="2013-05-22">22 May 2013</)
  assert.match(main, /<input type="search"[^>]* value="астана"/)
})

test('a text in another language than the page says so', async (t) => {
  const { get } = await openSearch(t, { day, slug: 'a', also: { ar: { title: 'اعتقال' } } })
  const { main } = await get({ q: 'اعتقال' })
  assert.match(main, /<a [^>]*hreflang="ar" lang="ar" dir="rtl"><mark>اعتقال<\/mark><\/a>/)
})

test('when nothing was found the page says what to try', async (t) => {
  const { get } = await openSearch(t, { day, slug: 'a' })
  const { status, main } = await get({ q: 'nowhere', country: 'KZ', year: '2013' })
  assert.equal(status, 200)
  assert.match(main, /Nothing was found/)
  assert.match(main, /<a href="\/en\/search\?q=nowhere">Look in all countries/)
  assert.match(main, /<option value="KZ" selected>/)
  assert.doesNotMatch((await get({ q: 'nowhere' })).main, /Look in all countries/)
  assert.match((await get({ q: 'nowhere land' })).main, /Leave out a word/)
  assert.doesNotMatch((await get({ q: 'nowhere' })).main, /Leave out a word/)
  assert.match((await get({ q: '???' })).main, /no word in what you typed/)
})

test('the list goes on under its own address, filters and all', async (t) => {
  const many = Array.from({ length: 12 }, (_, index) => ({ day, slug: `n${index}` }))
  const { get } = await openSearch(t, ...many)
  const first = await get({ q: 'story & more', country: 'KZ' })
  assert.match(first.main, /Nothing was found/)
  const { main } = await get({ q: 'story', country: 'KZ' })
  assert.equal(main.match(/<article/g)?.length, 10)
  const next = /<a href="\/en\/search\?(q=story&amp;country=KZ&amp;after=w\d+)" rel="next">/.exec(
    main,
  )
  const last = await get(next?.[1]?.replaceAll('&amp;', '&'))
  assert.equal(last.main.match(/<article/g)?.length, 2)
  assert.doesNotMatch(last.main, /rel="next"/)
})

test('searches are not for search engines and are not kept', async (t) => {
  const { get } = await openSearch(t, { day, slug: 'a' })
  const { body, headers } = await get({ q: 'story' })
  assert.match(body, /<meta name="robots" content="noindex"/)
  assert.doesNotMatch(body, /rel="canonical"/)
  assert.equal(headers.etag, undefined)
})

test('what is typed comes back as text and never as an error', async (t) => {
  const { get } = await openSearch(t, { day, slug: 'a', title: '<script>alert(1)</script>' })
  const { main } = await get({ q: '<script>alert(1)</script>"\'><img src=x onerror=a()>' })
  assert.doesNotMatch(main, /<script|<img/)
  assert.match(
    (await get({ q: 'alert' })).main,
    /&lt;script><mark>alert<\/mark>\(1\)&lt;\/script>|&lt;script&gt;<mark>alert<\/mark>/,
  )
  const queries = [
    ...['q=%01', 'q=%ff%fe', 'q=%', 'q=a&q=b', 'q[]=a', 'q=%F0%9F%91%A9', 'x=y', ''],
    ...['q=a&country=XX', 'q=a&country=%27', 'q=a&year=abc', 'q=a&year=99999', 'q=a&topic=%22*'],
    ...['q=a&after=t', "q=a&after=w1'--", 'q=a&after=t999999999999999', `q=${'%22'.repeat(1000)}`],
    `q=${'a'.repeat(10_000)}`,
  ]
  for (const query of queries) assert.equal((await get(query)).status, 200, query)
})

test('one network that searches without end is asked to wait', async (t) => {
  const { get } = await openSearch(t)
  for (let tries = 0; tries < 120; tries += 1) assert.equal((await get()).status, 200)
  assert.equal((await get()).status, 429)
})

test('the index is rebuilt by a command that says how much there is', async (t) => {
  const { deps } = await openSearch(t, { day, slug: 'a' }, { day, slug: 'b' })
  const lines: string[] = []
  const write = (line: string) => void lines.push(line)
  const out = { line: write, note: write, progress: () => {} }
  const [rebuild] = archiveCommands
  assert.equal(await rebuild?.run({ deps, values: {}, positionals: [], out }), 0)
  assert.deepEqual(lines, ['2 appeals can be found.'])
})
