import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  get,
  LETTER_PATH,
  type LetterApp,
  letterForm,
  openLetterApp,
  post,
  sendLetter,
  textOf,
} from '../../../../test/letters.ts'
import { AppError } from '../../../platform/errors.ts'
import { DAY_MS, HOUR_MS } from '../../../platform/time.ts'
import { createCopyCounter } from './count-copies.ts'
import { releaseLetter, turnDownLetter } from './decide.ts'

const THREAT = { text: 'Release them, or we will find you.' }

const findState = async (app: LetterApp) =>
  (await app.deps.db.selectFrom('letters').select(['id', 'state']).executeTakeFirstOrThrow()) as {
    id: string
    state: string
  }
const lettersSent = (app: LetterApp) => app.sent.filter(({ kind }) => kind === 'letter').length
const isConflict = (error: unknown) => error instanceof AppError && error.code === 'conflict'

test('a letter that a rule speaks of is counted, waits for a person, and its writer reads why', async (t) => {
  const app = await openLetterApp(t)
  const fate = await sendLetter(app, THREAT)
  await app.runJobs()
  assert.equal((await findState(app)).state, 'on_hold')
  assert.equal(lettersSent(app), 0)
  const counts = await app.deps.db.selectFrom('letter_counts').selectAll().execute()
  assert.equal(counts.length, 1)
  const page = (await get(app, fate)).body
  assert.match(page, /Somebody reads your letter before it leaves/)
  assert.match(page, /No machine refuses a letter/)
  assert.match(page, /can be read as a threat or an insult/)
  assert.match(page, /Take my letter back/)
})

test('of two decisions at the same moment one counts, and the other hears of it', async (t) => {
  const app = await openLetterApp(t)
  await sendLetter(app, THREAT)
  const { id } = await findState(app)
  const decisions = await Promise.allSettled([
    releaseLetter(app.deps, id),
    turnDownLetter(app.deps, { letterId: id, reason: 'No threats.' }),
  ])
  assert.deepEqual(decisions.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  assert.notEqual((await findState(app)).state, 'on_hold')
})

test('a released letter leaves; a second decision on it is told that there is nothing to decide', async (t) => {
  const app = await openLetterApp(t)
  const fate = await sendLetter(app, THREAT)
  const { id } = await findState(app)
  await releaseLetter(app.deps, id)
  await assert.rejects(releaseLetter(app.deps, id), isConflict)
  await app.runJobs()
  assert.equal(lettersSent(app), 1)
  assert.match((await get(app, fate)).body, /Somebody read it and let it leave/)
})

test('a letter turned down stays counted, and its writer gets the reason by mail and on the page', async (t) => {
  const app = await openLetterApp(t)
  const fate = await sendLetter(app, THREAT)
  const { id } = await findState(app)
  const reason = 'Please say it without the threat.'
  await turnDownLetter(app.deps, { letterId: id, reason })
  app.sent.length = 0
  await app.runJobs()
  const [mail] = app.sent
  assert.equal(app.sent.length, 1)
  assert.equal(mail?.envelope.to, 'nora@reader.example')
  assert.match(mail ? textOf(mail) : '', /Please say it without the threat/)
  const page = (await get(app, fate)).body
  assert.match(page, /The reason given:.*Please say it without the threat/)
  assert.equal((await findState(app)).state, 'withdrawn')
})

test('nobody is written to when the organisation signs; the status page tells', async (t) => {
  const app = await openLetterApp(t)
  const fate = await sendLetter(app, { ...THREAT, display: 'organisation' })
  const { id } = await findState(app)
  app.sent.length = 0
  await turnDownLetter(app.deps, { letterId: id, reason: 'No threats.' })
  await app.runJobs()
  assert.deepEqual(app.sent, [])
  assert.match((await get(app, fate)).body, /No threats\./)
})

test('a held letter can be taken back by its writer, and is then decided on no more', async (t) => {
  const app = await openLetterApp(t)
  const fate = await sendLetter(app, THREAT)
  assert.equal((await post(app, `${fate}/withdrawal`)).statusCode, 303)
  const { id, state } = await findState(app)
  assert.equal(state, 'withdrawn')
  await assert.rejects(releaseLetter(app.deps, id), isConflict)
})

test('a held letter that nobody decides on is taken back after half a year, and its writer warned', async (t) => {
  const app = await openLetterApp(t)
  await sendLetter(app, THREAT)
  app.sent.length = 0
  app.clock.advance(151 * DAY_MS)
  await app.runJobs()
  assert.match(textOf(app.sent[0] ?? assert.fail('no mail')), /read by a person first/)
  app.clock.advance(30 * DAY_MS)
  await app.runJobs()
  assert.equal((await findState(app)).state, 'withdrawn')
})

test('a released letter to a mission without an address waits for one', async (t) => {
  const app = await openLetterApp(t)
  await sendLetter(app, { ...THREAT, from: 'FR' })
  const { id } = await findState(app)
  assert.equal((await findState(app)).state, 'on_hold')
  await releaseLetter(app.deps, id)
  await app.runJobs()
  assert.equal((await findState(app)).state, 'waiting_address')
})

test('one text by many people of one network waits from the eleventh on', async (t) => {
  const app = await openLetterApp(t)
  const mission = await app.missionIdFor('IE')
  for (let index = 0; index < 12; index += 1) {
    const form = letterForm(mission, { email: `p${index}@reader.example`, text: 'Copied words.' })
    const answer = await app.server.inject({
      method: 'POST',
      url: LETTER_PATH,
      remoteAddress: '198.51.100.7',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(form).toString(),
    })
    assert.equal(answer.statusCode, 303)
  }
  const rows = await app.deps.db.selectFrom('letters').select('held_for').orderBy('id').execute()
  assert.deepEqual(
    rows.map(({ held_for }) => held_for),
    [...Array(10).fill(null), 'repeat', 'repeat'],
  )
})

test('copies are counted by network and text, and forgotten after an hour', async (t) => {
  const { clock } = await openLetterApp(t)
  const count = createCopyCounter(clock)
  assert.equal(count('198.51.100.7', 'One  text'), 1)
  assert.equal(count('198.51.100.7', 'One\ntext'), 2)
  assert.equal(count('198.51.100.8', 'One text'), 1)
  assert.equal(count('198.51.100.7', 'Another'), 1)
  clock.advance(HOUR_MS)
  assert.equal(count('198.51.100.7', 'One text'), 1)
})
