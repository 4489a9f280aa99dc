import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  confirmationIn,
  get,
  LETTER_PATH,
  type LetterApp,
  letterForm,
  openLetterApp,
  post,
  sendLetter,
  textOf,
} from '../../../test/letters.ts'
import { DAY_MS, HOUR_MS } from '../../platform/time.ts'
import { withdrawAppeal } from '../appeals/index.ts'
import { ageLetters } from './age.ts'
import { letterToken } from './confirmation/links.ts'

const findOnly = (app: LetterApp) =>
  app.deps.db.selectFrom('letters').selectAll().executeTakeFirstOrThrow()

test('a writer who does not confirm is reminded once, and the letter lapses after seven days', async (t) => {
  const app = await openLetterApp(t)
  await post(app, LETTER_PATH, letterForm(await app.missionIdFor('IE')))
  await app.runJobs()
  app.clock.advance(24 * HOUR_MS - 1)
  await app.runJobs()
  assert.equal(app.sent.length, 1)
  app.clock.advance(1)
  await app.runJobs()
  assert.equal(app.sent.length, 2)
  assert.ok(app.sent[1])
  assert.match(textOf(app.sent[1]), /only reminder/)
  const { path } = confirmationIn(app)

  app.clock.advance(6 * DAY_MS - 1)
  await app.runJobs()
  assert.equal((await findOnly(app)).state, 'unconfirmed')
  app.clock.advance(1)
  await app.runJobs()
  assert.equal(app.sent.length, 2)
  const lapsed = await findOnly(app)
  assert.equal(lapsed.state, 'lapsed')
  // The mail promises it to whoever finds their address under a letter that they did not write.
  assert.deepEqual([lapsed.sealed, lapsed.person_hash, lapsed.code_hash], [null, null, null])

  const answer = await post(app, path)
  assert.equal(answer.statusCode, 303)
  assert.match((await get(app, String(answer.headers.location))).body, /Your letter was not sent/)
  assert.deepEqual(await app.deps.db.selectFrom('letter_counts').selectAll().execute(), [])
})

test('reminder and lapse count from the day on which the mail to the writer really left', async (t) => {
  const app = await openLetterApp(t)
  app.answer('notice', () => ({ kind: 'held', reason: 'not_aligned' }))
  await post(app, LETTER_PATH, letterForm(await app.missionIdFor('IE')))
  await app.runJobs()
  app.clock.advance(8 * DAY_MS)
  app.answer('notice', () => ({ kind: 'accepted', words: '250 ok' }))
  await app.runJobs()
  assert.equal((await findOnly(app)).state, 'unconfirmed')
  const mails = app.sent.length
  const { code, path } = confirmationIn(app)

  app.clock.advance(24 * HOUR_MS - 1)
  await app.runJobs()
  assert.equal(app.sent.length, mails)
  app.clock.advance(1)
  await app.runJobs()
  assert.equal(app.sent.length, mails + 1)
  app.clock.advance(6 * DAY_MS - 1)
  await app.runJobs()
  assert.equal((await get(app, path)).statusCode, 200)
  assert.equal((await post(app, '/confirm', { code })).statusCode, 303)
  assert.equal((await findOnly(app)).confirmed_at, app.clock.now())
})

test('a letter whose writer could not be asked for thirty days lapses and is forgotten', async (t) => {
  const app = await openLetterApp(t, { mail: 'off' })
  app.answer('notice', () => ({ kind: 'held', reason: 'mail_off' }))
  await post(app, LETTER_PATH, letterForm(await app.missionIdFor('IE')))
  await app.runJobs()
  app.clock.advance(30 * DAY_MS - 1)
  await app.runJobs()
  assert.equal((await findOnly(app)).state, 'unconfirmed')
  app.clock.advance(1)
  await app.runJobs()
  const { id, state, sealed } = await findOnly(app)
  assert.deepEqual({ state, sealed }, { state: 'lapsed', sealed: null })
  const path = `/letters/${letterToken(app.deps.secrets, id)}`
  assert.match((await get(app, path)).body, /could not be sent to you for thirty days/)
})

test('a letter whose mail was refused for good lapses after seven days', async (t) => {
  const app = await openLetterApp(t)
  app.answer('notice', () => ({ kind: 'refused', reason: 'unknown_address', code: 550, words: '' }))
  await post(app, LETTER_PATH, letterForm(await app.missionIdFor('IE')))
  await app.runJobs()
  for (let day = 0; day < 7; day += 1) {
    app.clock.advance(DAY_MS)
    await app.runJobs()
  }
  assert.equal((await findOnly(app)).state, 'lapsed')
})

test('an accepted letter is taken as delivered after five days', async (t) => {
  const app = await openLetterApp(t)
  const fate = await sendLetter(app)
  await app.runJobs()
  app.clock.advance(5 * DAY_MS)
  await app.runJobs()
  assert.match((await get(app, fate)).body, /Your letter was delivered/)
})

test('28 days after the end words, name and address are gone; history and count remain', async (t) => {
  const app = await openLetterApp(t)
  const fate = await sendLetter(app)
  await app.runJobs()
  app.clock.advance(5 * DAY_MS)
  await app.runJobs()
  app.clock.advance(28 * DAY_MS - 1)
  await app.runJobs()
  assert.ok((await findOnly(app)).sealed)
  app.clock.advance(1)
  await app.runJobs()
  const letter = await findOnly(app)
  assert.deepEqual(
    [letter.sealed, letter.person_hash, letter.content_hash, letter.code_hash, letter.due_at],
    [null, null, null, null, null],
  )
  assert.ok(letter.erased_at)
  assert.match((await get(app, fate)).body, /Your letter was delivered[\s\S]*You confirmed it/)
  assert.equal((await app.deps.db.selectFrom('letter_counts').selectAll().execute()).length, 1)
})

test('letters of a withdrawn appeal that have not left are taken back', async (t) => {
  const app = await openLetterApp(t)
  await sendLetter(app, { from: 'FR' })
  await post(
    app,
    LETTER_PATH,
    letterForm(await app.missionIdFor('IE'), { email: 'x@reader.example' }),
  )
  await app.runJobs()
  await withdrawAppeal(app.deps, {
    publishedOn: '2013-05-22',
    slug: 'housing-justice-activists-arrested-in-astana',
  })
  await app.runJobs()
  const letters = await app.deps.db.selectFrom('letters').select('state').orderBy('id').execute()
  assert.deepEqual(
    letters.map(({ state }) => state),
    ['withdrawn', 'lapsed'],
  )
  assert.equal((await get(app, `${LETTER_PATH}?from=IE`)).statusCode, 404)
})

test('a letter that waits in vain is taken back after 180 days; its writer is told a month before', async (t) => {
  const app = await openLetterApp(t)
  const fate = await sendLetter(app, { from: 'FR' })
  const mails = app.sent.length
  app.clock.advance(150 * DAY_MS - 1)
  await app.runJobs()
  assert.equal(app.sent.length, mails)
  app.clock.advance(1)
  await app.runJobs()
  app.clock.advance(30 * DAY_MS - 1)
  await app.runJobs()
  assert.equal(app.sent.length, mails + 1)
  const warning = app.sent.at(-1)
  assert.ok(warning)
  assert.equal(warning.envelope.to, 'nora@reader.example')
  const text = textOf(warning)
  assert.match(text, /No working email address[\s\S]*18 November 2013/)
  assert.ok(text.includes(`https://outcry.example${fate}`), text)
  const ways = /https:\/\/outcry\.example(\S+\/letter\?from=FR\S+)/.exec(text)?.[1]
  assert.equal((await get(app, ways ?? '')).statusCode, 200)
  assert.equal((await findOnly(app)).state, 'waiting_address')

  app.clock.advance(1)
  await app.runJobs()
  const letter = await findOnly(app)
  assert.equal(letter.state, 'withdrawn')
  assert.deepEqual(
    [letter.sealed, letter.person_hash, letter.content_hash, letter.code_hash, letter.due_at],
    [null, null, null, null, null],
  )
  assert.match((await get(app, fate)).body, /was taken back[\s\S]*could not leave for 180 days/)
  const counts = await app.deps.db.selectFrom('letter_counts').select('letters').execute()
  assert.deepEqual(counts, [{ letters: 1 }])
})

test('so is a letter that is ready, but cannot leave', async (t) => {
  const app = await openLetterApp(t, { mail: 'off' })
  app.answer('notice', () => ({ kind: 'accepted', words: '250 ok' }))
  await sendLetter(app)
  app.answer('notice', () => ({ kind: 'held', reason: 'mail_off' }))
  app.clock.advance(150 * DAY_MS)
  await app.runJobs()
  app.answer('notice', () => ({ kind: 'accepted', words: '250 ok' }))
  app.clock.advance(DAY_MS)
  await app.runJobs()
  assert.match(textOf(app.sent.at(-1) as (typeof app.sent)[0]), /could not be handed over/)
  app.clock.advance(29 * DAY_MS)
  await app.runJobs()
  const { state, sealed } = await findOnly(app)
  assert.deepEqual({ state, sealed }, { state: 'withdrawn', sealed: null })
})

test('so is a letter that our own mail server puts off for ever', async (t) => {
  const app = await openLetterApp(t)
  app.answer('letter', () => ({ kind: 'deferred', cause: 'our_side', words: '' }))
  const fate = await sendLetter(app)
  await app.runJobs()
  app.clock.advance(180 * DAY_MS)
  await ageLetters(app.deps, new AbortController().signal)
  const { state, sealed } = await findOnly(app)
  assert.deepEqual({ state, sealed }, { state: 'withdrawn', sealed: null })
  assert.doesNotMatch((await get(app, fate)).body, /protests\./)
})

test('nobody is told when the address was forgotten, or the letter has left', async (t) => {
  const app = await openLetterApp(t)
  await sendLetter(app, { from: 'FR', display: 'organisation' })
  await sendLetter(app)
  await app.runJobs()
  const mails = app.sent.length
  app.clock.advance(150 * DAY_MS)
  await app.runJobs()
  assert.equal(app.sent.length, mails)
})

test('a letter that was in flight in many crashes is still not given up on', async (t) => {
  const app = await openLetterApp(t)
  await sendLetter(app)
  const caught = { state: 'sending', attempts: 12, due_at: app.clock.now() } as const
  await app.deps.db.updateTable('letters').set(caught).execute()
  app.sent.length = 0
  app.clock.advance(HOUR_MS)
  await app.runJobs()
  assert.equal(app.sent.filter(({ kind }) => kind === 'letter').length, 1)
})
