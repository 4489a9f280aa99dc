import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { get, LETTER_PATH, letterForm, openLetterApp } from '../../../test/letters.ts'
import { importAppeals } from '../appeals/index.ts'
import { mailtoHref } from './pages/mailto.ts'

test('own words come along to paper and to the mail program, and nothing of them is kept', async (t) => {
  const app = await openLetterApp(t)
  const mission = await app.missionIdFor('IE')
  const text = 'My neighbours were evicted too; I know what it means.'
  const form = letterForm(mission, { text, subject: 'Let them go', consent: '' })
  const answer = await app.server.inject({
    method: 'POST',
    url: `${LETTER_PATH}/other-ways`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(form).toString(),
  })
  assert.equal(answer.statusCode, 200)
  assert.match(answer.body, /mailto:[^"]*My%20neighbours/)
  assert.match(/class="print-letter[\s\S]*/.exec(answer.body)?.[0] ?? '', /My neighbours/)
  const letters = await app.deps.db.selectFrom('letters').selectAll().execute()
  assert.deepEqual(letters, [])
})

test('a copy goes to whom the appeal names', () => {
  const letter = { to: 'a@kz.example', copyTo: 'o ffice@example.org', subject: 'S', text: 'T' }
  assert.match(mailtoHref(letter) ?? '', /&cc=o%20ffice@example\.org$/)
})

test('offices besides the mission stand beside the letter', async (t) => {
  const app = await openLetterApp(t)
  const source = readFileSync('demo/astana.md', 'utf8')
  const offices = [
    'addressees:',
    '  minister: {name: A. Minister, office: Minister of Justice, postal: "1 Square, Astana"}',
    'copy_to: copy@example.org',
    'events:',
  ]
  const bytes = Buffer.from(source.replace(/^events:$/m, offices.join('\n')))
  await importAppeals(app.deps, [{ name: 'astana.md', bytes }], { publish: false })
  const { body } = await get(app, `${LETTER_PATH}?from=IE`)
  assert.match(body, /A\. Minister\nMinister of Justice\n1 Square, Astana/)
  assert.match(body, /<dt>Copy to<\/dt><dd>copy@example\.org<\/dd>/)
})
