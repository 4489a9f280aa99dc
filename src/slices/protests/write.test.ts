import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  confirmationIn,
  get,
  LETTER_PATH,
  letterForm,
  openLetterApp,
  post,
  sendLetter,
  textOf,
} from '../../../test/letters.ts'
import { DAY_MS, HOUR_MS } from '../../platform/time.ts'
import { resolveMissions } from '../missions/index.ts'
import { findRecipient } from './recipient.ts'

async function countRows(app: Awaited<ReturnType<typeof openLetterApp>>): Promise<number> {
  return (await app.deps.db.selectFrom('letters').select('id').execute()).length
}

test('the same form sent twice at once makes one letter and one mail', async (t) => {
  const app = await openLetterApp(t)
  const form = letterForm(await app.missionIdFor('IE'))
  const answers = await Promise.all([post(app, LETTER_PATH, form), post(app, LETTER_PATH, form)])
  assert.deepEqual(
    answers.map(({ statusCode }) => statusCode),
    [303, 303],
  )
  await app.runJobs()
  assert.equal(await countRows(app), 1)
  assert.equal(app.sent.length, 1)
})

test('whoever sends the same form again an hour later gets the mail again', async (t) => {
  const app = await openLetterApp(t)
  const form = letterForm(await app.missionIdFor('IE'))
  await post(app, LETTER_PATH, form)
  await app.runJobs()
  app.clock.advance(HOUR_MS + 1)
  await post(app, LETTER_PATH, form)
  await app.runJobs()
  assert.equal(await countRows(app), 1)
  assert.equal(app.sent.length, 2)
  assert.notEqual(app.sent[0]?.id, app.sent[1]?.id)
})

test('an address gets five such mails a day, and the answer does not tell', async (t) => {
  const app = await openLetterApp(t)
  const missionId = await app.missionIdFor('IE')
  for (let i = 0; i < 7; i += 1) {
    const form = letterForm(missionId, { text: `Letter ${i}`, email: 'NORA@reader.example' })
    const answer = await post(app, LETTER_PATH, form)
    assert.equal(answer.statusCode, 303)
    assert.equal(answer.headers.location, '/confirm')
  }
  await app.runJobs()
  assert.equal(app.sent.length, 5)
  app.clock.advance(DAY_MS)
  await post(app, LETTER_PATH, letterForm(missionId, { text: 'Next day' }))
  await app.runJobs()
  assert.equal(await countRows(app), 6)
})

test('the answer to a new writer and to one who confirmed before is the same', async (t) => {
  const app = await openLetterApp(t)
  await sendLetter(app)
  const missionId = await app.missionIdFor('IE')
  const known = await post(app, LETTER_PATH, letterForm(missionId, { text: 'Again' }))
  const unknown = await post(
    app,
    LETTER_PATH,
    letterForm(missionId, { email: 'new@reader.example' }),
  )
  assert.equal(known.statusCode, unknown.statusCode)
  assert.equal(known.headers.location, unknown.headers.location)
  assert.equal(known.body, unknown.body)
})

test('names, addresses and words of supporters are nowhere in the database in the clear', async (t) => {
  const app = await openLetterApp(t)
  await sendLetter(app, { subject: 'Zebra crossing', text: 'A very particular sentence.' })
  const tables = [
    await app.deps.db.selectFrom('letters').selectAll().execute(),
    await app.deps.db.selectFrom('letter_events').selectAll().execute(),
    await app.deps.db.selectFrom('letter_counts').selectAll().execute(),
    await app.deps.db.selectFrom('letter_pace').selectAll().execute(),
  ]
  assert.doesNotMatch(
    JSON.stringify(tables),
    /nora|byrne|reader\.example|zebra|particular|127\.0\.0\.1/i,
  )
  assert.equal(tables[0]?.length, 1)
})

test('the mail to the writer says what goes where, but not the words of the letter', async (t) => {
  const app = await openLetterApp(t)
  await post(app, LETTER_PATH, letterForm(await app.missionIdFor('IE'), { display: 'first' }))
  await app.runJobs()
  const [mail] = app.sent
  assert.ok(mail)
  assert.equal(mail.envelope.to, 'nora@reader.example')
  const text = textOf(mail).replace(/\s+/g, ' ')
  assert.match(text, /From: Nora, Ireland via Solidarity Now/)
  assert.match(text, /Answers go to: Solidarity Now/)
  assert.match(text, /London, london@kz\.example/)
  assert.doesNotMatch(text, /I am a tenant in Dublin/)
  assert.ok(confirmationIn(app).code)
})

test('the mail speaks the language in which the letter was written', async (t) => {
  const app = await openLetterApp(t)
  await post(app, `/ru${LETTER_PATH}`, letterForm(await app.missionIdFor('IE')))
  await app.runJobs()
  const [mail] = app.sent
  assert.ok(mail)
  assert.match(textOf(mail), /https:\/\/outcry\.example\/ru\/letters\//)
  assert.match(textOf(mail), /На нашем сайте написано письмо/)
})

for (const [name, changes, message] of [
  ['an unknown country', { from: 'ZZ' }, /choose the country you live in/],
  ['no country', { from: '' }, /choose the country you live in/],
  ['an unknown mission', { mission: 'nonsense' }, /not one that answers for you/],
  ['no consent', { consent: '' }, /Without your consent/],
  ['no text', { text: '' }, /The letter is empty/],
  [
    'CR/LF in the name',
    { name: 'Nora\r\nBcc: all@victims.example' },
    /invisible control characters/,
  ],
  ['CR/LF in the subject', { subject: 'Hello\r\nBcc: all@victims.example' }, /invisible control/],
  [
    'CR/LF in the address',
    { email: 'nora@reader.example\r\nBcc: x@y.example' },
    /invisible control/,
  ],
  ['a name that is too long', { name: 'n'.repeat(101) }, /100 characters at most/],
  [
    'the address of the mission itself',
    { email: 'london@kz.example' },
    /address of the mission itself/,
  ],
  ['an unknown way of being shown', { display: 'loud' }, /not in a form/],
] as const) {
  test(`${name} is answered with 422, a plain word, and everything typed kept`, async (t) => {
    const app = await openLetterApp(t)
    const missionId = await app.missionIdFor('IE')
    const kept = { text: 'What I had typed, all of it.', name: 'Nora "O\'Byrne" <b>' }
    const answer = await post(app, LETTER_PATH, letterForm(missionId, { ...kept, ...changes }))
    assert.equal(answer.statusCode, 422)
    assert.match(answer.body, message)
    assert.match(answer.body, /class="error-summary"/)
    const keepsForm = !('from' in changes)
    if (keepsForm && !('text' in changes))
      assert.match(answer.body, /What I had typed, all of it\./)
    if (!('name' in changes)) assert.match(answer.body, /O&#39;Byrne|O'Byrne/)
    assert.equal(await countRows(app), 0)
    await app.runJobs()
    assert.equal(app.sent.length, 0)
  })
}

test('a letter of a megabyte comes back to be cut, whole', async (t) => {
  const app = await openLetterApp(t)
  const text = 'жилищный протест '.repeat(62_000)
  const answer = await post(app, LETTER_PATH, letterForm(await app.missionIdFor('IE'), { text }))
  assert.equal(answer.statusCode, 422)
  assert.match(answer.body, /at most 10,000 can be handed over/)
  assert.ok(answer.body.includes(text.trim()))
})

test('a mission of another state, and an honorary consul, are refused', async (t) => {
  const app = await openLetterApp(t)
  const other = await app.missionIdFor('GB', 'UZ')
  const answer = await post(app, LETTER_PATH, letterForm(other))
  assert.equal(answer.statusCode, 422)
  assert.match(answer.body, /mission of another state/)

  const directory = await get(app, '/missions/KZ.json')
  const missions: { id: string; type: string }[] = directory.json().missions
  const id = missions.find(({ type }) => type === 'honorary_consulate')?.id
  assert.ok(id)
  assert.equal((await post(app, LETTER_PATH, letterForm(id, { from: 'DE' }))).statusCode, 422)
  assert.equal(await countRows(app), 0)
})

test('a form without any field is answered with 422', async (t) => {
  const app = await openLetterApp(t)
  assert.equal((await post(app, LETTER_PATH)).statusCode, 422)
  const empty = await app.server.inject({ method: 'POST', url: LETTER_PATH })
  assert.equal(empty.statusCode, 422)
})

test('a reader in the accused state is warned, gets no form, and a form from there is refused', async (t) => {
  const app = await openLetterApp(t)
  const page = await get(app, `${LETTER_PATH}?from=KZ`)
  assert.equal(page.statusCode, 200)
  assert.match(page.body, /Please do not write to Kazakhstan from inside/)
  assert.doesNotMatch(page.body, /method="post"|<textarea|mailto:/)

  const missionId = await app.missionIdFor('IE')
  const answer = await post(app, LETTER_PATH, letterForm(missionId, { from: 'KZ' }))
  assert.equal(answer.statusCode, 422)
  assert.doesNotMatch(answer.body, /<textarea/)
  assert.equal(await countRows(app), 0)
})

test('a language that the appeal has no letter in counts for nothing', async (t) => {
  const app = await openLetterApp(t)
  const missionId = await app.missionIdFor('IE')
  const answer = await post(app, LETTER_PATH, letterForm(missionId, { lang: '<b>no language' }))
  assert.equal(answer.statusCode, 303)
  await app.runJobs()
  assert.equal(app.sent.length, 1)
  assert.equal((await get(app, `${LETTER_PATH}?from=IE&lang=%3Cb%3E`)).statusCode, 200)
})

test('a form whose country was unknown goes on, once the country is chosen', async (t) => {
  const app = await openLetterApp(t)
  const chosen = await post(app, LETTER_PATH, letterForm('', { from: 'IE', text: 'Kept words.' }))
  assert.equal(chosen.statusCode, 422)
  assert.match(chosen.body, /Here is the mission that answers for you/)
  assert.match(chosen.body, /Kept words\./)
  assert.match(chosen.body, new RegExp(`name="mission" value="${await app.missionIdFor('IE')}"`))
})

test("a writer on the mission's domain who sends the form once more is believed", async (t) => {
  const app = await openLetterApp(t)
  const form = letterForm(await app.missionIdFor('IE'), { email: 'tenant@kz.example' })
  const asked = await post(app, LETTER_PATH, form)
  assert.equal(asked.statusCode, 422)
  const domain = /name="same_host" value="([^"]+)"/.exec(asked.body)?.[1] ?? ''
  assert.equal((await post(app, LETTER_PATH, { ...form, same_host: domain })).statusCode, 303)
})

test('a territory of the accused state is as dangerous as the state itself', async (t) => {
  const app = await openLetterApp(t)
  const recipient = await findRecipient(app.deps.reader, 'CN', { from: 'HK', mission: 'x' })
  assert.deepEqual(recipient, { problems: { from: { key: 'protests.error_accused_state' } } })
  const question = { sendingState: 'CN', readerState: 'MO' }
  assert.equal((await resolveMissions(app.deps.reader, question)).accusedState, true)
})

test('a letter of a megabyte comes back whole, once, and quickly', async (t) => {
  const app = await openLetterApp(t)
  const text = 'ж'.repeat(512 * 1024)
  const answer = await post(app, LETTER_PATH, letterForm(await app.missionIdFor('IE'), { text }))
  assert.equal(answer.statusCode, 422)
  assert.equal(answer.body.split(text).length, 2)
})

test('what is no form is refused without a look at what is in it', async (t) => {
  const app = await openLetterApp(t)
  const answer = await app.server.inject({
    method: 'POST',
    url: LETTER_PATH,
    headers: { 'content-type': 'application/json' },
    payload: `[${'0,'.repeat(500_000)}0]`,
  })
  assert.equal(answer.statusCode, 415)
  assert.doesNotMatch(answer.body, /\[object|0,0/)
})

test('a mission that is not accredited is not said to answer for the reader', async (t) => {
  const app = await openLetterApp(t)
  const far = (await get(app, `${LETTER_PATH}?from=FJ`)).body
  assert.match(far, /No mission answers for you; this one can pass a letter on/)
  const near = (await get(app, `${LETTER_PATH}?from=IE`)).body
  assert.match(near, /This mission answers for you/)
})
