import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  APPEAL_PATH,
  get,
  LETTER_PATH,
  type LetterApp,
  letterForm,
  openLetterApp,
  post,
  sendLetter,
  textOf,
} from '../../../../test/letters.ts'
import { HOUR_MS } from '../../../platform/time.ts'
import { describeMission, findDescription, mergeMissions } from '../../missions/index.ts'

/** What the desk says of the day since which a mission is closed; an empty day opens it again. */
async function say(
  { deps }: LetterApp,
  missionId: string,
  closedOn: string,
  as?: 'honorary_consulate',
): Promise<void> {
  const now = await findDescription(deps.reader, missionId)
  assert.ok(now)
  const { type, receivingState, name = '', city = '', version } = now
  const known = { missionId, type: as ?? type, receivingState, name, city, version }
  const origin = { source: 'note verbale', sourceDate: '2013-05-20', staysAccredited: false }
  assert.equal(await describeMission(deps, { ...known, ...origin, closedOn }), undefined)
}

function letters({ sent }: LetterApp) {
  return sent.filter(({ kind }) => kind === 'letter')
}

test('letters to a mission that has closed wait, their writers are told once, and it gets no new ones', async (t) => {
  const app = await openLetterApp(t, { lettersPerHour: 1 })
  const missionId = await app.missionIdFor('IE')
  await sendLetter(app)
  await app.runJobs()
  const path = await sendLetter(app, { email: 'second@reader.example' })
  assert.equal(letters(app).length, 1)

  await say(app, missionId, '2013-05-20')
  app.clock.advance(3 * HOUR_MS)
  await app.runJobs()
  assert.equal(letters(app).length, 1)
  const news = app.sent.filter(({ readable }) => /has closed/.test(readable.subject))
  assert.deepEqual(
    news.map(({ envelope }) => envelope.to),
    ['second@reader.example'],
  )
  const text = news[0] ? textOf(news[0]) : ''
  assert.match(text, /closed since 20 May 2013/)
  assert.match(text, new RegExp(`${APPEAL_PATH}letter\\?from=IE\\s`))
  const { body } = await get(app, path)
  assert.match(body, /closed since 20 May 2013/)
  assert.doesNotMatch(body, /leaves by itself|address of the mission is entered/)

  const late = await post(
    app,
    LETTER_PATH,
    letterForm(missionId, { email: 'third@reader.example' }),
  )
  assert.equal(late.statusCode, 422)
  assert.match(late.body, /not one that answers for you/)

  await say(app, missionId, '')
  app.clock.advance(3 * HOUR_MS)
  await app.runJobs()
  assert.equal(letters(app).length, 2)
})

for (const [into, kind, words] of [
  ['closed', undefined, /closed since 20 May 2013/],
  ['an honorary consul', 'honorary_consulate', /an honorary consul sits there/i],
] as const) {
  test(`letters to a mission that was merged into one that is ${into} wait, and their writers are told once`, async (t) => {
    const app = await openLetterApp(t, { lettersPerHour: 1 })
    const missionId = await app.missionIdFor('IE')
    const intoId = await app.missionIdFor('FR')
    await sendLetter(app)
    await app.runJobs()
    const path = await sendLetter(app, { email: 'second@reader.example' })
    await say(app, intoId, kind ? '' : '2013-05-20', kind)
    await app.runJobs()
    await mergeMissions(app.deps, { id: missionId, intoId })
    app.clock.advance(3 * HOUR_MS)
    await app.runJobs()
    assert.equal(letters(app).length, 1)
    const told = app.sent.filter(({ envelope }) => envelope.to.includes('second@reader.example'))
    const news = told.filter((mail) => words.test(textOf(mail)))
    assert.equal(news.length, 1)
    assert.match((await get(app, path)).body, words)
  })
}
