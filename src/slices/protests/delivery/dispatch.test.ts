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
} from '../../../../test/letters.ts'
import { addMs, DAY_MS, HOUR_MS, MINUTE_MS } from '../../../platform/time.ts'
import type { Outcome } from '../../mail/index.ts'
import { addContact, describeMission, findDescription } from '../../missions/index.ts'
import { LEASE_MS } from '../types.ts'
import { dispatchLetters } from './dispatch.ts'
import { judgeOutcome } from './hand-over.ts'
import { resumeMission, retryLetter } from './resume.ts'

const { signal } = new AbortController()

const statesOf = async (app: LetterApp) =>
  (await app.deps.db.selectFrom('letters').select('state').orderBy('id').execute()).map(
    ({ state }) => state,
  )
const eventsOf = async (app: LetterApp) =>
  (await app.deps.db.selectFrom('letter_events').selectAll().orderBy('id').execute()).map(
    ({ event, cause }) => (cause ? `${event} ${cause}` : event),
  )
const lettersSent = (app: LetterApp) => app.sent.filter(({ kind }) => kind === 'letter')

/** Letters of these people to the mission in London, confirmed; the first may leave at once. */
async function confirmLetters(app: LetterApp, names: string[]): Promise<void> {
  const missionId = await app.missionIdFor('IE')
  for (const name of names) {
    await post(app, LETTER_PATH, letterForm(missionId, { email: `${name}@reader.example` }))
    await app.runJobs()
    await post(app, confirmationIn(app).path)
  }
}

test('letters to one mission leave one after the other, at most thirty an hour', async (t) => {
  const app = await openLetterApp(t)
  await confirmLetters(app, ['one', 'two', 'three'])
  assert.equal(lettersSent(app).length, 1)
  await app.runJobs()
  assert.equal(lettersSent(app).length, 1)
  app.clock.advance(2 * MINUTE_MS - 1)
  await app.runJobs()
  assert.equal(lettersSent(app).length, 1)
  app.clock.advance(2 * MINUTE_MS * 0.3 + 2)
  await app.runJobs()
  assert.equal(lettersSent(app).length, 2)
})

test('letters to different missions do not wait for each other', async (t) => {
  const app = await openLetterApp(t)
  await sendLetter(app)
  await sendLetter(app, { from: 'DE' })
  await app.runJobs()
  assert.equal(lettersSent(app).length, 2)
})

test('no letter goes where the desk has closed the mission while the round went on', async (t) => {
  const app = await openLetterApp(t)
  const { deps } = app
  await sendLetter(app)
  const missionId = await app.missionIdFor('IE')
  const now = await findDescription(deps.db, missionId)
  assert.ok(now)
  const { name = '', city = '' } = now
  const said = { ...now, missionId, name, city, closedOn: '2013-05-22', source: 'A call' }
  const isPlanned = deps.db.selectFrom('letters').select('id').where('state', '=', 'ready')
  let closed = 0
  const db = new Proxy(deps.db, {
    get(target, name) {
      const own = Reflect.get(target, name)
      if (name !== 'transaction') return typeof own === 'function' ? own.bind(target) : own
      return () => ({
        execute: async (act: Parameters<ReturnType<typeof target.transaction>['execute']>[0]) => {
          // The first one after the round was planned claims the letter.
          if (closed === 0 && (await isPlanned.executeTakeFirst())) {
            const known = { sourceDate: '2013-05-22', staysAccredited: false }
            assert.equal(await describeMission(deps, { ...said, ...known }), undefined)
            closed += 1
          }
          return target.transaction().execute(act)
        },
      })
    },
  })
  const before = lettersSent(app).length
  await dispatchLetters({ ...deps, db }, signal)
  assert.equal(closed, 1)
  assert.equal(lettersSent(app).length, before)
})

test('two dispatchers at once neither exceed the pace nor send a letter twice', async (t) => {
  const app = await openLetterApp(t, { lettersPerHour: 60 })
  await confirmLetters(app, ['one', 'two', 'three', 'four'])
  const sent = lettersSent(app).length
  app.clock.advance(2 * MINUTE_MS)
  await Promise.all(Array.from({ length: 5 }, () => dispatchLetters(app.deps, signal)))
  assert.equal(lettersSent(app).length, sent + 1)
  const ids = lettersSent(app).map(({ id }) => id)
  assert.equal(new Set(ids).size, ids.length)
})

test('a crash during the hand-over repeats the attempt with the same Message-ID', async (t) => {
  const app = await openLetterApp(t)
  app.answer('letter', () => new Promise(() => {}))
  const fate = await sendLetter(app)
  void dispatchLetters(app.deps, signal)
  while (lettersSent(app).length === 0) await new Promise((resolve) => setImmediate(resolve))
  assert.deepEqual(await statesOf(app), ['sending'])

  app.answer('letter', () => ({ kind: 'accepted', words: '250 queued' }))
  app.clock.advance(LEASE_MS - 1)
  await app.runJobs()
  assert.equal(lettersSent(app).length, 1)
  app.clock.advance(1)
  await app.runJobs()
  const [first, second] = lettersSent(app)
  assert.equal(first?.raw, second?.raw)
  assert.deepEqual(await statesOf(app), ['accepted'])
  assert.deepEqual(await eventsOf(app), [
    'submitted',
    'confirmed',
    'claimed',
    'put_off crash',
    'pause_ended',
    'claimed',
    'accepted',
  ])
  assert.match((await get(app, fate)).body, /second copy can be recognised/)
})

test('a worker whose lease ran out does not overrule the one after it', async (t) => {
  const app = await openLetterApp(t)
  const answers: ((outcome: Outcome) => void)[] = []
  app.answer('letter', () => new Promise((resolve) => answers.push(resolve)))
  await sendLetter(app)
  const first = dispatchLetters(app.deps, signal)
  while (answers.length < 1) await new Promise((resolve) => setImmediate(resolve))
  app.clock.advance(LEASE_MS)
  const second = dispatchLetters(app.deps, signal)
  while (answers.length < 2) await new Promise((resolve) => setImmediate(resolve))
  answers[0]?.({ kind: 'refused', reason: 'other', code: 550, words: '550 no' })
  await first
  assert.deepEqual(await statesOf(app), ['sending'])
  answers[1]?.({ kind: 'accepted', words: '250 ok' })
  await second
  assert.deepEqual(await statesOf(app), ['accepted'])
})

test('a letter that is put off is tried again with growing pauses, then given up', async (t) => {
  const app = await openLetterApp(t)
  const attemptedAt: number[] = []
  app.answer('letter', () => {
    attemptedAt.push(Date.parse(app.clock.now()))
    return { kind: 'deferred', cause: 'their_side', code: 451, words: '451 later' }
  })
  await confirmLetters(app, ['one'])
  while (!(await statesOf(app)).includes('bounced')) {
    await dispatchLetters(app.deps, signal)
    app.clock.advance(5 * MINUTE_MS)
  }
  const pauses = attemptedAt.map((at, index) => (at - (attemptedAt[index - 1] ?? at)) / MINUTE_MS)
  assert.deepEqual(pauses, [0, 5, 15, 60, 240, 720, 1440, 1440, 1440, 1440])
  assert.deepEqual((await eventsOf(app)).at(-1), 'bounced gave_up')
})

const blocked: Outcome = {
  kind: 'refused',
  reason: 'policy',
  code: 554,
  words: '554 5.7.1 blocked',
}

test('one letter that is refused for policy makes the others wait some hours, no more', async (t) => {
  const app = await openLetterApp(t)
  app.answer('letter', () => blocked)
  await confirmLetters(app, ['one', 'two', 'three'])
  app.answer('letter', () => ({ kind: 'accepted', words: '250 ok' }))
  app.clock.advance(4 * HOUR_MS - 1)
  await app.runJobs()
  assert.deepEqual(await statesOf(app), ['refused', 'ready', 'ready'])
  app.clock.advance(1)
  await app.runJobs()
  assert.deepEqual(await statesOf(app), ['refused', 'accepted', 'ready'])
})

test('three letters refused for policy within a day stop the mission until it is resumed', async (t) => {
  const app = await openLetterApp(t)
  app.answer('letter', () => blocked)
  await confirmLetters(app, ['one', 'two', 'three', 'four'])
  for (let i = 0; i < 4; i += 1) {
    app.clock.advance(4 * HOUR_MS)
    await app.runJobs()
  }
  app.clock.advance(2 * DAY_MS)
  await app.runJobs()
  assert.deepEqual(await statesOf(app), ['refused', 'refused', 'refused', 'ready'])

  app.answer('letter', () => ({ kind: 'accepted', words: '250 ok' }))
  await resumeMission(app.deps, await app.missionIdFor('IE'))
  await app.runJobs()
  assert.deepEqual(await statesOf(app), ['refused', 'refused', 'refused', 'accepted'])
  await assert.rejects(resumeMission(app.deps, await app.missionIdFor('IE')), /not_stopped/)
})

test('refusals for policy on different days, or for other reasons, do not stop the mission', async (t) => {
  const app = await openLetterApp(t)
  app.answer('letter', () => blocked)
  await confirmLetters(app, ['one', 'two', 'three', 'four', 'five'])
  app.clock.advance(13 * HOUR_MS)
  await app.runJobs()
  app.clock.advance(13 * HOUR_MS)
  await app.runJobs()
  app.answer('letter', () => ({ kind: 'refused', reason: 'other', code: 550, words: '550 no' }))
  app.clock.advance(4 * HOUR_MS)
  await app.runJobs()
  app.answer('letter', () => ({ kind: 'accepted', words: '250 ok' }))
  app.clock.advance(HOUR_MS)
  await app.runJobs()
  assert.deepEqual(await statesOf(app), ['refused', 'refused', 'refused', 'refused', 'accepted'])
})

test('an unknown address is offered no longer; letters behind wait and leave for the next', async (t) => {
  const app = await openLetterApp(t)
  app.answer('letter', ({ envelope }) =>
    envelope.to === 'london@kz.example'
      ? { kind: 'refused', reason: 'unknown_address', code: 550, words: '550 5.1.1 unknown' }
      : { kind: 'accepted', words: '250 ok' },
  )
  await confirmLetters(app, ['one', 'two'])
  app.clock.advance(HOUR_MS)
  await app.runJobs()
  assert.deepEqual(await statesOf(app), ['bounced', 'waiting_address'])

  const source = 'a telephone call with the embassy'
  const missionId = await app.missionIdFor('IE')
  await addContact(app.deps, { missionId, kind: 'email', value: 'new@kz.example', source })
  await app.runJobs()
  assert.deepEqual(await statesOf(app), ['bounced', 'accepted'])
  assert.equal(lettersSent(app).at(-1)?.envelope.to, 'new@kz.example')
})

test('with MAIL=off letters stay in the queue untouched, and the status page says why', async (t) => {
  const app = await openLetterApp(t, { mail: 'off' })
  const fate = await sendLetter(app)
  await app.runJobs()
  assert.equal(lettersSent(app).length, 0)
  assert.deepEqual(await eventsOf(app), ['submitted', 'confirmed'])
  assert.match((await get(app, fate)).body, /Sending is switched off/)
})

test('while the sending domain is not aligned a letter goes back without counting an attempt', async (t) => {
  const app = await openLetterApp(t)
  app.answer('letter', () => ({ kind: 'held', reason: 'not_aligned' }))
  const fate = await sendLetter(app)
  await app.runJobs()
  await app.runJobs()
  assert.equal(lettersSent(app).length, 1)
  assert.match((await get(app, fate)).body, /not set up completely yet/)
  const { attempts, state } = await app.deps.db
    .selectFrom('letters')
    .select(['attempts', 'state'])
    .executeTakeFirstOrThrow()
  assert.deepEqual({ attempts, state }, { attempts: 0, state: 'ready' })

  app.answer('letter', () => ({ kind: 'accepted', words: '250 ok' }))
  app.clock.advance(HOUR_MS)
  await app.runJobs()
  assert.deepEqual(await statesOf(app), ['accepted'])
})

test('a confirmation mail that is held waits and goes out later', async (t) => {
  const app = await openLetterApp(t)
  app.answer('notice', () => ({ kind: 'held', reason: 'not_aligned' }))
  await post(app, LETTER_PATH, letterForm(await app.missionIdFor('IE')))
  await app.runJobs()
  app.answer('notice', () => ({ kind: 'accepted', words: '250 ok' }))
  app.clock.advance(10 * MINUTE_MS)
  await app.runJobs()
  assert.equal(app.sent.length, 2)
})

test('an operator can end the pause of a deferred letter, and of no other', async (t) => {
  const app = await openLetterApp(t)
  app.answer('letter', () => ({ kind: 'deferred', cause: 'connection', words: '' }))
  await sendLetter(app)
  await app.runJobs()
  assert.deepEqual(await statesOf(app), ['deferred'])
  const { id } = await app.deps.db.selectFrom('letters').select('id').executeTakeFirstOrThrow()
  await retryLetter(app.deps, id)
  assert.deepEqual(await statesOf(app), ['ready'])
  await assert.rejects(retryLetter(app.deps, id), /retry_not_deferred/)
})

test('what the server said is kept without the address of the writer', async (t) => {
  const app = await openLetterApp(t)
  app.answer('letter', () => ({
    kind: 'refused',
    reason: 'other',
    code: 550,
    words: '550 <nora@reader.example> no',
  }))
  const fate = await sendLetter(app)
  await app.runJobs()
  assert.match((await get(app, fate)).body, /550 &lt;…> no/)
})

for (const [name, outcome, attempts, expected] of [
  ['taken', { kind: 'accepted', words: 'w' }, 1, { event: 'accepted', words: 'w' }],
  [
    'unknown address',
    { kind: 'refused', reason: 'unknown_address', code: 550, words: 'w' },
    1,
    { event: 'bounced', cause: 'unknown_address', words: 'w' },
  ],
  [
    'policy',
    { kind: 'refused', reason: 'policy', code: 554, words: 'w' },
    1,
    { event: 'refused', cause: 'policy', words: 'w' },
  ],
  [
    'any other 5xx',
    { kind: 'refused', reason: 'other', code: 552, words: 'w' },
    1,
    { event: 'refused', cause: 'permanent', words: 'w' },
  ],
  [
    'first 4xx',
    { kind: 'deferred', cause: 'their_side', code: 451, words: 'w' },
    1,
    { event: 'put_off', cause: 'their_side', words: 'w', pauseMs: 5 * MINUTE_MS },
  ],
  [
    'ninth 4xx',
    { kind: 'deferred', cause: 'connection', words: 'w' },
    9,
    { event: 'put_off', cause: 'connection', words: 'w', pauseMs: DAY_MS },
  ],
  [
    'tenth 4xx',
    { kind: 'deferred', cause: 'their_side', code: 451, words: 'w' },
    10,
    { event: 'bounced', cause: 'gave_up', words: 'w' },
  ],
  [
    'our own server',
    { kind: 'deferred', cause: 'our_side', words: 'w' },
    10,
    { event: 'put_off', cause: 'our_side', words: 'w', pauseMs: HOUR_MS, isCounted: false },
  ],
  [
    'held',
    { kind: 'held', reason: 'mail_off' },
    1,
    { event: 'held', cause: 'mail_off', isCounted: false },
  ],
] as const satisfies readonly (readonly [string, Outcome, number, object])[]) {
  test(`an outcome is judged: ${name}`, () => {
    assert.deepEqual(judgeOutcome(outcome, attempts), expected)
  })
}

test('the next slot of a mission comes after the pause, and a little later', async (t) => {
  const app = await openLetterApp(t)
  await sendLetter(app)
  await app.runJobs()
  const pace = await app.deps.db.selectFrom('letter_pace').selectAll().executeTakeFirstOrThrow()
  assert.ok(pace.next_slot_at >= addMs(app.clock.now(), 2 * MINUTE_MS))
  assert.ok(pace.next_slot_at <= addMs(app.clock.now(), 2 * MINUTE_MS * 1.3 + 1))
})

/** The way a real mail server is spoken to; the test answers for it. */
const real = { mail: 'smtp', smtpUrl: 'smtp://127.0.0.1:9', mailCheck: false } as const

test('letters leave in the office hours of the mission, and the status page says when', async (t) => {
  // London at dawn: it is six o'clock there.
  const app = await openLetterApp(t, real)
  const fate = await sendLetter(app)
  await app.runJobs()
  assert.equal(lettersSent(app).length, 0)
  assert.match((await get(app, fate)).body, /leaves about 22 May 2013 at 08:00 UTC/)
  app.clock.advance(3 * HOUR_MS - 1)
  await app.runJobs()
  assert.equal(lettersSent(app).length, 0)
  app.clock.advance(1)
  await app.runJobs()
  assert.deepEqual(await statesOf(app), ['accepted'])
})

test('with OFFICE_HOURS=off letters leave at any time, also when the office was closed before', async (t) => {
  const app = await openLetterApp(t, real)
  await sendLetter(app)
  await app.runJobs()
  app.deps.config.officeHours = false
  await app.runJobs()
  assert.deepEqual(await statesOf(app), ['accepted'])
})

test('a mission gets no more letters in a day than its day has room for', async (t) => {
  const app = await openLetterApp(t, { lettersPerDay: 2 })
  await confirmLetters(app, ['one', 'two', 'three'])
  for (let hour = 1; hour < 19; hour += 1) {
    app.clock.advance(HOUR_MS)
    await app.runJobs()
  }
  assert.equal(lettersSent(app).length, 2)
  app.clock.advance(HOUR_MS)
  await app.runJobs()
  assert.equal(lettersSent(app).length, 3)
})

test('a mail server that does not know us gets few letters on the first day', async (t) => {
  const app = await openLetterApp(t, { ...real, officeHours: false, lettersPerDay: 4 })
  await confirmLetters(app, ['one', 'two', 'three'])
  await sendLetter(app, { from: 'DE' })
  await app.runJobs()
  assert.equal(lettersSent(app).length, 1, 'London and Berlin share a server')
  const letters: number[] = []
  for (let day = 1; day <= 3; day += 1) {
    app.clock.advance(DAY_MS)
    for (let hour = 0; hour < 4; hour += 1) {
      app.clock.advance(HOUR_MS)
      await app.runJobs()
    }
    letters.push(lettersSent(app).length)
  }
  assert.deepEqual(letters, [3, 4, 4])
})

test('appeals take turns at a mission, however many letters one of them has', async (t) => {
  const app = await openLetterApp(t)
  await confirmLetters(app, ['one', 'two', 'three', 'four'])
  await sendLetter(app, { email: 'other@reader.example', subject: 'Another appeal' })
  // The last letter is as old as an appeal that sorts before all others.
  const { db } = app.deps
  const { id } = await db
    .selectFrom('letters')
    .select('id')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  await db.updateTable('letters').set({ appeal_id: '0' }).where('id', '=', id).execute()
  const rounds = 3
  for (let round = 0; round < rounds; round += 1) {
    app.clock.advance(HOUR_MS)
    await app.runJobs()
  }
  const place = lettersSent(app).findIndex(({ id: sentId }) => sentId === id)
  assert.equal(place, 1)
})

test('a clock that jumps ahead and back loses no slot, no lease and no pause', async (t) => {
  const app = await openLetterApp(t)
  app.answer('letter', () => ({ kind: 'deferred', cause: 'their_side', code: 451, words: '451' }))
  app.clock.advance(400 * DAY_MS)
  await confirmLetters(app, ['one', 'two'])
  assert.deepEqual(await statesOf(app), ['deferred', 'ready'])
  app.clock.advance(-400 * DAY_MS)
  app.answer('letter', () => ({ kind: 'accepted', words: '250 ok' }))
  await app.runJobs()
  app.clock.advance(HOUR_MS)
  await app.runJobs()
  assert.deepEqual(await statesOf(app), ['accepted', 'accepted'])
})
