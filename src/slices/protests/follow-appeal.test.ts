import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actor } from '../../../test/actors.ts'
import { APPEAL_PATH, get, LETTER_PATH, openLetterApp, sendLetter } from '../../../test/letters.ts'
import { closeAppeal, findAppeal, parseAppealPath } from '../appeals/index.ts'
import { countRewordable, rewordLetters } from './follow-appeal.ts'
import { listUnsentOfAppeal } from './queries.ts'
import { readContent } from './read-content.ts'

async function openWithLetters(t: Parameters<typeof openLetterApp>[0]) {
  const app = await openLetterApp(t)
  const key = parseAppealPath(APPEAL_PATH)
  assert.ok(key)
  const appeal = await findAppeal(app.deps.reader, key, 'en')
  const template = appeal?.letters.find(({ language }) => language === 'en')
  assert.ok(appeal && template)
  // Paris has no address, so these wait.
  const { subject, text } = template
  const form = { from: 'FR', subject, lang: 'en' }
  await sendLetter(app, { ...form, text: text.replaceAll('\n', '\r\n') })
  await sendLetter(app, { ...form, email: 'b@reader.example', text: `${text} And my own words.` })
  await app.runJobs()
  const before = { subject, text }
  const after = { subject: 'Corrected', text: 'Corrected words.' }
  const correction = { language: 'en', before, after }
  return { ...app, appeal, corrections: [correction] }
}

test('a correction changes the letters that wait in the old wording, and no others', async (t) => {
  const { deps, appeal, corrections } = await openWithLetters(t)
  assert.deepEqual(await countRewordable(deps, appeal.id, corrections), {
    unchanged: 1,
    own: 1,
    isAtLeast: false,
  })
  await rewordLetters(deps, { appealId: appeal.id, corrections })
  await rewordLetters(deps, { appealId: appeal.id, corrections })
  const letters = await listUnsentOfAppeal(deps.reader, appeal.id, { limit: 9 })
  const texts = letters.map((letter) => readContent(deps.secrets, letter))
  assert.deepEqual(
    [texts[0]?.subject, texts[0]?.text, texts[0]?.name],
    ['Corrected', 'Corrected words.', 'Nora Byrne'],
  )
  assert.match(texts[1]?.text ?? '', /And my own words/)
  assert.notEqual(texts[1]?.subject, 'Corrected')
})

test('a closed appeal says how it ended, offers no letter, and keeps or takes back those that wait', async (t) => {
  const app = await openWithLetters(t)
  const { deps, appeal, runJobs } = app
  const ana = await actor(app, 'Ana')
  const outcomes = { en: 'Everyone is free.' }
  const closing = { appealId: appeal.id, outcomes, takeBack: true }
  assert.equal(await closeAppeal(deps, ana, closing), undefined)
  const page = await get(app, APPEAL_PATH)
  assert.match(page.body, /Everyone is free\./)
  assert.doesNotMatch(page.body, /name="from"/)
  const form = await get(app, `${LETTER_PATH}?from=IE`)
  assert.equal(form.statusCode, 409)
  assert.match(form.body, /no more letters are collected/)
  await runJobs()
  assert.deepEqual(await listUnsentOfAppeal(deps.reader, appeal.id, { limit: 9 }), [])
  const feed = await get(app, '/feed.json')
  assert.match(feed.body, /Everyone is free\./)
})
