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
import { DAY_MS } from '../../../platform/time.ts'
import { letterToken } from './links.ts'

/** A letter that waits for confirmation, as the mail to its writer presents it. */
async function writeOne(app: LetterApp, changes: Record<string, string> = {}) {
  const missionId = await app.missionIdFor(changes.from ?? 'IE')
  await post(app, LETTER_PATH, letterForm(missionId, changes))
  await app.runJobs()
  return confirmationIn(app)
}

const listLetters = (app: LetterApp) =>
  app.deps.db.selectFrom('letters').selectAll().orderBy('id').execute()
const listEvents = (app: LetterApp) =>
  app.deps.db.selectFrom('letter_events').selectAll().orderBy('id').execute()
const listCounts = (app: LetterApp) =>
  app.deps.db.selectFrom('letter_counts').select(['country', 'kind', 'letters']).execute()

test('a scanner that follows every link with HEAD and GET confirms nothing', async (t) => {
  const app = await openLetterApp(t)
  const { path } = await writeOne(app)
  const before = JSON.stringify([await listLetters(app), await listEvents(app)])
  const links = [path, path.replace('/confirmation', ''), '/confirm', `${path}?x=1`]
  for (const url of links) {
    for (const method of ['HEAD', 'GET'] as const) {
      const { statusCode, headers } = await app.server.inject({ method, url })
      assert.equal(statusCode, 200, `${method} ${url}`)
      assert.equal(headers['cache-control'], 'no-store')
      assert.equal(headers['x-robots-tag'], 'noindex')
    }
  }
  assert.equal(JSON.stringify([await listLetters(app), await listEvents(app)]), before)
  assert.deepEqual(await listCounts(app), [])
})

test('a letter is confirmed by the code, however it is typed', async (t) => {
  const app = await openLetterApp(t)
  const { code } = await writeOne(app)
  const answer = await post(app, '/confirm', { code: ` ${code.toLowerCase().replace('-', ' ')} ` })
  assert.equal(answer.statusCode, 303)
  assert.match(String(answer.headers.location), /^\/letters\/[\w-]+$/)
  assert.deepEqual(
    (await listLetters(app)).map(({ state }) => state),
    ['ready'],
  )
})

test('a code works although a crash forgot that its mail had left', async (t) => {
  const app = await openLetterApp(t)
  const { code } = await writeOne(app)
  await app.deps.db.updateTable('letters').set({ asked_at: null }).execute()
  assert.equal((await post(app, '/confirm', { code })).statusCode, 303)
})

test('a wrong code is answered with 422 and kept in the field', async (t) => {
  const app = await openLetterApp(t)
  await writeOne(app)
  for (const code of ['0000-0000', 'nonsense', '', '"><script>']) {
    const answer = await post(app, '/confirm', { code })
    assert.equal(answer.statusCode, 422)
    assert.doesNotMatch(answer.body, /<script>/)
  }
  assert.match((await post(app, '/confirm', { code: '0000-0000' })).body, /value="0000-0000"/)
})

test('codes cannot be tried by the hundred', async (t) => {
  const app = await openLetterApp(t)
  const statuses = new Set<number>()
  for (let i = 0; i < 25; i += 1) {
    statuses.add((await post(app, '/confirm', { code: `0000-00${10 + i}` })).statusCode)
  }
  assert.deepEqual([...statuses], [422, 429])
})

test('a code stops working after seven days', async (t) => {
  const app = await openLetterApp(t)
  const { code } = await writeOne(app)
  app.clock.advance(7 * DAY_MS)
  assert.equal((await post(app, '/confirm', { code })).statusCode, 422)
})

test('confirming twice, also at the same moment, confirms once and counts once', async (t) => {
  const app = await openLetterApp(t)
  const { path, code } = await writeOne(app)
  const [typed, ...answers] = await Promise.all([
    post(app, '/confirm', { code }),
    post(app, path),
    post(app, path),
  ])
  assert.ok([200, 303].includes(typed.statusCode), typed.body)
  answers.push(await post(app, path))
  assert.deepEqual(
    [...new Set(answers.map(({ statusCode, headers }) => `${statusCode} ${headers.location}`))],
    [`303 ${path.replace('/confirmation', '')}`],
  )
  assert.deepEqual(await listCounts(app), [{ country: 'IE', kind: 'confirmed', letters: 1 }])
  const confirmations = (await listEvents(app)).filter(({ event }) => event === 'confirmed')
  assert.equal(confirmations.length, 1)
})

test('a code typed again says that it was used, and leads nowhere', async (t) => {
  const app = await openLetterApp(t)
  const { path, code } = await writeOne(app)
  await post(app, path)
  await app.runJobs()
  const before = await listEvents(app)
  const answer = await post(app, '/confirm', { code })
  assert.equal(answer.statusCode, 200)
  assert.equal(answer.headers['cache-control'], 'no-store')
  assert.match(answer.body, /already confirmed/)
  assert.doesNotMatch(answer.body, /\/letters\/|London|Nora/)
  assert.deepEqual(await listEvents(app), before)
  assert.equal((await get(app, path)).statusCode, 303)
})

test('after confirmation the page of the confirmation leads on to the status page', async (t) => {
  const app = await openLetterApp(t)
  const { path } = await writeOne(app)
  await post(app, path)
  const page = await get(app, path)
  assert.equal(page.statusCode, 303)
  assert.equal(page.headers.location, path.replace('/confirmation', ''))
})

test('a link that was cut short or forged is answered with 404 and a field for the code', async (t) => {
  const app = await openLetterApp(t)
  const { path } = await writeOne(app)
  const [, , token = ''] = path.split('/')
  for (const broken of [
    token.slice(0, -1),
    token.slice(0, 10),
    `${token.slice(0, -2)}AA`,
    `${token}A`,
  ]) {
    for (const url of [`/letters/${broken}`, `/letters/${broken}/confirmation`]) {
      const page = await get(app, url)
      assert.equal(page.statusCode, 404)
      assert.match(page.body, /This link is incomplete/)
      assert.match(page.body, /name="code"/)
    }
    assert.equal((await post(app, `/letters/${broken}/confirmation`)).statusCode, 404)
  }
  assert.deepEqual(
    (await listLetters(app)).map(({ state }) => state),
    ['unconfirmed'],
  )
})

test('a genuine token of a letter that does not exist is answered with 404', async (t) => {
  const app = await openLetterApp(t)
  const token = letterToken(app.deps.secrets, '0190f5a0-0000-7000-8000-000000000000')
  assert.equal((await get(app, `/letters/${token}`)).statusCode, 404)
  assert.equal((await post(app, `/letters/${token}/confirmation`)).statusCode, 404)
})

test('a second letter to the same mission is told apart from the first, which alone is sent', async (t) => {
  const app = await openLetterApp(t)
  const first = await sendLetter(app)
  const { path } = await writeOne(app, { text: 'Another one', email: 'NORA@reader.example' })
  const answer = await post(app, path)
  assert.equal(answer.statusCode, 303)
  assert.equal(answer.headers.location, `${first}?twin=yes`)
  assert.match((await get(app, `${first}?twin=yes`)).body, /already confirmed a letter/)
  assert.deepEqual(await listCounts(app), [{ country: 'IE', kind: 'confirmed', letters: 1 }])
})

test('two different letters of one person, confirmed at the same moment: one counts', async (t) => {
  const app = await openLetterApp(t)
  const one = await writeOne(app, { text: 'One' })
  const two = await writeOne(app, { text: 'Two' })
  const answers = await Promise.all([post(app, one.path), post(app, two.path)])
  const twins = answers.filter(({ headers }) => String(headers.location).endsWith('twin=yes'))
  assert.equal(twins.length, 1)
  assert.deepEqual(await listCounts(app), [{ country: 'IE', kind: 'confirmed', letters: 1 }])
})

test('many confirmed at the same moment: each goes its own way, and each counts', async (t) => {
  const app = await openLetterApp(t)
  const paths: string[] = []
  for (const [index, from] of ['IE', 'FR', 'IE', 'FR', 'IE'].entries()) {
    const changes = { from, email: `reader${index}@reader.example`, text: `Letter ${index}` }
    paths.push((await writeOne(app, changes)).path)
  }
  const answers = await Promise.all([...paths, ...paths].map((path) => post(app, path)))
  assert.deepEqual([...new Set(answers.map(({ statusCode }) => statusCode))], [303])
  assert.deepEqual(
    (await listLetters(app)).map(({ state }) => state),
    ['ready', 'waiting_address', 'ready', 'waiting_address', 'ready'],
  )
  const counts = await listCounts(app)
  assert.deepEqual(
    new Map(counts.map(({ country, letters }) => [country, letters])),
    new Map([
      ['FR', 2],
      ['IE', 3],
    ]),
  )
  assert.equal((await listEvents(app)).length, 5 * 2 + 2)
})

test('the same person may write to two missions', async (t) => {
  const app = await openLetterApp(t)
  await sendLetter(app)
  const second = await sendLetter(app, { from: 'DE' })
  assert.doesNotMatch(second, /twin/)
  assert.equal((await listCounts(app)).length, 2)
})

test('a letter without an address of the mission says so and waits', async (t) => {
  const app = await openLetterApp(t)
  const page = await get(app, `${LETTER_PATH}?from=FR`)
  assert.match(page.body, /your letter waits/)
  const fate = await sendLetter(app, { from: 'FR' })
  assert.match((await get(app, fate)).body, /Your letter waits for an address/)
  assert.deepEqual(
    (await listEvents(app)).map(({ event, from_state, to_state }) => [event, from_state, to_state]),
    [
      ['submitted', 'draft', 'unconfirmed'],
      ['confirmed', 'unconfirmed', 'ready'],
      ['address_missing', 'ready', 'waiting_address'],
    ],
  )
})

test('when the organisation signs, name and address are forgotten on confirmation', async (t) => {
  const app = await openLetterApp(t)
  await sendLetter(app, { display: 'organisation' })
  const [letter] = await listLetters(app)
  assert.ok(letter?.sealed)
  assert.doesNotMatch(app.deps.secrets.open(letter.sealed, letter.id), /Nora|reader\.example/)
  await app.runJobs()
  assert.doesNotMatch(app.sent.at(-1)?.raw ?? '', /Nora|Byrne|reader\.example/)
})

test('consent is kept with its version and time', async (t) => {
  const app = await openLetterApp(t)
  await writeOne(app)
  const [letter] = await listLetters(app)
  assert.equal(letter?.consent_version, 'letter-1')
  assert.equal(letter?.consent_at, app.clock.now())
  assert.equal(letter?.country, 'KZ')
})

test('a writer can take a confirmed letter back until it has left', async (t) => {
  const app = await openLetterApp(t, { mail: 'off' })
  const fate = await sendLetter(app)
  assert.match((await get(app, fate)).body, /Take my letter back/)
  assert.equal((await post(app, `${fate}/withdrawal`)).statusCode, 303)
  assert.equal((await post(app, `${fate}/withdrawal`)).statusCode, 303)
  assert.match((await get(app, fate)).body, /Your letter was taken back/)
})

test('a letter that has left, or was never confirmed, cannot be taken back', async (t) => {
  const app = await openLetterApp(t)
  const { path } = await writeOne(app)
  const fate = path.replace('/confirmation', '')
  assert.equal((await post(app, `${fate}/withdrawal`)).statusCode, 409)
  await post(app, path)
  await app.runJobs()
  assert.equal((await post(app, `${fate}/withdrawal`)).statusCode, 409)
})
