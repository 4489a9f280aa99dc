import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { test } from 'node:test'
import { openTestApp } from '../../test/harness.ts'
import { serve } from './serve.ts'

test('a server whose port is taken stops its worker, and says why it stops', async (t) => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  t.after(() => other.close())
  const { port } = other.address() as AddressInfo
  const { deps } = await openTestApp(t, { host: '127.0.0.1', port })
  let jobsAsked = 0
  const clock = {
    now() {
      jobsAsked += 1
      return deps.clock.now()
    },
  }
  const signal = new AbortController().signal
  await assert.rejects(serve({ ...deps, clock }, signal), /EADDRINUSE/)
  const askedUntilThen = jobsAsked
  await new Promise((resolve) => setTimeout(resolve, 400))
  assert.equal(jobsAsked, askedUntilThen)
})
