import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openLetterApp, sendLetter } from '../../../../test/letters.ts'
import { newId } from '../../../platform/ids.ts'
import { composeWaitingLetters } from './compose-waiting.ts'

test('every letter that waits is composed once, whatever its state and its mission, and no other', async (t) => {
  const app = await openLetterApp(t, { mail: 'off' })
  await sendLetter(app)
  const { deps } = app
  const [row] = await deps.db.selectFrom('letters').selectAll().execute()
  assert.ok(row)
  const states = ['ready', 'waiting_address', 'deferred', 'accepted', 'unconfirmed'] as const
  const rows = Array.from({ length: 600 }, (_, number) => {
    const id = newId()
    const content = { name: 'Nora', email: '', subject: 'S', text: `Letter ${number}.` }
    return {
      ...{ ...row, id, mission_id: `mission ${number % 3}`, state: states[number % 5] ?? 'ready' },
      ...{ person_hash: null, content_hash: null, code_hash: null },
      sealed: deps.secrets.seal(JSON.stringify(content), id),
    }
  })
  await deps.db.insertInto('letters').values(rows).execute()
  const waiting = rows.filter(({ state }) => state !== 'accepted' && state !== 'unconfirmed')
  const composed = await composeWaitingLetters(deps)
  const ids = [row.id, ...waiting.map(({ id }) => id)]
  assert.deepEqual(composed.map(({ id }) => id).sort(), ids.sort())
  assert.equal((await composeWaitingLetters(deps, { limit: 150 })).length, 150)
})
