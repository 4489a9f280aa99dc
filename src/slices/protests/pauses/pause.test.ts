import assert from 'node:assert/strict'
import { test } from 'node:test'
import { get, type LetterApp, openLetterApp, sendLetter } from '../../../../test/letters.ts'
import { AppError } from '../../../platform/errors.ts'
import { HOUR_MS, MINUTE_MS } from '../../../platform/time.ts'
import type { Actor } from '../../accounts/index.ts'
import { insertLetters } from '../queries.ts'
import { pauseLetters, resumeLetters } from './pause.ts'

const ana: Actor = {
  memberId: '0190a0a0-0000-7000-8000-000000000001',
  organisation: { id: '0190a0a0-0000-7000-8000-000000000002', name: 'Solidarity', isHost: true },
  email: 'ana@outcry.example',
  name: 'Ana',
  role: 'editor',
  sessionId: '0190a0a0-0000-7000-8000-000000000003',
  hasFactor: true,
}
const reason = 'The addresses are being checked.'
const isConflict = (error: unknown) => error instanceof AppError && error.code === 'conflict'
const lettersSent = (app: LetterApp) => app.sent.filter(({ kind }) => kind === 'letter').length
const findAppealId = async ({ deps }: LetterApp) =>
  (await deps.db.selectFrom('letters').select('appeal_id').executeTakeFirstOrThrow()).appeal_id

test('letters of a paused appeal wait, say so, and leave when it is resumed', async (t) => {
  const app = await openLetterApp(t, { mail: 'off' })
  const fate = await sendLetter(app)
  const subject = { kind: 'appeal', id: await findAppealId(app) } as const
  await pauseLetters(app.deps, ana, { subject, reason })
  app.deps.config.mail = 'preview'
  app.clock.advance(HOUR_MS)
  await app.runJobs()
  assert.equal(lettersSent(app), 0)
  const page = (await get(app, fate)).body
  assert.match(page, /lets no letters of this kind leave at present/)
  assert.doesNotMatch(page, /being checked/)
  await resumeLetters(app.deps, ana, subject)
  await app.runJobs()
  assert.equal(lettersSent(app), 1)
})

test('a paused appeal does not hold up the letters of others to the same mission', async (t) => {
  const app = await openLetterApp(t, { mail: 'off' })
  await sendLetter(app)
  const row = await app.deps.db.selectFrom('letters').selectAll().executeTakeFirstOrThrow()
  const { secrets } = app.deps
  const other = '0190ffff-0000-7000-8000-00000000000a'
  const content = { name: 'Nora', email: 'nora@reader.example', subject: 'S', text: 'Another' }
  const sealed = secrets.seal(JSON.stringify(content), other)
  const hashes = { person_hash: null, content_hash: null, code_hash: null }
  await insertLetters(app.deps.db, [{ ...row, ...hashes, id: other, appeal_id: 'other', sealed }])
  const subject = { kind: 'appeal', id: row.appeal_id } as const
  await pauseLetters(app.deps, ana, { subject, reason })
  app.deps.config.mail = 'preview'
  app.clock.advance(HOUR_MS)
  await app.runJobs()
  assert.deepEqual(
    app.sent.filter(({ kind }) => kind === 'letter').map(({ id }) => id),
    [other],
  )
})

test('nothing leaves to a paused mission, and the pause spends no slot of it', async (t) => {
  const app = await openLetterApp(t, { mail: 'off' })
  await sendLetter(app)
  const subject = { kind: 'mission', id: await app.missionIdFor('IE') } as const
  await pauseLetters(app.deps, ana, { subject, reason })
  app.deps.config.mail = 'preview'
  app.clock.advance(MINUTE_MS)
  await app.runJobs()
  assert.equal(lettersSent(app), 0)
  await resumeLetters(app.deps, ana, subject)
  await app.runJobs()
  assert.equal(lettersSent(app), 1)
})

test('of two who pause at the same moment one does; resuming twice is told that nothing is paused', async (t) => {
  const app = await openLetterApp(t)
  const subject = { kind: 'appeal', id: 'some' } as const
  const both = await Promise.allSettled([
    pauseLetters(app.deps, ana, { subject, reason }),
    pauseLetters(app.deps, ana, { subject, reason }),
  ])
  assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1)
  await resumeLetters(app.deps, ana, subject)
  await assert.rejects(resumeLetters(app.deps, ana, subject), isConflict)
  await pauseLetters(app.deps, ana, { subject, reason })
})

test('a partner organisation pauses nothing', async (t) => {
  const app = await openLetterApp(t)
  const chloe = { ...ana, organisation: { ...ana.organisation, isHost: false } }
  const subject = { kind: 'appeal', id: 'some' } as const
  await assert.rejects(pauseLetters(app.deps, chloe, { subject, reason }), AppError)
  await assert.rejects(resumeLetters(app.deps, chloe, subject), AppError)
})
