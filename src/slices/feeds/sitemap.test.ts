import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestApp } from '../../../test/harness.ts'
import { APPEAL_PATH, openLetterApp } from '../../../test/letters.ts'
import { partsOf, readPart } from './sitemap.ts'

const ORIGIN = 'https://outcry.example'

test('the sitemap leads to every public page in every language', async (t) => {
  const { server } = await openLetterApp(t)
  const index = await server.inject('/sitemap.xml')
  assert.match(String(index.headers['content-type']), /^application\/xml/)
  const parts = [...index.body.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, url]) => url ?? '')
  assert.deepEqual(parts, [`${ORIGIN}/sitemap/pages.xml`, `${ORIGIN}/sitemap/2013-05.xml`])

  const pages: string[] = []
  for (const part of parts) {
    const { body } = await server.inject(part.slice(ORIGIN.length))
    pages.push(...[...body.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, url]) => url ?? ''))
    assert.match(body, /<xhtml:link rel="alternate" hreflang="ru" href="[^"]*\/ru\//)
  }
  for (const path of ['/', '/countries/KZ/', '/topics/housing/', '/missions/', APPEAL_PATH]) {
    for (const lang of ['en', 'ru']) assert.ok(pages.includes(`${ORIGIN}/${lang}${path}`), path)
  }
  for (const url of pages) {
    assert.equal((await server.inject(url.slice(ORIGIN.length))).statusCode, 200, url)
  }
})

test('an empty site has a sitemap of its constant pages; other parts are not found', async (t) => {
  const { server } = await openTestApp(t)
  assert.match((await server.inject('/sitemap.xml')).body, /pages\.xml/)
  for (const part of ['2013-05.xml', '2013-05.2.xml', '../x', 'x.xml', '2013-99.xml']) {
    assert.equal((await server.inject(`/sitemap/${part}`)).statusCode, 404, part)
  }
})

test('no part holds more addresses than search engines take', () => {
  const months = [
    { month: '2013-06', count: 25_001 },
    { month: '2013-05', count: 25_000 },
  ]
  assert.deepEqual(partsOf(months, 2), ['2013-06', '2013-06.2', '2013-05'])
  assert.deepEqual(readPart('2013-06.2.xml'), { month: '2013-06', page: 2 })
  assert.deepEqual(readPart('2013-05.xml'), { month: '2013-05', page: 1 })
  assert.equal(readPart('2013-05.0.xml'), undefined)
})

test('robots are asked to leave what belongs to one person', async (t) => {
  const { server } = await openTestApp(t)
  const { body, headers } = await server.inject('/robots.txt')
  assert.match(String(headers['content-type']), /^text\/plain/)
  for (const path of ['/letters/', '/ru/letters/', '/confirm', '/mailbox', '/desk']) {
    assert.ok(body.includes(`Disallow: ${path}\n`), path)
  }
  assert.ok(body.includes(`Sitemap: ${ORIGIN}/sitemap.xml`))
})
