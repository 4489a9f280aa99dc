import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import {
  get,
  type LetterApp,
  openLetterApp,
  post,
  sendLetter,
  textOf,
} from '../../../../test/letters.ts'
import { DAY_MS, HOUR_MS } from '../../../platform/time.ts'
import { receiveMessage } from '../../mail/index.ts'
import { addContact, findMissionEmail } from '../../missions/index.ts'

const bounceAddress = 'bounces@outcry.example'

async function open(t: TestContext): Promise<LetterApp> {
  return openLetterApp(t, { bounceAddress, lettersPerHour: 10_000_000 })
}

/** What the mission's server sends back for the last letter that it took. */
function comesBack(app: LetterApp, words: string, { id = 'b1', lines = '' } = {}) {
  const letter = app.sent.findLast(({ kind }) => kind === 'letter')
  assert.ok(letter, 'no letter has left')
  const { from, to } = letter.envelope
  const raw = `Return-Path: <>\r\nDelivered-To: ${from}\r\nFrom: MAILER-DAEMON@mx.kz.example\r\nTo: ${from}\r\nMessage-ID: <${id}@mx.kz.example>\r\n${lines}Subject: Undelivered Mail Returned to Sender\r\n\r\n<${to}>: host mx.kz.example said:\r\n    ${words}\r\n`
  return receiveMessage(app.deps, Buffer.from(raw))
}

async function stateOf(app: LetterApp): Promise<string[]> {
  const rows = await app.deps.db.selectFrom('letters').select('state').orderBy('id').execute()
  return rows.map(({ state }) => state)
}

const everyMinute = 60_000

const endings = [
  ['550 5.1.1 No such user', 'bounced', /address does not exist[\s\S]*No such user/],
  ['552 5.2.2 Mailbox full', 'bounced', /mailbox is full/],
  ['554 5.6.0 Broken content', 'bounced', /came back after the mail server had taken it/],
  ['550 5.7.1 Message rejected as spam', 'refused', /wants no mail of this kind/],
] as const

for (const [words, state, page] of endings) {
  test(`a letter that comes back with "${words}" is ${state}, and its writer can read why`, async (t) => {
    const app = await open(t)
    const path = await sendLetter(app)
    await app.runJobs()
    assert.deepEqual(await stateOf(app), ['accepted'])

    assert.equal(await comesBack(app, words), 'taken')
    await app.runJobs()
    assert.deepEqual(await stateOf(app), [state])
    assert.match((await get(app, path)).body, page)

    assert.equal(await comesBack(app, words), 'known')
    await app.runJobs()
    const events = await app.deps.db.selectFrom('letter_events').select('event').execute()
    assert.equal(events.filter(({ event }) => event === state).length, 1)
  })
}

test('a delay, a machine and a proof asked for change nothing of the letter, and get no answer', async (t) => {
  const app = await open(t)
  await sendLetter(app)
  await app.runJobs()
  const letter = app.sent.findLast(({ kind }) => kind === 'letter')
  const to = letter?.envelope.from ?? ''
  const machine = (subject: string, text: string) =>
    receiveMessage(
      app.deps,
      Buffer.from(
        `From: london@kz.example\r\nTo: ${to}\r\nMessage-ID: <${subject.length}@kz.example>\r\nAuto-Submitted: auto-replied\r\nSubject: ${subject}\r\n\r\n${text}\r\n`,
      ),
    )
  const before = app.sent.length
  await machine('Out of office', 'I am away.')
  await machine('Please confirm your message', 'Reply to this message and it will be delivered.')
  await comesBack(app, 'delayed', { id: 'd1', lines: 'X-Note: none\r\n' })
  await app.runJobs()

  assert.equal(app.sent.length, before)
})

test('a bounce that is faster than we are is written down when the letter is', async (t) => {
  const app = await open(t)
  app.answer('letter', async () => {
    await comesBack(app, '550 5.1.1 No such user')
    return { kind: 'accepted', words: '250 OK' }
  })
  await sendLetter(app)
  await app.runJobs()
  app.clock.advance(HOUR_MS)
  await app.runJobs()

  assert.deepEqual(await stateOf(app), ['bounced'])
})

test('a bounce after the letter has come to rest leaves its fate, and closes the address', async (t) => {
  const app = await open(t)
  await sendLetter(app)
  await app.runJobs()
  app.clock.advance(6 * DAY_MS)
  await app.runJobs()
  assert.deepEqual(await stateOf(app), ['final'])

  await comesBack(app, '550 5.1.1 No such user')
  await app.runJobs()
  assert.deepEqual(await stateOf(app), ['final'])
  const missionId = await app.missionIdFor('IE')
  assert.equal(await findMissionEmail(app.deps.reader, missionId), undefined)
})

test('when the only mailbox dies, waiting letters wait for another and their writers are told once', async (t) => {
  const app = await openLetterApp(t, { bounceAddress, lettersPerHour: 1 })
  await sendLetter(app)
  await app.runJobs()
  const waiting = await sendLetter(app, { email: 'second@reader.example' })
  const missionId = await app.missionIdFor('IE')

  await comesBack(app, '550 5.1.1 <london@kz.example>: User unknown; ask nora@reader.example')
  await app.runJobs()
  app.clock.advance(everyMinute * 80)
  await app.runJobs()

  assert.deepEqual(await stateOf(app), ['bounced', 'waiting_address'])
  const told = app.sent.filter(({ readable }) => /takes no more letters/.test(readable.subject))
  assert.deepEqual(
    told.map(({ envelope }) => envelope.to),
    ['second@reader.example'],
  )
  assert.match(told.map(textOf).join(), /not been working since 22 May 2013/)
  assert.match(told.map(textOf).join(), /from=IE&mission=/)

  const { body } = await get(app, waiting)
  assert.match(body, /not been working since[\s\S]*User unknown[\s\S]*Other ways to reach it/)
  assert.doesNotMatch(body, /nora@reader/)

  const page = await get(app, '/missions/KZ/')
  assert.match(page.body, /has not worked since[\s\S]*User unknown/)
  assert.doesNotMatch(page.body, /nora@reader/)

  await addContact(app.deps, {
    missionId,
    kind: 'email',
    value: 'new@kz.example',
    source: 'telephone call',
  })
  await app.runJobs()
  assert.equal(app.sent.at(-1)?.envelope.to, 'new@kz.example')
  assert.equal(
    app.sent.filter(({ readable }) => /takes no more letters/.test(readable.subject)).length,
    1,
  )
})

test('when one of two mailboxes dies, letters go to the other and nobody is troubled', async (t) => {
  const app = await openLetterApp(t, { bounceAddress, lettersPerHour: 1 })
  const missionId = await app.missionIdFor('IE')
  await addContact(app.deps, {
    missionId,
    kind: 'email',
    value: 'second@kz.example',
    source: 'telephone call',
  })
  await sendLetter(app)
  await app.runJobs()
  await sendLetter(app, { email: 'second@reader.example' })
  const first = app.sent.findLast(({ kind }) => kind === 'letter')?.envelope.to

  await comesBack(app, '550 5.1.1 User unknown')
  app.clock.advance(everyMinute * 120)
  await app.runJobs()

  const letters = app.sent.filter(({ kind }) => kind === 'letter')
  assert.deepEqual(new Set(letters.map(({ envelope }) => envelope.to)).size, 2)
  assert.notEqual(letters.at(-1)?.envelope.to, first)
  assert.ok(app.sent.every(({ readable }) => !/takes no more letters/.test(readable.subject)))
})

test('a mission that refuses on several days is said to refuse, since the first of them', async (t) => {
  const app = await openLetterApp(t, { lettersPerHour: 10_000_000 })
  app.answer('letter', () => ({
    kind: 'refused',
    reason: 'policy',
    code: 550,
    words: '550 5.7.1 No letters from citizens',
  }))
  for (const [index, email] of ['a', 'b', 'c', 'd', 'e'].entries()) {
    await sendLetter(app, { email: `${email}@reader.example`, text: `Letter ${index} to you.` })
    await app.runJobs()
    app.clock.advance(13 * HOUR_MS)
  }
  await app.runJobs()
  const { body } = await get(app, '/missions/KZ/')
  assert.match(body, /has refused mail from citizens since 22 May 2013/)
  assert.match(body, /No letters from citizens/)
  assert.equal(await findMissionEmail(app.deps.reader, await app.missionIdFor('IE')), undefined)
})

test('when the disk is full, nothing is lost: what came back is taken in the next time', async (t) => {
  const app = await open(t)
  await sendLetter(app)
  await app.runJobs()
  const { outbox } = app.deps
  app.deps.outbox = { publish: () => Promise.reject(new Error('database or disk is full')) }
  await assert.rejects(comesBack(app, '550 5.1.1 User unknown'), /disk is full/)
  app.deps.outbox = outbox

  assert.equal(await comesBack(app, '550 5.1.1 User unknown'), 'taken')
  await app.runJobs()
  assert.deepEqual(await stateOf(app), ['bounced'])
})

test('a clock that jumps back does not bring a closed address into use again', async (t) => {
  const app = await open(t)
  await sendLetter(app)
  await app.runJobs()
  app.clock.advance(-400 * DAY_MS)
  await comesBack(app, '550 5.1.1 User unknown')
  await app.runJobs()
  app.clock.advance(800 * DAY_MS)
  await app.runJobs()
  assert.equal(await findMissionEmail(app.deps.reader, await app.missionIdFor('IE')), undefined)
})

test('posting to the status page of a letter that came back changes nothing', async (t) => {
  const app = await open(t)
  const path = await sendLetter(app)
  await app.runJobs()
  await comesBack(app, '550 5.1.1 User unknown')
  await app.runJobs()
  await post(app, `${path}/withdrawal`)
  assert.deepEqual(await stateOf(app), ['bounced'])
})
