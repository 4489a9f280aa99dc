import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LETTER_PATH, letterForm, openLetterApp } from '../../../test/letters.ts'

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
