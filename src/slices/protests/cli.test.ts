import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runCommand } from '../../../test/commands.ts'
import { get, type LetterApp, openLetterApp, sendLetter } from '../../../test/letters.ts'
import { HOUR_MS } from '../../platform/time.ts'
import { protestsCommands } from './cli.ts'

const run = (
  { deps }: LetterApp,
  name: string,
  positionals: string[] = [],
  values: Record<string, string> = {},
) => runCommand(protestsCommands, name, { deps, positionals, values })

test('the list says how many letters are in which state, and where sending is stopped', async (t) => {
  const app = await openLetterApp(t)
  assert.deepEqual((await run(app, 'letters list')).notes, ['No letters yet.'])
  app.answer('letter', () => ({ kind: 'refused', reason: 'policy', code: 554, words: '554 no' }))
  await sendLetter(app)
  await app.runJobs()
  assert.match(
    (await run(app, 'letters list')).text,
    /1 {2}refused\n.*refused 1 letter .* 2013-05-22T09:/,
  )
  for (const email of ['two@reader.example', 'three@reader.example']) {
    app.clock.advance(5 * HOUR_MS)
    await sendLetter(app, { email })
    await app.runJobs()
  }
  const { status, text } = await run(app, 'letters list')
  assert.equal(status, 0)
  assert.match(text, /Embassy of Kazakhstan in London/)
  assert.match(text, /3 {2}refused/)
  assert.doesNotMatch(text, /refused 3 letters/)
  assert.match(text, /stopped since 2013-05-22T.*: 554 no/)

  const missionId = await app.missionIdFor('IE')
  assert.equal((await run(app, 'letters resume', [missionId])).status, 0)
  assert.doesNotMatch((await run(app, 'letters list')).text, /stopped since/)
})

test('the list names the letters that are put off, so that they can be tried again', async (t) => {
  const app = await openLetterApp(t)
  app.answer('letter', () => ({ kind: 'deferred', cause: 'connection', words: 'no connection' }))
  const fate = await sendLetter(app)
  await app.runJobs()
  const page = (await get(app, fate)).body
  assert.match(page, /could not be handed over yet/)
  assert.doesNotMatch(page, /The server said/)

  const { text } = await run(app, 'letters list')
  const [, id = ''] = /1 {2}deferred\n\s+(\S+), next attempt 2013-05-22T/.exec(text) ?? []
  assert.equal((await run(app, 'letters retry', [id])).status, 0)
  await assert.rejects(run(app, 'letters retry', ['nonsense']), {
    messageKey: 'protests.letter_id_unknown',
  })
})

test('a command without its argument is wrongly called', async (t) => {
  const app = await openLetterApp(t)
  assert.equal((await run(app, 'letters resume')).status, 2)
  assert.equal((await run(app, 'letters retry')).status, 2)
})

test('office hours can be entered, and letters keep to them at once', async (t) => {
  const app = await openLetterApp(t, { mail: 'smtp', smtpUrl: 'smtp://127.0.0.1:9' })
  await sendLetter(app)
  await app.runJobs()
  assert.match((await run(app, 'letters list')).text, /leaves about 2013-05-22T08:00:00.000Z/)

  const mission = [await app.missionIdFor('IE')]
  assert.equal((await run(app, 'letters hours', [])).status, 2)
  assert.equal((await run(app, 'letters hours', mission, { open: 'early' })).status, 2)
  assert.equal((await run(app, 'letters hours', mission, { days: '89' })).status, 2)
  const zone = { zone: 'Europe/Nowhere' }
  await assert.rejects(run(app, 'letters hours', mission, zone), /hours_zone/)
  await assert.rejects(run(app, 'letters hours', mission, { open: '17:00-9:00' }), /hours_empty/)

  const early = { open: '06:00-07:00', days: '321' }
  const { text } = await run(app, 'letters hours', mission, early)
  assert.match(text, /from 06:00 to 07:00, Europe\/London, on the days 123 /)
  await app.runJobs()
  assert.match((await run(app, 'letters list')).text, /1 {2}accepted/)
})
