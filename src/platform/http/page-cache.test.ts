import assert from 'node:assert/strict'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { test } from 'node:test'
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
