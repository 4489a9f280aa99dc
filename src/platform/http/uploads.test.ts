import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { openTestApp } from '../../../test/harness.ts'
import { loadAssets } from '../html/assets.ts'
import { createServer } from './server.ts'
import { readUpload, uploadRoutes } from './uploads.ts'

const MEBIBYTE = 1024 * 1024
const access = { config: { access: 'public' } } as const

async function openUploads(t: TestContext) {
  const { deps } = await openTestApp(t)
  const server = await createServer({ ...deps, assets: loadAssets('assets') })
  uploadRoutes(server, (scope) => {
    scope.post('/files', access, async (request) => {
      const upload = await readUpload(request, { maxBytes: MEBIBYTE })
      return upload ? { name: upload.name, size: upload.bytes.length } : { name: null }
    })
  })
  server.post('/forms', access, async () => 'taken')
  return (url: string, fileName: string, content: string) =>
    server.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'multipart/form-data; boundary=limit' },
      payload: [
        '--limit',
        `Content-Disposition: form-data; name="file"; filename="${fileName}"`,
        'Content-Type: application/octet-stream',
        '',
        content,
        '--limit--',
        '',
      ].join('\r\n'),
    })
}

test('a file is taken up to its limit, and a larger one is refused in words', async (t) => {
  const post = await openUploads(t)
  const whole = 'x'.repeat(MEBIBYTE)
  assert.deepEqual((await post('/files', 'a.csv', whole)).json(), { name: 'a.csv', size: MEBIBYTE })
  const answer = await post('/files', 'a.csv', `${whole}xx`)
  assert.equal(answer.statusCode, 400)
  assert.match(answer.body, /larger than 1 MiB/)
})

test('path traversal: of a file’s name only the last part is kept, in one line', async (t) => {
  const post = await openUploads(t)
  for (const name of [
    '../../etc/passwd',
    '/etc/passwd',
    'C:\\\\etc\\\\passwd',
    '..%2Fpasswd\u0000',
  ]) {
    const { name: kept } = (await post('/files', name, 'x')).json()
    assert.match(kept, /^[^/\\\u0000]*passwd$/, name)
  }
})

test('a form without its file, cut off, or sent to another route, is refused', async (t) => {
  const post = await openUploads(t)
  assert.deepEqual((await post('/files', '', '')).json(), { name: null })
  assert.equal((await post('/forms', 'a.csv', 'x')).statusCode, 415)
})
