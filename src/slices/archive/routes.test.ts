import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { openTestApp } from '../../../test/harness.ts'
import { withdrawAppeal } from '../appeals/index.ts'
import { type GivenAppeal, publish } from './fixture.ts'

async function openArchive(t: TestContext, ...appeals: GivenAppeal[]) {
  const app = await openTestApp(t)
  await publish(app.deps, ...appeals)
  return {
    ...app,
    async get(url: string) {
      const { statusCode, body } = await app.server.inject(url)
      return { status: statusCode, body, links: linksIn(body) }
    },
  }
}

/** Addresses of the main part, in their order. */
function linksIn(body: string): string[] {
  const main = /<main.*<\/main>/s.exec(body)?.[0] ?? ''
  return [...main.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href)
}

/** The rows of the calendar's body, cells parted by blanks. */
function weeksOf(body: string): string[] {
  const rows = /<tbody>(.*?)<\/tbody>/s.exec(body)?.[1]?.split('</tr>') ?? []
  return rows
    .map((row) =>
      [...row.matchAll(/<td>(.*?)<\/td>/gs)]
        .map(([, cell = '']) => cell.replace(/<[^>]*>/g, '') || '-')
        .join(' '),
    )
    .filter(Boolean)
}

const may: GivenAppeal[] = [
  { day: '2012-11-30', slug: 'earlier' },
  { day: '2013-05-01', slug: 'first' },
  { day: '2013-05-22', slug: 'a' },
  { day: '2013-05-22', slug: 'b' },
  { day: '2014-02-03', slug: 'later' },
]

test('a year lists its months with what is in them, the newest first', async (t) => {
  const { get } = await openArchive(t, ...may, { day: '2013-09-30', slug: 'c' })
  const { status, body, links } = await get('/en/2013/')
  assert.equal(status, 200)
  const years = ['/en/2014/', '/en/2013/', '/en/2012/']
  assert.deepEqual(links, ['/en/2013/09/', '/en/2013/05/', ...years])
  assert.match(body, /September 2013<\/a> <span class="meta">1 item</)
  assert.match(body, /May 2013<\/a> <span class="meta">3 items</)
})

test('of many years a page leads to those around it, to the first and to the last', async (t) => {
  const years = Array.from({ length: 14 }, (_, index) => 2000 + index)
  const given = years.map((year) => ({ day: `${year}-05-22`, slug: `of-${year}` }))
  const { get } = await openArchive(t, ...given)
  const { links } = await get('/en/2007/')
  const shown = links.flatMap((link) => /^\/en\/(\d{4})\/$/.exec(link)?.[1] ?? [])
  const around = [2011, 2010, 2009, 2008, 2007, 2006, 2005, 2004, 2003]
  assert.deepEqual(shown.map(Number), [2013, ...around, 2000])
})

test('a month lists its items beside the calendar', async (t) => {
  const { get } = await openArchive(t, ...may)
  const { status, body, links } = await get('/en/2013/05/')
  assert.equal(status, 200)
  assert.match(body, /<h1[^>]*>Archive: May 2013</)
  assert.deepEqual(
    links.filter((link) => /\/2013\/05\/\d\d\/\w/.test(link)),
    ['/en/2013/05/22/b/', '/en/2013/05/22/a/', '/en/2013/05/01/first/'],
  )
})

test('the calendar links days with items, and the nearest months with items', async (t) => {
  const { get } = await openArchive(t, ...may)
  const { body } = await get('/en/2013/05/')
  const calendar = /<table class="calendar">.*<\/table>/s.exec(body)?.[0] ?? ''
  const links = [...calendar.matchAll(/href="([^"]+)"/g)].map(([, href]) => href)
  assert.deepEqual(links, [
    ...['/en/2013/05/01/', '/en/2013/05/22/', '/en/2012/11/', '/en/2014/02/'],
  ])
  assert.match(calendar, /aria-label="22 May 2013: 2 items">22</)
})

test('May 2013 begins on a Wednesday of a week that begins on Monday', async (t) => {
  const { get } = await openArchive(t, ...may)
  const weeks = [
    '- - 1 2 3 4 5',
    '6 7 8 9 10 11 12',
    '13 14 15 16 17 18 19',
    '20 21 22 23 24 25 26',
  ]
  for (const lang of ['en', 'ru']) {
    assert.deepEqual(weeksOf((await get(`/${lang}/2013/05/`)).body), [
      ...weeks,
      '27 28 29 30 31 - -',
    ])
  }
})

test('a day lists its items beside the calendar of its month', async (t) => {
  const { get } = await openArchive(t, ...may)
  const { body, links } = await get('/ru/2013/05/22/')
  assert.match(body, /<h1[^>]*>Архив: 22 мая 2013 г\.</)
  assert.deepEqual(
    links.slice(0, 6).filter((link) => /\d\/[a-z]/.test(link)),
    [...['/ru/2013/05/22/b/', '/ru/2013/05/22/a/']],
  )
  assert.ok(links.includes('/ru/2013/05/01/'))
  assert.ok(links.includes('/ru/2013/'))
})

test('a long list goes on, page by page', async (t) => {
  const many = Array.from({ length: 45 }, (_, index) => ({ day: '2013-05-22', slug: `n${index}` }))
  const { get } = await openArchive(t, ...many)
  const seen: string[] = []
  let next: string | undefined = '/2013/05/'
  while (next) {
    const { status, links } = await get(next)
    assert.equal(status, 200)
    seen.push(...links.filter((link) => /\/n\d+\/$/.test(link)))
    next = links.find((link) => link.includes('?before='))
  }
  assert.equal(new Set(seen).size, 45)
  assert.equal(seen.length, 45)
})

test('a time without items, or that no calendar has, is not found', async (t) => {
  const { deps, get } = await openArchive(t, { day: '2013-05-22', slug: 'a' })
  const empty = ['/2012/', '/2013/04/', '/2013/05/21/', '/2013/02/30/', '/2013/13/', '/0000/']
  for (const path of empty) assert.equal((await get(path)).status, 404, path)
  for (const path of ['/13/', '/2013/5/', '/20130/'])
    assert.equal((await get(path)).status, 404, path)
  assert.equal((await get('/2013/05/?before=2010-01-01.0')).status, 404)
  assert.equal((await get('/2013/05/?before=x')).status, 400)

  await withdrawAppeal(deps, { publishedOn: '2013-05-22', slug: 'a' })
  for (const path of ['/2013/', '/2013/05/', '/2013/05/22/']) {
    assert.equal((await get(path)).status, 404, path)
  }
})
