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
} from '../../../../test/letters.ts'
import { createSecrets } from '../../../platform/secrets.ts'
import { DAY_MS } from '../../../platform/time.ts'
import { countAgreeing, likenessOf, sketchOf } from './sketch.ts'
import { suggestFacts } from './suggest.ts'

const secrets = createSecrets(Buffer.alloc(32, 7))
const words = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => `word${from + index}`).join(' ')
const compare = (one: string, other: string) => {
  const sketches = [sketchOf(secrets, one), sketchOf(secrets, other)]
  assert.ok(sketches[0] && sketches[1])
  return likenessOf(countAgreeing(sketches[0], sketches[1], 0))
}

test('a likeness is about the share of wordings that two texts have in common', () => {
  assert.equal(compare(words(0, 300), words(0, 300)), 1)
  assert.ok(compare(words(0, 300), words(1000, 300)) < 0.1)
  for (const shared of [75, 150, 225]) {
    const expected = (shared - 2) / (2 * 298 - (shared - 2))
    const measured = compare(words(0, 300), words(300 - shared, 300))
    assert.ok(Math.abs(measured - expected) < 0.17, `${shared}: ${measured}, not ${expected}`)
  }
})

test('case, accents and punctuation make no wording of one’s own', () => {
  assert.equal(compare('Libérez-les, TOUT DE SUITE!', 'liberez les tout de suite'), 1)
  assert.equal(sketchOf(secrets, ' … !?'), undefined)
  assert.ok(sketchOf(secrets, 'Release'))
})

test('facts that the letter speaks of are not suggested; the latest event comes first', () => {
  const local = (text: string) => ({ language: 'en', text })
  const appeal = {
    events: [
      { key: 'a', happenedOn: '2013-05-20', text: local('Dawn raids on hostels in Astana') },
      { key: 'b', happenedOn: '2013-05-22', text: local('Five leaders before a summary court') },
    ],
    demands: [{ key: 'r', text: local('Release of everyone detained') }],
  }
  const suggested = (text: string) => suggestFacts(appeal, text).map(({ text: fact }) => fact)
  assert.deepEqual(suggested(''), [
    'Five leaders before a summary court',
    'Release of everyone detained',
    'Dawn raids on hostels in Astana',
  ])
  assert.deepEqual(suggested('I ask for the RELEASE of everyone detained after the dawn raids.'), [
    'Five leaders before a summary court',
    'Dawn raids on hostels in Astana',
  ])
})

const own = `My grandmother was put on the street in 1974, and the whole street carried her chairs back in.
I think of that when I read what was done in Astana at five in the morning.`

test('the form tells how alike a letter is, keeps what was typed, and stops nobody', async (t) => {
  const app = await openLetterApp(t)
  const form = letterForm(await app.missionIdFor('IE'), { text: own })
  const alone = await post(app, `${LETTER_PATH}/likeness`, form)
  assert.equal(alone.statusCode, 200)
  assert.match(alone.body, /These are your own words/)
  assert.match(alone.body, /My grandmother was put on the street/)
  assert.match(alone.body, /nora@reader\.example/)

  await sendLetter(app, { text: own })
  const again = await post(app, `${LETTER_PATH}/likeness`, form)
  assert.match(again.body, /Nearly all of it/)
  assert.match(again.body, /1 other letter says much the same/)
  assert.match(again.body, /What your letter could also speak of/)

  const note = await post(app, `${LETTER_PATH}/likeness?part=note`, { text: own })
  assert.match(note.body, /Nearly all of it/)
  assert.doesNotMatch(note.body, /<form|nora/)
  const second = letterForm(form.mission ?? '', { text: own, email: 'second@reader.example' })
  assert.equal((await post(app, LETTER_PATH, second)).statusCode, 303)
})

test('the text offered with the appeal counts as somebody else’s words', async (t) => {
  const app = await openLetterApp(t)
  const page = await get(app, `${LETTER_PATH}?from=IE&display=full`)
  const offered = /<textarea[^>]*>([^<]+)</.exec(page.body)?.[1] ?? ''
  assert.ok(offered.length > 100, page.body)
  const note = await post(app, `${LETTER_PATH}/likeness?part=note`, { text: offered })
  assert.match(note.body, /Nearly all of it/)
})

test('nothing is compared without words, and a text far too long is cut', async (t) => {
  const app = await openLetterApp(t)
  const empty = await post(app, `${LETTER_PATH}/likeness?part=note`, { text: ' ' })
  assert.equal(empty.statusCode, 200)
  assert.doesNotMatch(empty.body, /notice/)
  const long = await post(app, `${LETTER_PATH}/likeness?part=note`, { text: words(0, 50_000) })
  assert.match(long.body, /your own words/)
})

test('a sketch is kept from confirmation to erasure, and none of a letter without a name', async (t) => {
  const app = await openLetterApp(t)
  const count = async () =>
    (await app.deps.db.selectFrom('letter_sketches').select('letter_id').execute()).length
  await post(app, LETTER_PATH, letterForm(await app.missionIdFor('IE')))
  await app.runJobs()
  assert.equal(await count(), 0)
  await post(app, confirmationIn(app).path)
  assert.equal(await count(), 1)
  await sendLetter(app, { display: 'organisation', name: '', email: 'other@reader.example' })
  assert.equal(await count(), 1)
  for (const days of [1, 6, 29]) {
    app.clock.advance(days * DAY_MS)
    await app.runJobs()
  }
  const { sealed } = await app.deps.db
    .selectFrom('letters')
    .select('sealed')
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow()
  assert.equal(sealed, null)
  assert.equal(await count(), 0)
})
