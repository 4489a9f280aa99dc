import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { get, type LetterApp, openLetterApp, sendLetter } from '../../../../test/letters.ts'
import { HOUR_MS } from '../../../platform/time.ts'
import { addContact } from '../../missions/index.ts'

/** A mission with some mailboxes, those of `dead` unknown to its server. */
async function open(t: TestContext, { others, dead }: { others: string[]; dead: RegExp }) {
  const app = await openLetterApp(t, { lettersPerHour: 10_000_000 })
  const missionId = await app.missionIdFor('IE')
  for (const value of others) {
    await addContact(app.deps, { missionId, kind: 'email', value, source: 'telephone call' })
  }
  app.answer('letter', ({ envelope }) =>
    dead.test(envelope.to)
      ? { kind: 'refused', reason: 'unknown_address', code: 550, words: '550 5.1.1 unknown' }
      : { kind: 'accepted', words: '250 ok' },
  )
  const fate = await sendLetter(app)
  for (let hour = 0; hour < 4; hour += 1) {
    await app.runJobs()
    app.clock.advance(HOUR_MS)
  }
  return { app, fate }
}

const triedAt = ({ sent }: LetterApp) =>
  sent.filter(({ kind }) => kind === 'letter').map(({ envelope }) => envelope.to)

const stateOf = async ({ deps }: LetterApp) =>
  (await deps.db.selectFrom('letters').select('state').executeTakeFirstOrThrow()).state

test('a letter to a mailbox that is not there goes to the mission’s next address', async (t) => {
  // The address with the later source is the better one, and stands before the other.
  const { app, fate } = await open(t, { others: ['new@kz.example'], dead: /^new@/ })
  assert.deepEqual(triedAt(app), ['new@kz.example', 'london@kz.example'])
  assert.equal(await stateOf(app), 'accepted')
  const { body } = await get(app, fate)
  assert.match(body, /goes to the mission’s next address[\s\S]*5\.1\.1 unknown/)
  const told = app.sent.filter(({ readable }) => /takes no more letters/.test(readable.subject))
  assert.deepEqual(told, [])
})

test('a letter goes on once: after a second dead mailbox it has come back', async (t) => {
  const others = ['new@kz.example', 'newest@kz.example']
  const { app } = await open(t, { others, dead: /^new/ })
  const tried = triedAt(app)
  assert.equal(tried.length, 2)
  assert.ok(tried.every((to) => others.includes(to)))
  assert.equal(await stateOf(app), 'bounced')
})

test('without another address a letter to a mailbox that is not there has come back', async (t) => {
  const { app } = await open(t, { others: [], dead: /london/ })
  assert.deepEqual(triedAt(app), ['london@kz.example'])
  assert.equal(await stateOf(app), 'bounced')
})
