import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { openTestApp } from '../../../test/harness.ts'
import { photograph } from '../../../test/pictures.ts'
import { pictureAddress } from './components/picture.tsx'
import { addPicture } from './pictures/add.ts'

test('a picture is served for ever, as what it is and nothing else', async (t) => {
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
    assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable')
    assert.match(String(headers['content-security-policy']), /default-src 'none'/)
    assert.equal(Number(headers['content-length']), rawPayload.length)
  }
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
