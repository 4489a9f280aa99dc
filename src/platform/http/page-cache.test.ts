import assert from 'node:assert/strict'
import { stat } from 'node:fs'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { test } from 'node:test'
import { setImmediate as afterPolling } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { PageCache } from './page-cache.ts'

test('addresses that somebody invents fill the memory to its limit, and no further', async () => {
  const cache = new PageCache({ maxBytes: 50_000, takeChanges: () => [] })
  const isKept = (key: string) => {
    const request = new IncomingMessage(new Socket())
    return cache.answer({ key, country: '' }, request, new ServerResponse(request))
  }
  const invented = Array.from({ length: 50 }, (_, index) => `en /?${index}${'x'.repeat(2000)} `)
  for (const key of invented) {
    await cache.keep({ key, country: '' }, { html: 'short', headers: [], facts: [] }, 0)
  }
  assert.ok(invented.filter(isKept).length <= 12)
  assert.ok(isKept(invented.at(-1) ?? ''))
})

test('small pages take no more memory than is counted for them', async () => {
  setFlagsFromString('--expose-gc')
  const collectGarbage: () => void = runInNewContext('gc')
  const memory = () => {
    collectGarbage()
    return process.memoryUsage().arrayBuffers
  }
  const cache = new PageCache({ maxBytes: 1_000_000, takeChanges: () => [] })
  const before = memory()
  for (let index = 0; index < 300; index += 1) {
    const made = { html: 'Disallow: /desk\n'.repeat(30), headers: [], facts: [] }
    await cache.keep({ key: `en /?${index} `, country: '' }, made, 0)
  }
  assert.ok(memory() - before < 1_000_000)
  assert.equal(typeof cache.startMaking(), 'number')
})

test('an answer after a change is never the page of before, whoever looked last', async () => {
  const changes: string[] = []
  const cache = new PageCache({ maxBytes: 50_000, takeChanges: () => changes.splice(0) })
  const place = { key: 'en / ', country: '' }
  const answers = () => {
    const request = new IncomingMessage(new Socket())
    return cache.answer(place, request, new ServerResponse(request))
  }
  const made = { html: 'Raids', headers: [], facts: ['appeals'] }
  await cache.keep(place, made, cache.startMaking())

  // Commits are made after polling, and answered there; what arrives because of it is polled next.
  const nextRequest = Promise.withResolvers<boolean>()
  await afterPolling()
  stat('.', () => nextRequest.resolve(answers()))
  assert.equal(answers(), true)
  changes.push('appeals')
  const until = performance.now() + 5
  while (performance.now() < until);
  assert.equal(await nextRequest.promise, false)
})
