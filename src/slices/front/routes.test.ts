import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestApp } from '../../../test/harness.ts'
import { APPEAL_PATH, openLetterApp } from '../../../test/letters.ts'
import { MEDIA_PATH, publishMedia } from '../../../test/media.ts'
import { withdrawAppeal } from '../appeals/index.ts'

test('an empty site says so instead of failing', async (t) => {
  const { server } = await openTestApp(t)
  const home = await server.inject('/')
  assert.equal(home.statusCode, 200)
  assert.match(home.body, /No appeal has been published here yet/)
})

test('the home page leads to the newest appeals and to their countries', async (t) => {
  const { server } = await openLetterApp(t)
  const home = await server.inject('/')
  assert.match(home.body, new RegExp(`href="${APPEAL_PATH}"`))
  assert.match(home.body, /href="\/countries\/KZ\/"/)
  assert.equal((await server.inject('/page/2/')).statusCode, 404)
})

test('the home page leads to the archive, and every page to the cases and to the typed code', async (t) => {
  const { server } = await openLetterApp(t)
  const home = (await server.inject('/')).body
  for (const path of ['/2013/05/22/', '/2013/', '/cases/', '/observatory/', '/confirm']) {
    assert.ok(home.includes(`href="${path}"`), path)
    assert.equal((await server.inject(path)).statusCode, 200, path)
  }
})

test('every page leads to the page that says who is behind the site, where there is one', async (t) => {
  const { server, deps } = await openTestApp(t)
  assert.doesNotMatch((await server.inject('/missions/')).body, />About /)
  deps.config.aboutUrl = 'https://example.org/imprint'
  const about = /<a href="https:\/\/example\.org\/imprint">About Solidarity Now<\/a>/
  assert.match((await server.inject('/')).body, about)
})

test('the page of an appeal has its parts in the order in which they matter', async (t) => {
  const { server } = await openLetterApp(t)
  const { body } = await server.inject(APPEAL_PATH)
  const parts = [
    'class="kicker"',
    '<h1',
    'class="standfirst"',
    'class="case-state"',
    'class="act-box"',
    'class="quotation"',
    'class="appeal-story"',
    'class="appeal-video"',
    'class="demands"',
    'class="timeline"',
    'class="calendar"',
  ].map((part) => body.indexOf(part))
  assert.ok(parts.every((place) => place > 0))
  assert.deepEqual(
    parts,
    [...parts].sort((a, b) => a - b),
  )
})

test('one appeal has one address in every language, and links to the others', async (t) => {
  const { server } = await openLetterApp(t)
  const russian = await server.inject(`/ru${APPEAL_PATH}`)
  assert.match(russian.body, /<html lang="ru"/)
  assert.match(
    russian.body,
    new RegExp(`hreflang="en" href="https://outcry.example/en${APPEAL_PATH}"`),
  )
  const headers = { 'accept-language': 'ru-KZ,ru;q=0.9' }
  const negotiated = await server.inject({ url: APPEAL_PATH, headers })
  assert.match(negotiated.body, /<html lang="ru"/)
})

test('?from= chooses the country, the browser’s languages only suggest one', async (t) => {
  const { server } = await openLetterApp(t)
  const headers = { 'accept-language': 'en-IE' }
  const guessed = await server.inject({ url: APPEAL_PATH, headers })
  assert.match(
    guessed.body,
    /<option[^>]*value="IE"[^>]*selected|<option[^>]*selected[^>]*value="IE"/,
  )
  const chosen = await server.inject({ url: `${APPEAL_PATH}?from=FR`, headers })
  assert.match(
    chosen.body,
    /<option[^>]*value="FR"[^>]*selected|<option[^>]*selected[^>]*value="FR"/,
  )
})

test('what is not there answers 404 in words', async (t) => {
  const { server } = await openLetterApp(t)
  for (const [url, words] of [
    ['/2013/05/22/something-else/', /no appeal at this address/],
    ['/countries/QQ/', /not the code of a state/],
    ['/page/99/', /not that many appeals/],
  ] as const) {
    const answer = await server.inject(url)
    assert.equal(answer.statusCode, 404)
    assert.match(answer.body, words)
  }
})

test('a topic has a page, and the page of an appeal leads to it', async (t) => {
  const { server } = await openLetterApp(t)
  const appeal = await server.inject(`/en${APPEAL_PATH}`)
  assert.match(appeal.body, /href="\/en\/topics\/freedom-of-assembly\/"[^>]*>Freedom of assembly</)
  const topic = await server.inject('/ru/topics/housing/')
  assert.match(topic.body, /<h1>Право на жильё<\/h1>/)
  assert.match(topic.body, new RegExp(`href="/ru${APPEAL_PATH}"`))
  assert.equal((await server.inject('/topics/nothing/')).statusCode, 404)
  assert.match((await server.inject('/en/')).body, /href="\/en\/topics\/housing\/"/)
})

test('where an appeal was taken back, nothing of it is left but that it was', async (t) => {
  const { server, deps } = await openLetterApp(t)
  const slug = 'housing-justice-activists-arrested-in-astana'
  await withdrawAppeal(deps, { publishedOn: '2013-05-22', slug })
  const { statusCode, headers, body } = await server.inject(`/en${APPEAL_PATH}`)
  assert.equal(statusCode, 410)
  assert.equal(headers['cache-control'], 'no-store')
  assert.match(body, /This appeal was withdrawn/)
  assert.doesNotMatch(body, /Kazakhstan|housing justice/i)
  assert.equal((await server.inject('/topics/housing/')).statusCode, 404)
})

test('machines learn who wrote what, when, and on whose word', async (t) => {
  const { server } = await openLetterApp(t)
  const { body } = await server.inject(`/ru${APPEAL_PATH}`)
  const json = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(body)?.[1] ?? ''
  const data = JSON.parse(json)
  assert.equal(data['@type'], 'NewsArticle')
  assert.equal(data.url, `https://outcry.example/ru${APPEAL_PATH}`)
  assert.equal(data.inLanguage, 'ru')
  assert.equal(data.datePublished, '2013-05-22T05:00:00.000Z')
  assert.equal(data.author.name, 'Solidarity Now')
  assert.equal(data.isBasedOn.creator.name, 'Campaign Kazakhstan')
  assert.equal(data.hasPart['@type'], 'Quotation')
  assert.match(data.hasPart.text, /Астане/)
  assert.equal(data.about[0]['@type'], 'Event')
  assert.match(body, /<meta property="og:type" content="article"/)
  assert.match(body, /type="application\/json\+oembed"/)
})

test('a shared link shows the first picture of the appeal', async (t) => {
  const app = await openLetterApp(t)
  await publishMedia(app)
  const { body } = await app.server.inject(`/en${MEDIA_PATH}`)
  const image = /property="og:image" content="(https:\/\/outcry\.example\/media\/[^"]+\.jpg)"/
  const [, address = ''] = image.exec(body) ?? []
  assert.equal(
    (await app.server.inject(address.slice('https://outcry.example'.length))).statusCode,
    200,
  )
  assert.match(body, /property="og:image:alt" content="A street with barriers\."/)
  assert.ok(body.includes(`"image":"${address}"`))
})
