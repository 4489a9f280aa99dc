import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { createLog } from '../src/platform/log.ts'
import { MINUTE_MS } from '../src/platform/time.ts'
import { deskOf } from './desk.ts'
import { openTestApp } from './harness.ts'
import { APPEAL_PATH, get, openLetterApp, sendLetter } from './letters.ts'
import { publishNamed } from './names.ts'

/** A desk with one letter that waits for its turn, and one that a server put off. */
async function openBoard(t: TestContext) {
  const app = deskOf(await openLetterApp(t))
  app.answer('letter', () => ({
    kind: 'deferred',
    cause: 'their_side',
    words: '450 4.2.0 come back',
  }))
  const fate = await sendLetter(app)
  await app.runJobs()
  await sendLetter(app, { email: 'maeve@reader.example', name: 'Maeve Daly', text: 'My words.' })
  const letters = await app.deps.db.selectFrom('letters').selectAll().orderBy('id').execute()
  const [putOff, waiting] = letters
  assert.ok(putOff && waiting)
  return { ...app, fate, putOff, waiting }
}

const SECRETS = /Nora|Byrne|Maeve|Daly|reader\.example|tenant in Dublin|My words/

test('the board says how many letters are in which state, by mission and by appeal', async (t) => {
  const app = await openBoard(t)
  const bruno = await app.join('Bruno', 'moderator')
  const byMission = (await bruno.get('/desk/letters/')).body
  assert.match(byMission, /Embassy of Kazakhstan in London<\/a>/)
  assert.match(byMission, /<td class="number">2<\/td>/)
  const byAppeal = (await bruno.get('/desk/letters/?by=appeal')).body
  assert.match(byAppeal, /solidarity needed/)
  for (const page of [byMission, byAppeal]) assert.doesNotMatch(page, SECRETS)
})

test('the letters of a mission are listed by state, each with its history and what servers said', async (t) => {
  const app = await openBoard(t)
  const bruno = await app.join('Bruno', 'moderator')
  const path = `/desk/letters/missions/${app.putOff.mission_id}`
  const list = (await bruno.get(`${path}?state=deferred`)).body
  assert.match(list, new RegExp(`/desk/letters/${app.putOff.id}`))
  assert.doesNotMatch(list, new RegExp(`/desk/letters/${app.waiting.id}`))
  const letter = (await bruno.get(`/desk/letters/${app.putOff.id}`)).body
  assert.match(letter, /450 4\.2\.0 come back/)
  for (const page of [list, letter]) assert.doesNotMatch(page, SECRETS)
})

test('letters are found by what their writer tells, by appeal, mission and state, never by who wrote', async (t) => {
  const app = await openBoard(t)
  const bruno = await app.join('Bruno', 'moderator')
  const search = async (words: string, state = '') =>
    bruno.post('/desk/letters/search', { words, state })
  const token = /\/letters\/([\w-]+)/.exec(app.fate)?.[1] ?? ''
  for (const words of [
    `My letter is https://outcry.example/ru/letters/${token}?x=1, thank you`,
    token,
    app.putOff.id,
  ]) {
    const { statusCode, headers } = await search(words)
    assert.deepEqual([statusCode, headers.location], [303, `/desk/letters/${app.putOff.id}`])
  }

  const mission = new RegExp(`/desk/letters/missions/${app.putOff.mission_id}`)
  for (const words of ['London', 'london', 'GB', 'united kingdom']) {
    assert.match((await search(words)).body, mission, words)
  }
  const appeal = `https://outcry.example${APPEAL_PATH}?from=IE`
  assert.match((await search(appeal)).body, /solidarity needed[\s\S]*<td class="number">2<\/td>/)
  const putOff = (await search(appeal, 'deferred')).body
  assert.match(putOff, /\?state=deferred"[\s\S]*<td class="number">1<\/td>/)
  assert.match((await search('', 'deferred')).body, mission)
  assert.match((await search('London', 'refused')).body, /No letters are found/)

  for (const words of ['Maeve Daly', 'maeve@reader.example', `${token.slice(0, -1)}x`, '%', '']) {
    const { body, statusCode } = await search(words)
    assert.equal(statusCode, 200)
    assert.doesNotMatch(body, /href="[^"]*\/desk\/letters\/(missions|appeals)\//, words)
  }
  assert.equal((await bruno.get('/desk/letters/search')).statusCode, 200)
})

test('what is looked for among letters stands in no address and no log', async (t) => {
  const lines: string[] = []
  const log = createLog('trace', { write: (line) => lines.push(line) })
  const app = deskOf(await openTestApp(t, {}, { log }))
  const bruno = await app.join('Bruno', 'moderator')
  const form = (await bruno.get('/desk/letters/')).body
  assert.match(form, /<form method="post" action="[^"]*\/desk\/letters\/search"/)
  for (const words of ['Maeve Daly', 'Maeve Daly '.repeat(50)]) {
    const { headers } = await bruno.post('/desk/letters/search', { words })
    assert.equal(headers.location, undefined)
  }
  const acts = JSON.stringify(await app.deps.db.selectFrom('acts').selectAll().execute())
  assert.notEqual(lines.length, 0)
  assert.doesNotMatch(`${lines.join('')}${acts}`, SECRETS)
})

test('a letter put off is tried again at once by an editor, and the audit log knows', async (t) => {
  const app = await openBoard(t)
  const ana = await app.join('Ana', 'editor')
  const dora = await app.joinWithFactor('Dora', 'administrator')
  await ana.post(`/desk/letters/${app.putOff.id}/attempts`)
  const again = await ana.post(`/desk/letters/${app.putOff.id}/attempts`)
  assert.equal(again.statusCode, 409)
  const log = (await dora.get('/desk/audit/')).body
  assert.equal(log.match(/<td>Letter tried again<\/td>/g)?.length, 1)
})

test('an editor pauses an appeal with a reason and resumes it; a moderator may not', async (t) => {
  const app = await openBoard(t)
  const ana = await app.join('Ana', 'editor')
  const bruno = await app.join('Bruno', 'moderator')
  const path = `/desk/letters/appeals/${app.waiting.appeal_id}`
  const missing = await ana.post(`${path}/pauses`, { reason: '  ' })
  assert.equal(missing.statusCode, 422)
  assert.match(missing.body, /Please give a reason/)
  assert.equal((await bruno.post(`${path}/pauses`, { reason: 'x' })).statusCode, 403)
  await ana.post(`${path}/pauses`, { reason: 'The family asks us to wait.' })
  assert.equal((await ana.post(`${path}/pauses`, { reason: 'again' })).statusCode, 409)
  for (const page of ['/desk/letters/?by=appeal', path]) {
    assert.match((await bruno.get(page)).body, /The family asks us to wait/)
  }
  assert.match((await get(app, app.fate)).body, /450 4\.2\.0/)
  assert.doesNotMatch((await get(app, app.fate)).body, /The family asks/)
  await ana.post(`${path}/resumption`)
  assert.doesNotMatch((await bruno.get(path)).body, /The family asks/)
})

test('pages of letters have no button that their reader may not press', async (t) => {
  const app = await openBoard(t)
  const ana = await app.join('Ana', 'editor')
  const bruno = await app.join('Bruno', 'moderator')
  const appeal = `/desk/letters/appeals/${app.waiting.appeal_id}`
  const letter = `/desk/letters/${app.putOff.id}`
  assert.match((await ana.get(appeal)).body, /\/pauses"/)
  assert.doesNotMatch((await bruno.get(appeal)).body, /\/pauses"/)
  assert.match((await ana.get(letter)).body, /\/attempts"/)
  assert.doesNotMatch((await bruno.get(letter)).body, /\/attempts"/)
  assert.doesNotMatch((await ana.get(letter)).body, /\/reveals"/)
  assert.match((await bruno.get(letter)).body, /\/reveals"/)

  await ana.post(`${appeal}/pauses`, { reason: 'The family asks us to wait.' })
  assert.match((await ana.get(appeal)).body, /\/resumption"/)
  assert.doesNotMatch((await bruno.get(appeal)).body, /\/resumption"/)

  const held = { state: 'on_hold' } as const
  await app.deps.db.updateTable('letters').set(held).where('id', '=', app.putOff.id).execute()
  const decide = /class="button" href="[^"]*\/desk\/work\/\?kind=letter"/
  assert.match((await bruno.get(letter)).body, decide)
  assert.doesNotMatch((await ana.get(letter)).body, decide)
})

test('an editor enters the office hours of a mission; what is wrong comes back as it was typed', async (t) => {
  const app = await openBoard(t)
  const ana = await app.join('Ana', 'editor')
  const bruno = await app.join('Bruno', 'moderator')
  const dora = await app.joinWithFactor('Dora', 'administrator')
  const mission = `/desk/letters/missions/${app.putOff.mission_id}`
  const path = `${mission}/hours`
  assert.match((await bruno.get(mission)).body, /09:00–17:00 \(Europe\/London\)/)
  assert.doesNotMatch((await bruno.get(mission)).body, /\/hours"/)
  assert.match((await ana.get(mission)).body, /\/hours"/)
  assert.equal((await bruno.post(path, { zone: 'Europe/London' })).statusCode, 403)

  const days = ['1', '2', '4'].map((day): [string, string] => ['weekday', day])
  const times = (zone: string, opens: string, closes: string): [string, string][] => [
    ['zone', zone],
    ['opens', opens],
    ['closes', closes],
    ...days,
    ['source', 'page of the embassy'],
  ]
  for (const [zone, opens, closes, words] of [
    ['Europe/Lundon', '10:00', '12:30', /time zone Europe\/Lundon is not known/],
    ['Europe/London', '12:30', '10:00', /Nobody would ever be in this office/],
    ['Europe/London', '25:00', '10:00', /Please enter a time of day/],
  ] as const) {
    const wrong = await ana.postPairs(path, times(zone, opens, closes))
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.body, words)
    for (const typed of [zone, closes]) assert.ok(wrong.body.includes(`value="${typed}"`))
    assert.match(wrong.body, /value="4" checked/)
  }
  const dayless = await ana.post(path, { zone: 'Europe/London', opens: '10:00', closes: '12:30' })
  assert.match(dayless.body, /choose at least one day/)

  const unsourced = times('Europe/London', '10:00', '12:30').filter(([name]) => name !== 'source')
  assert.match((await ana.postPairs(path, unsourced)).body, /where you know these hours from/)

  assert.equal((await ana.post(`${path}/reset`)).statusCode, 409)
  const saved = await ana.postPairs(path, times('Europe/London', '10:00', '12:30'))
  assert.equal(saved.statusCode, 303, saved.body)
  const page = (await bruno.get(mission)).body
  assert.match(page, /Mon, Tue, Thu, 10:00–12:30[\s\S]*page of the embassy/)
  // Kazakhstan's own days, with where they are known from.
  assert.match((await ana.get(path)).body, /25 October, 16 December[\s\S]*egov\.kz/)
  const log = (await dora.get('/desk/audit/')).body
  assert.equal(log.match(/<td>Office hours of a mission entered<\/td>/g)?.length, 1)
  assert.match(log, /09:00-17:00[\s\S]*10:00-12:30/)
  assert.equal((await bruno.post(`${path}/reset`)).statusCode, 403)
  assert.equal((await ana.post(`${path}/reset`)).statusCode, 303)
  assert.match((await bruno.get(mission)).body, /09:00–17:00 \(Europe\/London\)/)
  assert.doesNotMatch((await ana.get(path)).body, /\/reset"/)
  assert.match((await dora.get('/desk/audit/')).body, /put back to what is usual/)
  assert.equal((await ana.get('/desk/letters/missions/unknown/hours')).statusCode, 404)
})

test('who wrote a letter is shown for a reason only, after the second factor, and written down before', async (t) => {
  const app = await openBoard(t)
  const bruno = await app.joinWithFactor('Bruno', 'moderator')
  const dora = await app.joinWithFactor('Dora', 'administrator')
  const path = `/desk/letters/${app.waiting.id}/reveals`
  assert.equal((await bruno.post(path, { reason: '' })).statusCode, 422)
  const shown = await bruno.post(path, { reason: 'The writer asked by telephone.' })
  assert.match(shown.body, /Maeve Daly/)
  assert.match(shown.body, /maeve@reader\.example/)
  assert.equal(shown.headers['cache-control'], 'no-store')
  const log = (await dora.get('/desk/audit/?act=protests.act_revealed')).body
  assert.match(log, /The writer asked by telephone/)
  assert.doesNotMatch(log, SECRETS)
})

test('the factor is asked for before a reason is typed, and one that grew old keeps what was typed', async (t) => {
  const app = await openBoard(t)
  const bruno = await app.joinWithFactor('Bruno', 'moderator')
  const path = `/desk/letters/${app.waiting.id}/reveals`
  assert.match((await bruno.get(path)).body, /name="reason"/)
  app.clock.advance(16 * MINUTE_MS)
  const asked = await bruno.get(path)
  assert.equal(asked.statusCode, 303)
  assert.match(String(asked.headers.location), /\/desk\/factor\?next=.*reveals/)
  const reason = 'The writer asked by telephone.'
  const stale = await bruno.post(path, { reason })
  assert.equal(stale.statusCode, 403)
  assert.match(stale.body, new RegExp(`value="${reason}"`))
  assert.match(stale.body, /href="[^"]*\/desk\/factor"/)
  assert.doesNotMatch(stale.body, SECRETS)
  await bruno.post('/desk/factor', { code: bruno.nextCode() })
  assert.match((await bruno.post(path, { reason })).body, /Maeve Daly/)
})

test('a moderator without a second factor, an editor and another organisation reveal nothing', async (t) => {
  const app = await openBoard(t)
  const path = `/desk/letters/${app.waiting.id}/reveals`
  const chloe = { organisation: 'Campaign Kazakhstan' }
  for (const person of [
    await app.join('Bruno', 'moderator'),
    await app.joinWithFactor('Ana', 'editor'),
    await app.joinWithFactor('Chloe', 'administrator', chloe),
  ]) {
    assert.doesNotMatch((await person.post(path, { reason: 'curious' })).body, SECRETS)
  }
})

test('an unknown letter is answered with 404, an unknown kind of subject with a plain error', async (t) => {
  const app = await openBoard(t)
  const bruno = await app.join('Bruno', 'moderator')
  assert.equal((await bruno.get('/desk/letters/nonsense')).statusCode, 404)
  assert.ok([400, 404].includes((await bruno.get('/desk/letters/persons/x')).statusCode))
  assert.equal((await bruno.get('/desk/letters/appeals/unknown?state=nonsense')).statusCode, 200)
})

test('boards, lists and letters at the desk name nobody who has not agreed', async (t) => {
  const app = deskOf(await openLetterApp(t))
  await publishNamed(app, { isAgreed: false })
  await app.runJobs()
  await sendLetter(app, { from: 'FR' }, '/2013/05/22/free-r-r/letter')
  await app.runJobs()
  const bruno = await app.join('Bruno', 'moderator')
  const { id, appeal_id } = await app.deps.db
    .selectFrom('letters')
    .select(['id', 'appeal_id'])
    .executeTakeFirstOrThrow()
  const places = ['?by=appeal', `appeals/${appeal_id}`, id]
  for (const place of places) {
    const { body, statusCode } = await bruno.get(`/desk/letters/${place}`)
    assert.equal(statusCode, 200, place)
    assert.match(body, /Free R\. R\./, place)
    assert.doesNotMatch(body, /raskoln/i, place)
  }
})
