import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fillDemo } from '../src/app/demo.ts'
import { openTestApp } from './harness.ts'
import { APPEAL_PATH } from './letters.ts'

/** What a server may send before it hears from the reader: ten segments (RFC 6928), as the web counts. */
const FIRST_WINDOW_BYTES = 14 * 1024
const WHOLE_PAGE_BYTES = 25 * 1024
const MAX_REQUESTS = 4

for (const lang of ['en', 'ru']) {
  test(`the first view of an appeal fits the first window of a connection (${lang})`, async (t) => {
    const { deps, server } = await openTestApp(t, { demo: true })
    await fillDemo(deps)
    const path = `/${lang}${APPEAL_PATH}`
    const page = (await server.inject(path)).body
    const sheets = addresses(page, /<link rel="stylesheet" href="([^"]+)"/g)
    const scripts = addresses(page, /<script type="module" src="(\/assets\/[^"]+)"/g)
    const others = [...addresses(page, /<(?:img|source)[^>]+src(?:set)?="([^"]+)"/g)]
    assert.ok(sheets.length > 0)
    assert.equal(
      page.match(/<script(?! type="application\/ld\+json")/g)?.length ?? 0,
      scripts.length,
    )
    assert.ok(1 + sheets.length + scripts.length + others.length <= MAX_REQUESTS)

    for (const encoding of ['br', 'gzip']) {
      const sizeOf = async (url: string) => {
        const answer = await server.inject({ url, headers: { 'accept-encoding': encoding } })
        assert.equal(answer.headers['content-encoding'], encoding)
        return answer.rawPayload.length
      }
      const needed = sum(await Promise.all([path, ...sheets].map(sizeOf)))
      const all = needed + sum(await Promise.all(scripts.map(sizeOf)))
      t.diagnostic(`${needed} bytes of HTML and CSS, ${all} with scripts, in ${encoding}`)
      assert.ok(needed <= FIRST_WINDOW_BYTES)
      assert.ok(all <= WHOLE_PAGE_BYTES)
    }
  })
}

function addresses(page: string, pattern: RegExp): string[] {
  return [...page.matchAll(pattern)].map(([, address]) => address ?? '')
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
