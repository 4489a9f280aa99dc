import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  confirmationIn,
  get,
  LETTER_PATH,
  letterForm,
  openLetterApp,
  post,
  textOf,
} from '../../../test/letters.ts'
import { countLetters } from './count-queries.ts'

test('a letter goes from the form to the mission, and its writer sees what became of it', async (t) => {
  const app = await openLetterApp(t)
  const page = await get(app, `${LETTER_PATH}?from=IE`)
  assert.equal(page.statusCode, 200, page.body)
  assert.match(page.body, /London/)

  const missionId = await app.missionIdFor('IE')
  const written = await post(app, LETTER_PATH, letterForm(missionId))
  assert.equal(written.statusCode, 303, written.body)
  assert.equal(written.headers.location, '/confirm')
  assert.equal((await get(app, '/confirm')).statusCode, 200)

  await app.runJobs()
  assert.equal(app.sent.length, 1)
  const { path } = confirmationIn(app)
  const confirmation = await get(app, path)
  assert.match(confirmation.body, /I am a tenant in Dublin/)
  assert.match(confirmation.body, /Nora Byrne via Solidarity Now/)

  const confirmed = await post(app, path)
  assert.equal(confirmed.statusCode, 303, confirmed.body)
  const fate = String(confirmed.headers.location)
  assert.match((await get(app, fate)).body, /Your letter is confirmed/)

  await app.runJobs()
  assert.equal(app.sent.length, 2)
  const [, letter] = app.sent
  assert.ok(letter)
  assert.equal(letter.envelope.to, 'london@kz.example')
  assert.match(letter.raw, /From: "Nora Byrne via Solidarity Now" <letters@outcry.example>/)
  assert.match(letter.raw, /Reply-To: nora@reader.example/)
  assert.match(
    textOf(letter),
    /^Your Excellency,\r\n\r\nI am a tenant[\s\S]*Nora Byrne\r\nIreland\s*$/,
  )
  assert.match((await get(app, fate)).body, /has taken your letter[\s\S]*queued as 4F2A/)

  const [{ id }] = (await app.deps.db
    .selectFrom('letters')
    .select('appeal_id as id')
    .execute()) as [{ id: string }]
  assert.deepEqual(await countLetters(app.deps.reader, id), {
    confirmed: 1,
    selfReported: 0,
    countries: [{ country: 'IE', confirmed: 1, selfReported: 0 }],
    days: [{ day: '2013-05-22', confirmed: 1, selfReported: 0 }],
  })
})
