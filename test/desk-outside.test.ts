import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MINUTE_MS } from '../src/platform/time.ts'
import { listen, warm } from './connection.ts'
import { deskOf } from './desk.ts'
import { editAppeal, releaseAppealAs } from './desk-appeals.ts'
import { APPEAL_PATH, get, openLetterApp, sendLetter } from './letters.ts'

test('release, correction and withdrawal seen from outside: page, memory, feed, waiting letters', async (t) => {
  const app = deskOf(await openLetterApp(t))
  const { clock, deps } = app
  const ana = await app.joinWithFactor('Ana', 'editor')
  const dora = await app.joinWithFactor('Dora', 'administrator')
  const listed = (await ana.get('/desk/appeals/')).body
  const appeal = `/desk/appeals/${/appeals\/([0-9a-f-]{36})/.exec(listed)?.[1]}/`

  const editor = (await ana.get(`${appeal}texts/en`)).body
  const text = /name="letters\.en\.text"[^>]*>\n?([^<]*)</.exec(editor)?.[1] ?? ''
  const form = { from: 'FR', subject: 'Housing campaigners detained in Astana', lang: 'en' }
  const template = await sendLetter(app, { ...form, text: text.replaceAll('&quot;', '"') })
  const own = await sendLetter(app, { ...form, email: 'b@reader.example', text: 'My own words.' })

  const outside = await listen(app)
  await warm(outside.get, APPEAL_PATH)
  clock.advance(MINUTE_MS)
  await editAppeal(ana, appeal, { title: 'Still held', 'letters.en.text': 'Corrected words.' })
  // A correction that nobody has released changes nothing outside.
  assert.doesNotMatch(await (await warm(outside.get, APPEAL_PATH)).text(), /Still held/)
  const look = (await dora.get(`${appeal}release`)).body
  assert.match(look, /1 waiting letter keeps to the old wording. 1 is in its writer’s own words/)

  const released = await releaseAppealAs(dora, appeal, [['reword', 'yes']])
  assert.equal(released.statusCode, 303, released.body)
  assert.match(await outside.text(APPEAL_PATH), /<h1>Still held/)
  assert.match((await get(app, '/feed.json')).body, /Still held/)
  await app.runJobs()
  const rows = await deps.reader.selectFrom('letters').select(['id', 'sealed']).execute()
  const texts = rows.map(({ id, sealed }) => JSON.parse(deps.secrets.open(sealed ?? '', id)).text)
  assert.deepEqual(texts.sort(), ['Corrected words.', 'My own words.'])

  const withdrawn = await dora.post(`${appeal}withdrawal`, { reason: 'A name had to go.' })
  assert.equal(withdrawn.statusCode, 303, withdrawn.body)
  const gone = await outside.get(APPEAL_PATH)
  assert.equal(gone.status, 410)
  assert.doesNotMatch(await gone.text(), /Still held|A name had to go/)
  const feed = (await get(app, '/feed.json')).body
  assert.doesNotMatch(feed, /Still held/)
  assert.match(feed, /withdrawn/i)
  await app.runJobs()
  for (const letter of [template, own]) {
    assert.match(
      (await get(app, letter)).body,
      /The appeal was withdrawn, so the letter is not sent/,
    )
  }
  const states = await deps.reader.selectFrom('letters').select('state').execute()
  assert.deepEqual([...new Set(states.map(({ state }) => state))], ['withdrawn'])
})
