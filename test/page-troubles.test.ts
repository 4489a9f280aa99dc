import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { type TestContext, test } from 'node:test'
import type { FastifyReply } from 'fastify'
import { AppError } from '../src/platform/errors.ts'
import { loadAssets } from '../src/platform/html/assets.ts'
import { createServer } from '../src/platform/http/server.ts'
import { listen, warm } from './connection.ts'
import { openTestApp } from './harness.ts'

/** Serves one page that is kept in memory; `make` makes it, each time that it is not there. */
async function servePage(
  t: TestContext,
  make: (reply: FastifyReply) => Promise<unknown>,
  changes: Partial<Parameters<typeof createServer>[0]> = {},
) {
  const { deps } = await openTestApp(t)
  const server = await createServer({ ...deps, assets: loadAssets('assets'), ...changes })
  const config = { access: 'public', cached: true } as const
  server.get('/page/', { config }, (_, reply) => make(reply))
  const { get } = await listen({ server })
  t.after(() => server.close())

  /** Asks for the page; resolves when the server has heard it, with the way to hang up. */
  const call = async () => {
    const leaving = new AbortController()
    const heard = once(server.server, 'request')
    const gone = assert.rejects(get('/page/', {}, leaving.signal))
    const [, response] = (await heard) as [unknown, ServerResponse]
    return async () => {
      const closed = once(response, 'close')
      leaving.abort()
      await Promise.all([gone, closed])
    }
  }
  return { get, call }
}

test('readers who hang up before a page has failed keep it from nobody', {
  timeout: 20_000,
}, async (t) => {
  const failure = Promise.withResolvers<void>()
  const bothBegun = Promise.withResolvers<void>()
  let begun = 0
  const { get, call } = await servePage(t, async (reply) => {
    begun += 1
    if (begun > 2) return reply.document('text/plain', 'made', { facts: [] })
    if (begun === 2) bothBegun.resolve()
    await failure.promise
    throw new AppError('not_found', 'platform.error_not_found_text')
  })
  const hangUp = await call()
  const hangUpWaiting = await call()
  await hangUpWaiting()
  await hangUp()
  await bothBegun.promise
  failure.resolve()
  const answer = await get('/page/', {}, AbortSignal.timeout(5000))
  assert.equal(await answer.text(), 'made')
})

test('a database that cannot say what has changed ends no process, and leaves no old page', async (t) => {
  let made = 0
  let isBroken = false
  const take = () => {
    if (isBroken) throw new Error('disk I/O error')
    return []
  }
  const make = async (reply: FastifyReply) => {
    made += 1
    return reply.document('text/plain', String(made), { facts: [] })
  }
  const { get } = await servePage(t, make, { facts: { take } })
  const kept = await (await warm(get, '/page/')).text()
  isBroken = true
  const answer = await get('/page/', {}, AbortSignal.timeout(5000))
  assert.equal(answer.status, 200)
  assert.notEqual(await answer.text(), kept)
})
