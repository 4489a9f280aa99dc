import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import sharp from 'sharp'
import { openTestApp } from '../../../../test/harness.ts'
import { bomb, photograph } from '../../../../test/pictures.ts'
import { listPictures } from '../queries.ts'
import { limits } from '../types.ts'
import { addPicture } from './add.ts'

const alt = 'Anything.'
const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'

test('what is no picture is refused, whatever it calls itself', async (t) => {
  const { deps } = await openTestApp(t)
  const photo = await photograph(400, 300)
  const cases: [what: string, bytes: Uint8Array, messageKey: string][] = [
    ['nothing', Buffer.of(), 'not_a_picture'],
    ['a shell script', Buffer.from('#!/bin/sh\nrm -rf /\n'), 'not_a_picture'],
    ['a script of the web', Buffer.from('alert(document.cookie)'), 'not_a_picture'],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'not_a_picture'],
    ['an SVG', Buffer.from(svg), 'not_a_picture'],
    ['an SVG behind a byte order mark', Buffer.from(`\uFEFF${svg}`), 'not_a_picture'],
    ['a PDF', Buffer.from('%PDF-1.7\n%âãÏÓ\n'), 'not_a_picture'],
    ['a TIFF', await sharp(photo).tiff().toBuffer(), 'not_a_picture'],
    ['a JPEG by its first bytes only', Buffer.from('\xff\xd8\xff<script>', 'latin1'), 'unreadable'],
    ['a GIF by its first bytes only', Buffer.from('GIF89a/*'.padEnd(64)), 'unreadable'],
    ['an SVG behind the mark of a PNG', asPng(Buffer.from(svg)), 'unreadable'],
    ['a file from an iPhone', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1', 'latin1'), 'heic'],
    ['half a JPEG', photo.subarray(0, photo.length >> 1), 'unreadable'],
    ['half a PNG', await halfOf('png', photo), 'unreadable'],
    ['half a WebP', await halfOf('webp', photo), 'unreadable'],
    ['too many bytes', Buffer.alloc(limits.pictureBytes + 1, 0xff), 'too_many_bytes'],
    ['a bomb of pixels', bomb(60_000, 60_000), 'too_many_pixels'],
    ['one pixel too many', bomb(8000, 5001), 'too_many_pixels'],
    ['a PNG with less in it than it says', bomb(6000, 6000), 'unreadable'],
  ]
  for (const [what, bytes, key] of cases) {
    await assert.rejects(
      addPicture(deps, { bytes, alt }),
      { code: 'invalid', messageKey: `media.${key}` },
      what,
    )
  }
  assert.deepEqual(await listPictures(deps.db), [])
  assert.ok(!existsSync(join(deps.config.dataDir, 'media')))
})

test('a picture that is also something else comes out as a picture alone', async (t) => {
  const { deps } = await openTestApp(t)
  const photo = await photograph(400, 300)
  const script = '<script>alert("behind")</script>'
  // Between the first mark and the rest, as a comment; and behind the end.
  const comment = Buffer.concat([
    Buffer.from('\xff\xfe', 'latin1'),
    Buffer.of(0, script.length + 2),
    Buffer.from(script),
  ])
  const behind = Buffer.from(`PK\x03\x04${script}`)
  const bytes = Buffer.concat([photo.subarray(0, 2), comment, photo.subarray(2), behind])
  const { picture } = await addPicture(deps, { bytes, alt })
  const dir = join(deps.config.dataDir, 'media', picture.hash.slice(0, 2))
  for (const name of readdirSync(dir)) {
    assert.doesNotMatch(readFileSync(join(dir, name)).toString('latin1'), /script|PK\x03\x04/)
  }
})

test('a decoder of anything but the allowed kinds is shut', async (t) => {
  const { deps } = await openTestApp(t)
  await addPicture(deps, { bytes: await photograph(60, 40), alt })
  await assert.rejects(sharp(Buffer.from(svg)).png().toBuffer())
})

function asPng(bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), bytes])
}

async function halfOf(format: 'png' | 'webp', photo: Buffer): Promise<Buffer> {
  const whole = await sharp(photo).toFormat(format).toBuffer()
  return whole.subarray(0, whole.length >> 1)
}
