import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { openTestApp } from '../../../test/harness.ts'
import { photograph } from '../../../test/pictures.ts'
import { pictureAddress } from './components/picture.tsx'
import { addPicture } from './pictures/add.ts'
import { removePicture } from './pictures/remove.ts'

test('a picture is served as what it is and nothing else, and no cache keeps it for long', async (t) => {
  const { deps, server } = await openTestApp(t)
  const { picture } = await addPicture(deps, {
    bytes: await photograph(900, 600),
    alt: 'A street.',
  })
  for (const [format, type] of [
    ['jpg', 'image/jpeg'],
    ['webp', 'image/webp'],
  ] as const) {
    const { statusCode, headers, rawPayload } = await server.inject(
      pictureAddress(picture, 480, format),
    )
    assert.equal(statusCode, 200)
    assert.equal(headers['content-type'], type)
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['cache-control'], 'public, max-age=300, must-revalidate')
    assert.match(String(headers['content-security-policy']), /default-src 'none'/)
    assert.equal(Number(headers['content-length']), rawPayload.length)
  }
})

test('who has a picture is told so in few bytes, until it is taken away', async (t) => {
  const { deps, server, runJobs } = await openTestApp(t)
  const bytes = await photograph(900, 600)
  const { picture } = await addPicture(deps, { bytes, alt: 'A street.' })
  const url = pictureAddress(picture, 480, 'webp')
  const tag = String((await server.inject(url)).headers.etag)
  const again = () => server.inject({ url, headers: { 'if-none-match': `W/"other", ${tag}` } })
  const known = await again()
  assert.deepEqual([known.statusCode, known.body], [304, ''])
  assert.equal(known.headers.etag, tag)
  await removePicture(deps, picture.id)
  await runJobs()
  assert.equal((await again()).statusCode, 404)
})

test('nothing else in the data folder has an address', async (t) => {
  const { deps, server } = await openTestApp(t)
  const hash = 'ab'.repeat(16)
  mkdirSync(join(deps.config.dataDir, 'media', 'ab'), { recursive: true })
  writeFileSync(join(deps.config.dataDir, 'media', 'ab', `${hash}-480.jpg.0190.part`), 'half')
  for (const path of [
    `/media/${hash}-480.jpg`,
    `/media/${hash}-480.jpg.0190.part`,
    `/media/${hash}-480.svg`,
    '/media/../secret.key',
    '/media/..%2Fsecret.key',
    `/media/${hash}-480.jpg%00.html`,
    '/media/',
  ]) {
    assert.equal((await server.inject(path)).statusCode, 404, path)
  }
})
