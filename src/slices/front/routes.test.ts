import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestApp } from '../../../test/harness.ts'
import { APPEAL_PATH, openLetterApp } from '../../../test/letters.ts'

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
