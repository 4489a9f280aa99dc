import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { openTestApp, type TestApp } from '../../../../test/harness.ts'
import { newId } from '../../../platform/ids.ts'
import { deliver } from '../deliver.ts'

const demo = { demo: true, bounceAddress: 'bounces@outcry.example' }

function sendLetter({ deps }: TestApp, to: string) {
  return deliver(deps, { id: newId(), kind: 'letter', to, subject: 'Hello', text: 'Hello' })
}

function post({ server }: TestApp, url: string, address: string) {
  return server.inject({
    method: 'POST',
    url,
    payload: new URLSearchParams({ address }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
}

async function returnsIn({ deps }: TestApp): Promise<number> {
  return (await deps.db.selectFrom('mail_receipts').select('id').execute()).length
}

test('a visitor of the demo lets a mailbox die: letters come back, later ones are refused', async (t) => {
  const app = await openTestApp(t, demo)
  await sendLetter(app, 'embassy@example.net')
  await sendLetter(app, 'other@example.net')
  const page = await app.server.inject('/mailbox')
  assert.match(page.body, /Let this mailbox die/)

  assert.equal((await post(app, '/mailbox/deaths', 'embassy@example.net')).statusCode, 303)
  assert.equal((await post(app, '/mailbox/deaths', 'embassy@example.net')).statusCode, 303)
  assert.equal(await returnsIn(app), 1)
  const refused = await sendLetter(app, 'embassy@example.net')
  assert.equal(refused.kind === 'refused' && refused.reason, 'unknown_address')
  assert.equal((await sendLetter(app, 'other@example.net')).kind, 'accepted')

  await post(app, '/mailbox/revivals', 'embassy@example.net')
  assert.equal((await sendLetter(app, 'embassy@example.net')).kind, 'accepted')
})

test('an address that no letter went to cannot be played with', async (t) => {
  const app = await openTestApp(t, demo)
  assert.equal((await post(app, '/mailbox/deaths', 'ana@example.org')).statusCode, 404)
})

test('outside the demo there is no such switch', async (t: TestContext) => {
  const app = await openTestApp(t)
  assert.equal((await post(app, '/mailbox/deaths', 'embassy@example.net')).statusCode, 404)
})
