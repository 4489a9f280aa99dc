import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fillDemo } from '../src/app/demo.ts'
import { openTestApp } from './harness.ts'
import { APPEAL_PATH } from './letters.ts'

/** What a server may send before it hears from the reader: ten segments (RFC 6928), as the web counts. */
const FIRST_WINDOW_BYTES = 14 * 1024

for (const lang of ['en', 'ru']) {
  test(`the first view of an appeal fits the first window of a connection (${lang})`, async (t) => {
    const { deps, server } = await openTestApp(t, { demo: true })
    await fillDemo(deps)
    const path = `/${lang}${APPEAL_PATH}`
    const page = (await server.inject(path)).body
    assert.doesNotMatch(page, /<script(?! type="application\/ld\+json")/)
    const sheets = [...page.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(
      ([, href]) => href,
    )
    assert.ok(sheets.length > 0)

    for (const encoding of ['br', 'gzip']) {
      const headers = { 'accept-encoding': encoding }
      let bytes = 0
      for (const url of [path, ...sheets]) {
        const answer = await server.inject({ url, headers })
        assert.equal(answer.headers['content-encoding'], encoding)
        bytes += answer.rawPayload.length
      }
      t.diagnostic(`${bytes} of ${FIRST_WINDOW_BYTES} bytes of HTML and CSS in ${encoding}`)
      assert.ok(bytes <= FIRST_WINDOW_BYTES)
    }
  })
}
