import assert from 'node:assert/strict'
import { stat } from 'node:fs'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { test } from 'node:test'
import { setImmediate as afterPolling } from 'node:timers/promises'
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

test('small pages take no more memory than is counted for them', async (t) => {
  const cache = new PageCache({ maxBytes: 50_000, takeChanges: () => [] })
  const place = { key: 'en /robots.txt ', country: '' }
  await cache.keep(place, { html: 'Disallow: /desk\n'.repeat(30), headers: [], facts: [] }, 0)
  for (const encoding of ['br', 'gzip', 'identity']) {
    const request = new IncomingMessage(new Socket())
    request.headers['accept-encoding'] = encoding
    const response = new ServerResponse(request)
    const end = t.mock.method(response, 'end', () => response)
    assert.equal(cache.answer(place, request, response), true)
    const body = end.mock.calls[0]?.arguments.at(0) as unknown as Buffer
    assert.ok(body.length > 0)
    assert.equal(body.buffer.byteLength, body.length, encoding)
  }
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
