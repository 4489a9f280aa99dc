import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  APPEAL_PATH,
  get,
  LETTER_PATH,
  letterForm,
  openLetterApp,
  post,
  sendLetter,
} from '../../../test/letters.ts'

test('a reader in Ireland finds the mission in London, the reason, and the letter to change', async (t) => {
  const app = await openLetterApp(t)
  const { statusCode, body } = await get(app, `${LETTER_PATH}?from=IE`)
  assert.equal(statusCode, 200)
  assert.match(body, /Embassy of Kazakhstan in London/)
  assert.match(body, /Ireland/)
  assert.match(body, /125 Pall Mall/)
  assert.match(body, /I am writing about the people of a housing campaign in Astana/)
  assert.match(body, /name="robots" content="noindex"/)
  for (const field of [
    'from',
    'mission',
    'name',
    'email',
    'subject',
    'text',
    'display',
    'consent',
    'follow',
  ]) {
    assert.match(body, new RegExp(`name="${field}"`), field)
  }
  assert.doesNotMatch(body, /name="consent"[^>]*checked/)
})

test('a country may be written in small letters', async (t) => {
  const app = await openLetterApp(t)
  assert.equal((await get(app, `${LETTER_PATH}?from=ie`)).statusCode, 200)
})

test('without a country the page asks for it', async (t) => {
  const app = await openLetterApp(t)
  const { statusCode, body } = await get(app, LETTER_PATH)
  assert.equal(statusCode, 200)
  assert.match(body, /<select[^>]*name="from"/)
  assert.doesNotMatch(body, /<textarea/)
})

test('an unknown country or mission in the address is answered with 400 and a way on', async (t) => {
  const app = await openLetterApp(t)
  const country = await get(app, `${LETTER_PATH}?from=ZZ`)
  assert.equal(country.statusCode, 400)
  assert.match(country.body, /<select[^>]*name="from"/)
  const mission = await get(app, `${LETTER_PATH}?from=IE&mission=nonsense`)
  assert.equal(mission.statusCode, 400)
  assert.match(mission.body, /Embassy of Kazakhstan in London/)
})

test('an appeal that does not exist is answered with 404', async (t) => {
  const app = await openLetterApp(t)
  for (const path of [
    '/2013/05/22/no-such/letter',
    '/2013/02/31/no-such/letter',
    '/2013/99/99/x/letter',
  ]) {
    assert.equal((await get(app, path)).statusCode, 404, path)
    assert.equal((await post(app, path, letterForm('x'))).statusCode, 404, path)
    assert.equal((await post(app, `${path}/self-reports`, { from: 'IE' })).statusCode, 404, path)
    assert.equal((await get(app, `${path}/self-reports`)).statusCode, 404, path)
  }
})

test('other missions of the country can be chosen', async (t) => {
  const app = await openLetterApp(t)
  const { body } = await get(app, `${LETTER_PATH}?from=DE`)
  assert.match(body, /Berlin/)
  const link = /href="([^"]*letter\?from=DE&amp;mission=[^"]+)"/
    .exec(body)?.[1]
    ?.replaceAll('&amp;', '&')
  assert.ok(link)
  const chosen = await get(app, link)
  assert.equal(chosen.statusCode, 200)
  assert.match(chosen.body, /<h3>[^<]*Frankfurt/)
  assert.doesNotMatch(chosen.body, /bremen@/)
})

test('a Russian reader gets the page, the letter and its version in Russian', async (t) => {
  const app = await openLetterApp(t)
  const { body } = await get(app, `/ru${LETTER_PATH}?from=IE&lang=en`)
  assert.match(body, /<html lang="ru"/)
  assert.match(body, /За вашу страну отвечает/)
  assert.match(body, /name="lang" value="en"/)
  assert.match(body, /Что говорится в письме/)
  assert.match(body, /action="\/ru\/2013\/05\/22\//)
})

test('own mailbox, paper and telephone are on the page', async (t) => {
  const app = await openLetterApp(t)
  const { body } = await get(app, `${LETTER_PATH}?from=IE`)
  const mailto = /href="(mailto:[^"]+)"/.exec(body)?.[1]
  assert.ok(mailto === undefined || mailto.length < 2000)
  assert.match(body, /id="copy"[^>]*readonly|readonly[^>]*id="copy"/)
  assert.match(body, /class="print-letter"/)
  assert.match(body, /class="phone-script/)
  assert.match(body, /href="tel:\+442079254100"/)
})

test('what people did by other ways is counted apart, without anything about them', async (t) => {
  const app = await openLetterApp(t)
  await sendLetter(app)
  const answer = await post(app, `${LETTER_PATH}/self-reports`, { from: 'FR' })
  assert.equal(answer.statusCode, 303)
  assert.equal((await get(app, String(answer.headers.location))).statusCode, 200)
  const { body } = await get(app, APPEAL_PATH)
  assert.match(body.replace(/<[^>]*>/g, ''), /1 letter was confirmed/)
  assert.match(body, /1 person says that they protested by other ways/)
  assert.equal((await post(app, `${LETTER_PATH}/self-reports`, { from: 'ZZ' })).statusCode, 400)
})

test('reports of other ways are limited for each network', async (t) => {
  const app = await openLetterApp(t)
  const statuses = new Set<number>()
  for (let i = 0; i < 35; i += 1) {
    statuses.add((await post(app, `${LETTER_PATH}/self-reports`, { from: 'FR' })).statusCode)
  }
  assert.deepEqual([...statuses], [303, 429])
})

test('a form sent from another site does nothing', async (t) => {
  const app = await openLetterApp(t)
  const { statusCode } = await app.server.inject({
    method: 'POST',
    url: LETTER_PATH,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'https://evil.example',
    },
    payload: new URLSearchParams(letterForm(await app.missionIdFor('IE'))).toString(),
  })
  assert.equal(statusCode, 403)
})

test('the Act box on the page of the appeal leads to the letter', async (t) => {
  const app = await openLetterApp(t)
  const { body } = await get(app, `${APPEAL_PATH}?from=IE`)
  assert.match(body, /class="act-box"/)
  assert.match(body, /action="\/2013\/05\/22\/[^"]+\/letter"/)
  assert.match(body, /<option[^>]*value="IE"[^>]*selected|<option[^>]*selected[^>]*value="IE"/)
})

test('nobody is offered a form to an honorary consul, who is a private person', async (t) => {
  const app = await openLetterApp(t)
  const page = await get(app, `${LETTER_PATH}?from=DE`)
  assert.match(page.body, /Frankfurt/)
  assert.doesNotMatch(page.body, /Bremen|bremen@/)
})
