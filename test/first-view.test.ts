import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { fillDemoLater } from './demo.ts'
import { openTestApp } from './harness.ts'
import { APPEAL_PATH } from './letters.ts'

/** What a server may send before it hears from the reader: ten segments (RFC 6928), as the web counts. */
const FIRST_WINDOW_BYTES = 14 * 1024
const WHOLE_PAGE_BYTES = 25 * 1024
const MAX_REQUESTS = 4

for (const lang of ['en', 'ru']) {
  test(`the first view of an appeal fits the first window of a connection (${lang})`, async (t) => {
    const app = await openTestApp(t, { demo: true })
    const { server } = app
    await fillDemoLater(app)
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

    const comments = /<section class="comments".*?<\/section><\/section>/s
    assert.match(page, comments)
    for (const encoding of ['br', 'gzip'] as const) {
      const sizeOf = async (url: string) => {
        const answer = await server.inject({ url, headers: { 'accept-encoding': encoding } })
        assert.equal(answer.headers['content-encoding'], encoding)
        return answer.rawPayload.length
      }
      const rules = sum(await Promise.all(sheets.map(sizeOf)))
      const needed = packed(page.replace(comments, ''), encoding) + rules
      const all = packed(page, encoding) + rules + sum(await Promise.all(scripts.map(sizeOf)))
      t.diagnostic(`${needed} bytes without comments, ${all} in all, in ${encoding}`)
      assert.ok(needed <= FIRST_WINDOW_BYTES)
      assert.ok(all <= WHOLE_PAGE_BYTES)
    }
  })
}

/** How long a page is as it is kept in memory. */
function packed(html: string, encoding: 'br' | 'gzip'): number {
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 9 }
  if (encoding === 'br') return brotliCompressSync(html, { params: quality }).length
  return gzipSync(html, { level: 9 }).length
}

function addresses(page: string, pattern: RegExp): string[] {
  return [...page.matchAll(pattern)].map(([, address]) => address ?? '')
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
