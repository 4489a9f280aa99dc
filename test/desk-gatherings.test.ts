import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY_MS } from '../src/platform/time.ts'
import { withdrawAppeal } from '../src/slices/appeals/index.ts'
import { listen, warm } from './connection.ts'
import { type DeskApp, deskOf, type Person } from './desk.ts'
import { APPEAL_PATH, get, type LetterApp, openLetterApp, post } from './letters.ts'

const picket = {
  kind: 'picket',
  country: 'GB',
  city: 'London',
  place: '125 Pall Mall <b>',
  on: '2013-05-25',
  time: '17:30',
  note: 'Bring something that makes noise.',
}

/** Plans a picket; answers with the path of its entry at the desk. */
async function plan(ana: Person, changes: Record<string, string> = {}): Promise<string> {
  const page = (await ana.get('/desk/gatherings/')).body
  const appeal = /<option value="([0-9a-f-]{36})"/.exec(page)?.[1] ?? ''
  const answer = await ana.post('/desk/gatherings/', { ...picket, appeal, ...changes })
  assert.equal(answer.statusCode, 303, answer.body)
  const after = (await ana.get('/desk/gatherings/')).body
  return /action="(\/desk\/gatherings\/[^/]+)\/publication"/.exec(after)?.[1] ?? ''
}

const comingTo = (app: LetterApp & DeskApp, entry: string) =>
  post(app, `${entry.replace('/desk', '')}/coming`)

test('a picket is private until it is published; then it stands on the appeal and in the calendar', async (t) => {
  const app = deskOf(await openLetterApp(t))
  const ana = await app.join('Ana', 'editor')
  const entry = await plan(ana)
  const outside = await listen(app)
  assert.doesNotMatch(await (await warm(outside.get, APPEAL_PATH)).text(), /Pall Mall/)
  assert.doesNotMatch((await get(app, `${APPEAL_PATH}gatherings.ics`)).body, /Pall Mall/)
  assert.equal((await comingTo(app, entry)).statusCode, 404)

  assert.equal((await ana.post(`${entry}/publication`)).statusCode, 303)
  assert.equal((await ana.post(`${entry}/publication`)).statusCode, 409)
  const page = await outside.text(APPEAL_PATH)
  assert.match(page, /Saturday,? 25 May 2013 at 17:30[\s\S]*125 Pall Mall &lt;b>, London/)
  const calendar = await get(app, `${APPEAL_PATH}gatherings.ics`)
  assert.match(String(calendar.headers['content-type']), /text\/calendar/)
  // Half past five in London is half past four in UTC in summer.
  assert.match(calendar.body, /DTSTART:20130525T163000Z/)
  assert.match(calendar.body, /SEQUENCE:1\r\nSTATUS:CONFIRMED/)
})

test('who says that they come is a number and nothing else', async (t) => {
  const app = deskOf(await openLetterApp(t))
  const ana = await app.join('Ana', 'editor')
  const entry = await plan(ana)
  await ana.post(`${entry}/publication`)
  const answer = await comingTo(app, entry)
  assert.equal(answer.statusCode, 303)
  assert.equal(answer.headers.location, `${APPEAL_PATH}#gatherings`)
  await comingTo(app, entry)
  assert.match((await get(app, APPEAL_PATH)).body, /2 people say they will come/)
})

test('a gathering that is called off says so everywhere, and nobody comes', async (t) => {
  const app = deskOf(await openLetterApp(t))
  const ana = await app.join('Ana', 'editor')
  const entry = await plan(ana)
  await ana.post(`${entry}/publication`)
  const outside = await listen(app)
  await warm(outside.get, APPEAL_PATH)
  assert.equal((await ana.post(`${entry}/cancellation`)).statusCode, 303)
  assert.equal((await ana.post(`${entry}/cancellation`)).statusCode, 409)
  assert.match(await outside.text(APPEAL_PATH), /called off/)
  assert.match((await get(app, `${APPEAL_PATH}gatherings.ics`)).body, /STATUS:CANCELLED/)
  assert.equal((await comingTo(app, entry)).statusCode, 409)
})

test('nobody can say any more that they come when it has begun', async (t) => {
  const app = deskOf(await openLetterApp(t))
  const ana = await app.join('Ana', 'editor')
  const entry = await plan(ana)
  await ana.post(`${entry}/publication`)
  app.clock.advance(4 * DAY_MS)
  assert.equal((await comingTo(app, entry)).statusCode, 409)
})

test('what is missing or past is asked for again, and what was typed is kept', async (t) => {
  const app = deskOf(await openLetterApp(t))
  const ana = await app.join('Ana', 'editor')
  for (const [changes, message] of [
    [{ country: '' }, /country/i],
    [{ place: ' ' }, /Where do people meet/],
    [{ on: '2013-02-30' }, /Please enter the day/],
    [{ time: '25:00' }, /hours and minutes/],
    [{ on: '2013-05-21' }, /has passed/],
    [{ note: 'x'.repeat(501) }, /At most 500/],
  ] as const) {
    const answer = await ana.post('/desk/gatherings/', { ...picket, appeal: 'some', ...changes })
    assert.equal(answer.statusCode, 422, JSON.stringify(changes))
    assert.match(answer.body, message)
    assert.match(answer.body, /value="London"/)
  }
  const chloe = await app.join('Chloé', 'editor', { organisation: 'Elsewhere' })
  assert.equal((await chloe.get('/desk/gatherings/')).statusCode, 403)
})

test('people are called to meet for a public appeal only', async (t) => {
  const app = deskOf(await openLetterApp(t))
  const ana = await app.join('Ana', 'editor')
  const refused = await ana.post('/desk/gatherings/', { ...picket, appeal: 'no such appeal' })
  assert.equal(refused.statusCode, 422)
  assert.match(refused.body, /This appeal is not public[\s\S]*value="London"/)

  const entry = await plan(ana)
  await ana.post(`${entry}/publication`)
  const waiting = await plan(ana)
  const rows = app.deps.db.selectFrom('gatherings').select('appeal_id')
  const { appeal_id: appeal } = await rows.executeTakeFirstOrThrow()
  const slug = 'housing-justice-activists-arrested-in-astana'
  await withdrawAppeal(app.deps, { publishedOn: '2013-05-22', slug })
  assert.equal((await comingTo(app, entry)).statusCode, 404)
  assert.equal((await ana.post(`${waiting}/publication`)).statusCode, 409)
  assert.equal((await ana.post('/desk/gatherings/', { ...picket, appeal })).statusCode, 422)
})
