import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'
import type { TestApp } from '../../../test/harness.ts'
import { APPEAL_PATH, openLetterApp } from '../../../test/letters.ts'
import { publishMedia } from '../../../test/media.ts'
import { HOUR_MS, MINUTE_MS } from '../../platform/time.ts'
import { importAppeals, withdrawAppeal } from '../appeals/index.ts'
import { approveComment } from '../comments/index.ts'

const ORIGIN = 'https://outcry.example'
const ID = 'tag:outcry.example,2013-05-22:appeal/housing-justice-activists-arrested-in-astana'
const key = {
  publishedOn: '2013-05-22',
  slug: 'housing-justice-activists-arrested-in-astana',
}

async function read({ server }: Pick<TestApp, 'server'>, url: string) {
  const answer = await server.inject({ url, headers: { 'accept-language': 'en' } })
  assert.equal(answer.statusCode, 200, `${url}: ${answer.body}`)
  return { type: String(answer.headers['content-type']), body: answer.body }
}

const rss = async (app: TestApp, url: string) => parseRssFeed((await read(app, url)).body)
const atom = async (app: TestApp, url: string) => parseAtomFeed((await read(app, url)).body)
const json = async (app: TestApp, url: string) => parseJsonFeed((await read(app, url)).body)

/** Imports the worked example with words replaced. */
async function correct({ deps }: TestApp, from: string, to: string): Promise<void> {
  const text = readFileSync('demo/astana.md', 'utf8')
  assert.ok(text.includes(from))
  const bytes = Buffer.from(text.replace(from, to))
  await importAppeals(deps, [{ name: 'astana.md', bytes }], { publish: false })
}

async function comment(app: TestApp, form: Record<string, string>): Promise<void> {
  const { body } = await app.server.inject(APPEAL_PATH)
  const stamp = /name="stamp" value="([^"]*)"/.exec(body)?.[1] ?? ''
  app.clock.advance(MINUTE_MS)
  const fields = { name: 'Chloé', email: 'chloe@reader.example', text: 'Free them!', stamp }
  const answer = await app.server.inject({
    method: 'POST',
    url: `${APPEAL_PATH}comments`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ ...fields, ...form }).toString(),
  })
  const token = /\/comments\/([\w-]+)$/.exec(String(answer.headers.location))?.[1] ?? ''
  await approveComment(app.deps, app.deps.secrets.readToken('comment-status', token) ?? '')
}

test('an RSS feed tells what was published, when, by whom, in full', async (t) => {
  const app = await openLetterApp(t)
  const { type, body } = await read(app, '/feed/')
  assert.equal(type, 'application/rss+xml; charset=utf-8')
  const feed = parseRssFeed(body)
  assert.equal(feed.language, 'en')
  assert.equal(feed.atom?.links?.[0]?.href, `${ORIGIN}/feed/`)
  const [item, ...others] = feed.items ?? []
  assert.equal(others.length, 0)
  assert.deepEqual(item?.guid, { value: ID, isPermaLink: false })
  assert.equal(item?.link, ORIGIN + APPEAL_PATH)
  assert.equal(item?.pubDate, 'Wed, 22 May 2013 05:00:00 GMT')
  assert.deepEqual(item?.dc?.creators, ['Solidarity Now'])
  assert.deepEqual(item?.dc?.sources, ['Campaign Kazakhstan'])
  assert.match(item?.content?.encoded ?? '', /Campaign Kazakhstan writes:.*families who fear/s)
  assert.match(item?.description ?? '', /^More than 80 members/)
})

test('an Atom feed speaks the language of its address', async (t) => {
  const app = await openLetterApp(t)
  const { type, body } = await read(app, '/ru/feed/atom/')
  assert.equal(type, 'application/atom+xml; charset=utf-8')
  const feed = parseAtomFeed(body)
  assert.equal(feed.id, `${ORIGIN}/ru/feed/atom/`)
  assert.equal(feed.xml?.lang, 'ru')
  const [entry] = feed.entries ?? []
  assert.equal(entry?.id, ID)
  assert.equal(entry?.links?.[0]?.href, `${ORIGIN}/ru${APPEAL_PATH}`)
  assert.equal(entry?.published, '2013-05-22T05:00:00.000Z')
  assert.match(entry?.title?.value ?? '', /^Казахстан/)
  assert.deepEqual(entry?.categories?.[0], { term: 'housing', label: 'Право на жильё' })
})

test('a JSON feed sets the quotation apart', async (t) => {
  const app = await openLetterApp(t)
  const { type, body } = await read(app, '/feed.json')
  assert.equal(type, 'application/feed+json; charset=utf-8')
  const feed = JSON.parse(body)
  assert.equal(feed.version, 'https://jsonfeed.org/version/1.1')
  assert.equal(feed.feed_url, `${ORIGIN}/feed.json`)
  assert.equal(feed.items[0].id, ID)
  assert.equal(feed.items[0]._quotation.who, 'Campaign Kazakhstan')
  assert.match(feed.items[0]._quotation.text, /raided at dawn/)
})

test('every address in a feed is whole', async (t) => {
  const app = await openLetterApp(t)
  await correct(app, 'In the Kazakh capital,', 'In [the](/2013/) [capital](#x?a=1&b=2),')
  const [entry] = (await atom(app, '/feed/atom/')).entries ?? []
  const addresses = [...(entry?.content?.value ?? '').matchAll(/(?:href|src|cite)="([^"]*)"/g)].map(
    ([, address]) => address,
  )
  assert.deepEqual(addresses, [
    `${ORIGIN}/2013/`,
    `${ORIGIN}${APPEAL_PATH}#x?a=1&amp;b=2`,
    `${ORIGIN}${APPEAL_PATH}#act`,
  ])
})

test('pictures come along, with their words', async (t) => {
  const app = await openLetterApp(t)
  await publishMedia(app)
  const [entry] = (await atom(app, '/feed/atom/')).entries ?? []
  const html = entry?.content?.value ?? ''
  assert.match(html, /<img [^>]*alt="A street with barriers\."/)
  assert.match(html, /srcset="https:\/\/outcry\.example\/media\/\S+\.webp \d+w/)
  assert.doesNotMatch(html, /["\s]\/media\//)
})

test('a correction changes the entry and is an entry of its own', async (t) => {
  const app = await openLetterApp(t)
  app.clock.advance(24 * HOUR_MS)
  await correct(app, 'Many of them are said', 'All of them are said')
  const feed = await atom(app, '/feed/atom/')
  assert.equal(feed.updated, '2013-05-23T05:00:00.000Z')
  const [update, entry] = feed.entries ?? []
  assert.equal(update?.id, `${ID}/2013-05-23`)
  assert.match(update?.title?.value ?? '', /^Updated: Kazakhstan/)
  assert.equal(entry?.id, ID)
  assert.equal(entry?.published, '2013-05-22T05:00:00.000Z')
  assert.equal(entry?.updated, '2013-05-23T05:00:00.000Z')
  assert.match(entry?.content?.value ?? '', /All of them are said/)
})

test('a withdrawal takes the place of all that was said', async (t) => {
  const app = await openLetterApp(t)
  app.clock.advance(HOUR_MS)
  await withdrawAppeal(app.deps, key)
  for (const base of ['/', '/countries/KZ/', '/topics/housing/']) {
    for (const suffix of ['feed/', 'feed/atom/', 'feed.json']) {
      const { body } = await read(app, base + suffix)
      assert.match(body, /was withdrawn/)
      assert.ok(body.includes(ID))
      assert.doesNotMatch(body, /raided|Campaign Kazakhstan|rounded up/)
    }
  }
  const [entry] = (await atom(app, '/feed/atom/')).entries ?? []
  assert.equal(entry?.updated, '2013-05-22T06:00:00.000Z')
})

test('countries and topics have feeds; what there is not has none', async (t) => {
  const app = await openLetterApp(t)
  const country = await rss(app, '/countries/kz/feed/')
  assert.equal(country.title, 'Outcry: Kazakhstan')
  assert.equal(country.atom?.links?.[0]?.href, `${ORIGIN}/countries/KZ/feed/`)
  assert.equal(country.items?.length, 1)
  assert.equal((await rss(app, '/countries/NO/feed/')).items, undefined)
  assert.equal((await json(app, '/topics/housing/feed.json')).items?.length, 1)
  for (const url of ['/countries/QQ/feed/', '/topics/nothing/feed/', '/2013/05/22/no/feed/']) {
    assert.equal((await app.server.inject(url)).statusCode, 404, url)
  }
})

test('comments have feeds, for the site and for each appeal', async (t) => {
  const app = await openLetterApp(t)
  assert.equal((await rss(app, '/comments/feed/')).items, undefined)
  assert.deepEqual(JSON.parse((await read(app, '/comments/feed.json')).body).items, [])
  await comment(app, { name: 'A ]]> <b>', text: 'With *all* of you & <i>them</i>' })
  for (const url of ['/comments/feed/', `${APPEAL_PATH}feed/`]) {
    const [item] = (await rss(app, url)).items ?? []
    assert.match(item?.title ?? '', /^A \]\]> <b> on “Kazakhstan/)
    assert.match(item?.link ?? '', new RegExp(`^${ORIGIN}${APPEAL_PATH}#comment-`))
    assert.match(item?.content?.encoded ?? '', /<em>all<\/em> of you &amp; &lt;i&gt;/)
    assert.deepEqual(item?.dc?.creators, ['A ]]> <b>'])
  }
  const { body } = await read(app, '/comments/feed/')
  assert.doesNotMatch(body, /chloe@/)
  await withdrawAppeal(app.deps, key)
  assert.equal((await rss(app, '/comments/feed/')).items, undefined)
})
