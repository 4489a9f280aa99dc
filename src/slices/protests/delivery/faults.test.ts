import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testDatabase } from '../../../../test/harness.ts'
import { type LetterApp, openLetterApp, sendLetter } from '../../../../test/letters.ts'
import { HOUR_MS, MINUTE_MS } from '../../../platform/time.ts'
import type { Outcome } from '../../mail/index.ts'
import { LEASE_MS } from '../types.ts'

const accepted: Outcome = { kind: 'accepted', words: '250 ok' }

const statesOf = async (app: LetterApp) =>
  (await app.deps.db.selectFrom('letters').select('state').orderBy('id').execute()).map(
    ({ state }) => state,
  )
const lettersSent = (app: LetterApp) => app.sent.filter(({ kind }) => kind === 'letter')

test('a server that says 421 for an hour gets the letter once, after that', async (t) => {
  const app = await openLetterApp(t)
  const openAgainAt = Date.parse(app.clock.now()) + HOUR_MS
  app.answer('letter', () =>
    Date.parse(app.clock.now()) < openAgainAt
      ? { kind: 'deferred', cause: 'connection', code: 421, words: '421 4.3.2 Too busy' }
      : accepted,
  )
  await sendLetter(app)
  for (let minute = 0; minute < 150; minute += 5) {
    await app.runJobs()
    app.clock.advance(5 * MINUTE_MS)
  }
  assert.deepEqual(await statesOf(app), ['accepted'])
  const ids = new Set(lettersSent(app).map(({ id }) => id))
  assert.equal(ids.size, 1)
  assert.ok(lettersSent(app).length <= 5, 'it is not pushed')
})

test('a server that greylists takes the second attempt of each letter', async (t) => {
  const app = await openLetterApp(t)
  const seen = new Set<string>()
  app.answer('letter', ({ id }) => {
    if (seen.has(id)) return accepted
    seen.add(id)
    return { kind: 'deferred', cause: 'their_side', code: 451, words: '451 4.7.1 Greylisted' }
  })
  for (const email of ['one@reader.example', 'two@reader.example']) await sendLetter(app, { email })
  for (let round = 0; round < 8; round += 1) {
    app.clock.advance(6 * MINUTE_MS)
    await app.runJobs()
  }
  assert.deepEqual(await statesOf(app), ['accepted', 'accepted'])
  assert.equal(lettersSent(app).length, 4)
})

test('a server that takes every second letter keeps none of the others from its own fate', async (t) => {
  const app = await openLetterApp(t)
  let number = 0
  app.answer('letter', () => {
    number += 1
    if (number % 2 === 1) return accepted
    return { kind: 'refused', reason: 'other', code: 550, words: '550 5.0.0 No' }
  })
  for (const name of ['a', 'b', 'c', 'd']) {
    await sendLetter(app, { email: `${name}@reader.example` })
    app.clock.advance(5 * MINUTE_MS)
    await app.runJobs()
  }
  assert.deepEqual(await statesOf(app), ['accepted', 'refused', 'accepted', 'refused'])
  assert.equal(lettersSent(app).length, 4)
})

test('a disk that is full when the outcome is written repeats the attempt in flight, and no more', async (t) => {
  const app = await openLetterApp(t)
  const mend = await breakDuring(app)
  await sendLetter(app)
  await app.runJobs()
  assert.deepEqual(await statesOf(app), ['sending'])
  assert.equal(lettersSent(app).length, 1)
  await mend()
  app.clock.advance(LEASE_MS - 1)
  await app.runJobs()
  assert.equal(lettersSent(app).length, 1)
  app.clock.advance(1)
  await app.runJobs()
  assert.deepEqual(await statesOf(app), ['accepted'])
  const [first, second] = lettersSent(app)
  assert.equal(first?.raw, second?.raw)
  assert.equal(lettersSent(app).length, 2)
})

/** From the moment at which a letter is handed over the database refuses every new event, as a full disk does. */
async function breakDuring(app: LetterApp): Promise<() => Promise<void>> {
  const { db } = app.deps
  let isMended = false
  app.answer('letter', async () => {
    if (!isMended) await refuseEvents(db)
    return accepted
  })
  return async () => {
    isMended = true
    await sql`drop trigger full_disk ${testDatabase === 'postgres' ? sql`on letter_events` : sql``}`.execute(
      db,
    )
  }
}

async function refuseEvents(db: LetterApp['deps']['db']): Promise<void> {
  if (testDatabase === 'sqlite') {
    await sql`create trigger full_disk before insert on letter_events
      begin select raise(abort, 'database or disk is full'); end`.execute(db)
    return
  }
  await sql`create or replace function refuse_disk() returns trigger language plpgsql as
    'begin raise exception using errcode = ''53100'', message = ''could not extend file''; end'`.execute(
    db,
  )
  await sql`create trigger full_disk before insert on letter_events
    for each row execute function refuse_disk()`.execute(db)
}
