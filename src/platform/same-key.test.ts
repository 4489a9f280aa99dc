import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { openTestApp } from '../../test/harness.ts'
import { requireSameKey } from './same-key.ts'
import { createSecrets } from './secrets.ts'

test('a process with another key is not let near the letters', async (t) => {
  const { deps } = await openTestApp(t)
  await requireSameKey(deps)
  await requireSameKey(deps)
  const secrets = createSecrets(randomBytes(32))
  await assert.rejects(requireSameKey({ db: deps.db, secrets }), /not the key of this database/)
  await requireSameKey(deps)
})

test('of two processes that start at once with different keys one goes on', async (t) => {
  const { deps } = await openTestApp(t)
  const others = [randomBytes(32), randomBytes(32)].map(createSecrets)
  const results = await Promise.allSettled(
    others.map((secrets) => requireSameKey({ db: deps.db, secrets })),
  )
  assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
})
