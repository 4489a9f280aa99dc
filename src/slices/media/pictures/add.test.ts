import assert from 'node:assert/strict'
import fs, { readdirSync, readFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import sharp from 'sharp'
import { openTestApp } from '../../../../test/harness.ts'
import { photograph } from '../../../../test/pictures.ts'
import { migrations } from '../migrations.ts'
import { findPictures, listPictures } from '../queries.ts'
import { addPicture } from './add.ts'
import { readLargest, readStoredFile } from './files.ts'
import { deletePictureFiles, dropPicture, removePicture } from './remove.ts'

const alt = 'A street with raised barriers.'

function filesIn(dataDir: string): string[] {
  return readdirSync(join(dataDir, 'media'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort()
}

test('a picture is kept in sizes no larger than it was, as WebP and JPEG', async (t) => {
  const { deps } = await openTestApp(t)
  const bytes = await photograph(1400, 1200)
  const { picture, isNew } = await addPicture(deps, { bytes, alt, credit: ' Ana \n M. ' })
  assert.ok(isNew)
  // It was taken lying on its side.
  assert.deepEqual([picture.width, picture.height], [1200, 1400])
  assert.deepEqual(picture.widths, [480, 960, 1200])
  assert.deepEqual([picture.alt, picture.credit], [alt, 'Ana M.'])
  assert.equal(filesIn(deps.config.dataDir).length, 6)
  for (const width of picture.widths) {
    for (const [format, name] of [
      ['jpeg', 'jpg'],
      ['webp', 'webp'],
    ] as const) {
      const file = await readStoredFile(deps.config.dataDir, `${picture.hash}-${width}.${name}`)
      const seen = await sharp(file).metadata()
      assert.deepEqual([seen.format, seen.width], [format, width])
    }
  }
  const small = await sharp({ create: { width: 300, height: 90, channels: 4, background: '#00f' } })
    .png()
    .toBuffer()
  const kept = await addPicture(deps, { bytes: small, alt })
  assert.deepEqual(kept.picture.widths, [300])
})

test('nothing is left of place, time, camera and name', async (t) => {
  const { deps } = await openTestApp(t)
  const bytes = await photograph()
  assert.ok((await sharp(bytes).metadata()).exif?.includes('GPS') || bytes.includes('2013:05:22'))
  await addPicture(deps, { bytes, alt })
  for (const file of filesIn(deps.config.dataDir)) {
    const kept = readFileSync(file)
    const { exif, xmp, icc, iptc, orientation, comments } = await sharp(kept).metadata()
    assert.deepEqual(
      { exif, xmp, icc, iptc, orientation, comments },
      {
        exif: undefined,
        xmp: undefined,
        icc: undefined,
        iptc: undefined,
        orientation: undefined,
        comments: undefined,
      },
    )
    assert.doesNotMatch(kept.toString('latin1'), /Secretphone|Witness|2013:05:22|xmpmeta/)
  }
})

test('colours of a wider space become those of the web', async (t) => {
  const { deps } = await openTestApp(t)
  const plain = { create: { width: 64, height: 64, channels: 3 as const, background: '#c06030' } }
  const bytes = await sharp(plain).withIccProfile('p3').png().toBuffer()
  assert.ok((await sharp(bytes).metadata()).icc)
  const { picture } = await addPicture(deps, { bytes, alt })
  const largest = await readLargest(deps.config, picture)
  const [red = 0, green = 0, blue = 0] = await sharp(largest).raw().toBuffer()
  for (const [seen, wanted] of [
    [red, 0xc0],
    [green, 0x60],
    [blue, 0x30],
  ] as const) {
    assert.ok(Math.abs(seen - wanted) <= 6, `${red} ${green} ${blue}`)
  }
})

test('of a moving picture the first frame is kept, and what is transparent becomes white', async (t) => {
  const { deps } = await openTestApp(t)
  const frames = await sharp({
    create: { width: 20, height: 40, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    pageHeight: 20,
  } as never)
    .gif()
    .toBuffer()
  const { picture } = await addPicture(deps, { bytes: frames, alt })
  const [red] = await sharp(await readLargest(deps.config, picture))
    .raw()
    .toBuffer()
  assert.ok((red ?? 0) > 250)
})

test('the same file again, and one that we gave out, is the same picture', async (t) => {
  const { deps } = await openTestApp(t)
  const bytes = await photograph(600, 400)
  const { picture } = await addPicture(deps, { bytes, alt })
  const again = await addPicture(deps, { bytes, alt: 'Other words.' })
  assert.deepEqual([again.picture.id, again.isNew], [picture.id, false])
  assert.equal(again.picture.alt, alt)

  const largest = await readLargest(deps.config, picture)
  assert.ok(largest)
  const exported = await addPicture(deps, { bytes: largest, alt })
  assert.deepEqual([exported.picture.id, exported.isNew], [picture.id, false])
})

test('two who add the same picture at once get one', async (t) => {
  const { deps } = await openTestApp(t)
  const bytes = await photograph(600, 400)
  const added = await Promise.all([1, 2].map(() => addPicture(deps, { bytes, alt })))
  assert.equal(new Set(added.map(({ picture }) => picture.id)).size, 1)
  assert.equal((await listPictures(deps.db)).length, 1)
})

test('a picture without words is refused', async (t) => {
  const { deps } = await openTestApp(t)
  const bytes = await photograph(60, 40)
  for (const words of ['', ' \n ']) {
    await assert.rejects(addPicture(deps, { bytes, alt: words }), {
      code: 'invalid',
      messageKey: 'media.alt_missing',
    })
  }
  await assert.rejects(addPicture(deps, { bytes, alt: 'x'.repeat(501) }), {
    messageKey: 'media.alt_too_long',
  })
})

test('a picture that was taken away goes from the disk, and does not slip in again', async (t) => {
  const { deps, runJobs } = await openTestApp(t)
  const bytes = await photograph(600, 400)
  const { picture } = await addPicture(deps, { bytes, alt })
  await removePicture(deps, picture.id)
  assert.equal((await findPictures(deps.db, [picture.id])).size, 0)
  await runJobs()
  assert.deepEqual(filesIn(deps.config.dataDir), [])

  await assert.rejects(addPicture(deps, { bytes, alt }), {
    code: 'conflict',
    messageKey: 'media.removed_before',
  })
  const meant = await addPicture(deps, { bytes, alt }, { again: true })
  assert.notEqual(meant.picture.id, picture.id)
  // The job of the first removal, once more, leaves the files of the second picture alone.
  await deletePictureFiles(deps, picture.id)
  assert.equal(filesIn(deps.config.dataDir).length, 2)
  await assert.rejects(removePicture(deps, picture.id), { code: 'not_found' })
})

test('a picture that has lost its last use may come again, one that was removed may not, not even within another file', async (t) => {
  const { deps } = await openTestApp(t)
  const bytes = await photograph(600, 400)
  const first = await addPicture(deps, { bytes, alt })
  const drop = (id: string, isBarred: boolean) =>
    deps.db
      .transaction()
      .execute((tx) => dropPicture({ ...deps, tx }, id, { at: deps.clock.now(), isBarred }))
  assert.equal(await drop(first.picture.id, false), true)
  const second = await addPicture(deps, { bytes, alt })
  assert.equal(second.isNew, true)
  assert.equal(await drop(second.picture.id, true), true)
  const refused = { messageKey: 'media.removed_before' }
  await assert.rejects(addPicture(deps, { bytes, alt }), refused)
  const longer = Buffer.concat([bytes, Buffer.from('trailing bytes')])
  await assert.rejects(addPicture(deps, { bytes: longer, alt }), refused)
})

test('what was taken away before anybody wrote down why stays refused', async (t) => {
  const { deps } = await openTestApp(t)
  const [gone, stands] = [await photograph(600, 400), await photograph(400, 600)]
  const { picture } = await addPicture(deps, { bytes: gone, alt })
  await addPicture(deps, { bytes: stands, alt })
  await removePicture(deps, picture.id)
  await deps.db.schema.alterTable('pictures').dropColumn('barred_at').execute()
  await migrations['133_barred_pictures']?.up(deps.db)
  await assert.rejects(addPicture(deps, { bytes: gone, alt }), { code: 'conflict' })
  assert.equal((await addPicture(deps, { bytes: stands, alt })).isNew, false)
})

test('a full disk leaves neither a file nor a row', async (t) => {
  const { deps } = await openTestApp(t)
  let written = 0
  mockOpen(t, (handle) => {
    const write = handle.writeFile.bind(handle)
    handle.writeFile = async (...given: Parameters<typeof write>) => {
      written += 1
      // What fits is written; then there is no more room.
      if (written < 3) return write(...given)
      await write(Buffer.from('half'))
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    }
  })
  const bytes = await photograph(900, 800)
  await assert.rejects(addPicture(deps, { bytes, alt }), {
    code: 'unavailable',
    messageKey: 'media.cannot_store',
    values: { reason: 'ENOSPC' },
  })
  assert.equal(written, 3)
  assert.deepEqual(filesIn(deps.config.dataDir), [])
  assert.deepEqual(await listPictures(deps.db), [])
})

/** Lets a test look over the shoulder of whoever opens a file. */
function mockOpen(t: TestContext, change: (handle: fs.promises.FileHandle) => void): void {
  const { open } = fs.promises
  fs.promises.open = async (...given: Parameters<typeof open>) => {
    const handle = await open(...given)
    if (String(given[1]).includes('w')) change(handle)
    return handle
  }
  syncBuiltinESMExports()
  t.after(() => {
    fs.promises.open = open
    syncBuiltinESMExports()
  })
}
