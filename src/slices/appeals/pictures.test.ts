import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { openTestApp } from '../../../test/harness.ts'
import { photograph } from '../../../test/pictures.ts'
import type { Deps } from '../../platform/deps.ts'
import { addPicture, findPictures, removePicture } from '../media/index.ts'
import { appealsCommands } from './cli.ts'
import { findAppeal } from './queries.ts'
import type { Appeal } from './types.ts'
import { withdrawAppeal } from './withdraw.ts'

const key = { publishedOn: '2013-05-22', slug: 'raids' }

const original = (pictures: string, video = '  title: The raid') => `---
title: Raids at dawn
call: Write today.
language: en
country: KZ
place: Astana
date: 2013-05-22
slug: raids
pictures:
${pictures}
video:
${video}
---

The story.
`

const street = `  street:
    file: pictures/street.jpg
    alt: A street with raised barriers.
    caption: The morning after.
    credit: Ana M.`

const translation = `---
translates: 2013/05/22/raids
language: ru
title: Облавы на рассвете
call: Напишите сегодня.
pictures:
  street:
    alt: Улица, перекрытая заграждениями.
---

Рассказ.
`

/** A folder with appeal files and pictures, and the commands that read and write them. */
async function openFolder(t: TestContext) {
  const dir = mkdtempSync(join(tmpdir(), 'outcry-pictures-'))
  t.after(() => rmSync(dir, { recursive: true }))
  mkdirSync(join(dir, 'pictures'))
  writeFileSync(join(dir, 'pictures', 'street.jpg'), await photograph(700, 500))
  const write = (name: string, text: string | Uint8Array) => {
    writeFileSync(join(dir, name), text)
    return join(dir, name)
  }
  return { dir, write }
}

async function run(deps: Deps, name: string, positionals: string[], dir = '.') {
  const lines: string[] = []
  const out = {
    line: (text: string) => lines.push(text),
    note: (text: string) => lines.push(text),
    progress: () => {},
  }
  const command = appealsCommands.find((each) => each.name === `appeals ${name}`)
  const call = { deps, values: { publish: true, dir }, positionals, out }
  return { status: await command?.run(call), lines }
}

async function publishedIn(deps: Deps, lang: string): Promise<Appeal> {
  const appeal = await findAppeal(deps.reader, key, lang)
  assert.ok(appeal)
  return appeal
}

test('a picture beside the appeal file is taken in with it, and described in each language', async (t) => {
  const { deps } = await openTestApp(t)
  const { write } = await openFolder(t)
  const files = [write('raids.md', original(street)), write('raids.ru.md', translation)]
  assert.equal((await run(deps, 'import', files)).status, 0)

  const [english] = (await publishedIn(deps, 'en')).pictures
  assert.deepEqual(english?.alt, { language: 'en', text: 'A street with raised barriers.' })
  assert.equal(english?.credit, 'Ana M.')
  assert.deepEqual([english?.picture.width, english?.picture.height], [500, 700])
  const [russian] = (await publishedIn(deps, 'ru')).pictures
  assert.deepEqual(russian?.alt, { language: 'ru', text: 'Улица, перекрытая заграждениями.' })
  assert.deepEqual(russian?.caption, { language: 'en', text: 'The morning after.' })

  const again = await run(deps, 'import', files)
  assert.ok(again.lines.every((line) => line.endsWith('nothing new')))
})

test('what is exported imports without a change here, and with its pictures elsewhere', async (t) => {
  const { deps } = await openTestApp(t)
  const { dir, write } = await openFolder(t)
  const video = '  title: The raid\n  url: https://youtu.be/dQw4w9WgXcQ\n  poster: street'
  const files = [write('raids.md', original(street, video)), write('raids.ru.md', translation)]
  await run(deps, 'import', files)
  const out = join(dir, 'out')
  await run(deps, 'export', [], out)
  assert.deepEqual(readdirSync(out).sort(), [
    '2013-05-22-raids.md',
    '2013-05-22-raids.ru.md',
    '2013-05-22-raids.street.jpg',
  ])

  const exported = readdirSync(out)
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(out, name))
  const here = await run(deps, 'import', exported)
  assert.ok(here.lines.every((line) => line.endsWith('nothing new')))

  const elsewhere = await openTestApp(t)
  await run(elsewhere.deps, 'import', exported)
  const appeal = await publishedIn(elsewhere.deps, 'ru')
  assert.deepEqual(appeal.video?.poster?.picture.widths, [480, 500])
  assert.equal(appeal.video?.poster?.alt.text, 'Улица, перекрытая заграждениями.')
  assert.deepEqual(appeal.pictures, [])
})

test('a picture can be named by the id it was added under', async (t) => {
  const { deps } = await openTestApp(t)
  const { write } = await openFolder(t)
  const given = { bytes: await photograph(300, 200), alt: 'A yard.', credit: 'Bruno' }
  const { picture } = await addPicture(deps, given)
  const byId = `  yard:\n    id: ${picture.id}\n    alt: The yard at noon.`
  await run(deps, 'import', [write('raids.md', original(byId))])
  const [shown] = (await publishedIn(deps, 'en')).pictures
  assert.deepEqual([shown?.alt.text, shown?.credit], ['The yard at noon.', 'Bruno'])
})

test('a picture that was taken away leaves the appeal and its export', async (t) => {
  const { deps } = await openTestApp(t)
  const { dir, write } = await openFolder(t)
  const video = '  title: The raid\n  poster: street'
  const files = [write('raids.md', original(street, video)), write('raids.ru.md', translation)]
  await run(deps, 'import', files)
  const id = (await publishedIn(deps, 'en')).video?.poster?.picture.id ?? ''
  await removePicture(deps, id)
  const appeal = await publishedIn(deps, 'ru')
  assert.deepEqual([appeal.pictures, appeal.video?.poster], [[], undefined])

  const out = join(dir, 'out')
  await run(deps, 'export', [], out)
  assert.deepEqual(readdirSync(out).sort(), ['2013-05-22-raids.md', '2013-05-22-raids.ru.md'])
  const again = await run(
    deps,
    'import',
    readdirSync(out).map((name) => join(out, name)),
  )
  assert.equal(again.status, 0)
  // The old file would bring it back unnoticed.
  const refused = await run(deps, 'import', files)
  assert.equal(refused.status, 1)
  assert.match(refused.lines[0] ?? '', /raids\.md:11:5: This picture was taken away on 2013-05-22/)
})

test('what is wrong with a picture is said with its place, and nothing is imported', async (t) => {
  const { deps } = await openTestApp(t)
  const { dir, write } = await openFolder(t)
  const secret = mkdtempSync(join(tmpdir(), 'outcry-elsewhere-'))
  t.after(() => rmSync(secret, { recursive: true }))
  writeFileSync(join(secret, 'private.jpg'), await photograph(60, 40))
  symlinkSync(join(secret, 'private.jpg'), join(dir, 'link.jpg'))
  write('script.jpg', '#!/bin/sh\necho gone\n')
  write('drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>')
  const cases: [pictures: string, place: string, words: RegExp][] = [
    ['  a: {file: pictures/street.jpg}', '10:3', /"alt" is missing/],
    ['  a: {file: pictures/street.jpg, alt: ""}', '10:34', /"alt" is empty/],
    ['  a: {alt: A}', '10:3', /must name either "file"/],
    ['  a: {file: link.jpg, id: x, alt: A}', '10:3', /must name either "file"/],
    ['  a: {id: 0190, alt: A}', '10:7', /no picture with the id "0190"/],
    ['  a: {file: gone.jpg, alt: A}', '10:7', /cannot be read \(ENOENT\)/],
    ['  a: {file: script.jpg, alt: A}', '10:7', /not a picture that can be taken in/],
    ['  a: {file: drawing.svg, alt: A}', '10:7', /not a picture that can be taken in/],
    ['  a: {file: ../private.jpg, alt: A}', '10:7', /does not lie beside the appeal file/],
    [`  a: {file: ${secret}/private.jpg, alt: A}`, '10:7', /does not lie beside/],
    ['  a: {file: link.jpg, alt: A}', '10:7', /does not lie beside the appeal file/],
    ['  Street: {file: pictures/street.jpg, alt: A}', '10:3', /cannot be a key/],
    ['  a: {file: pictures/street.jpg, alt: A, width: 9}', '10:42', /no key "width"/],
  ]
  for (const [pictures, place, words] of cases) {
    const file = write('raids.md', original(pictures))
    const { status, lines } = await run(deps, 'import', [file])
    assert.equal(status, 1, pictures)
    assert.ok(lines[0]?.startsWith(`${file}:${place}: `), `${place} ${lines[0]}`)
    assert.match(lines[0] ?? '', words)
  }
  const stray = original(street, '  title: The raid\n  poster: sreet')
  const { lines } = await run(deps, 'import', [write('raids.md', stray)])
  assert.match(lines[0] ?? '', /:17:3: .*Did you mean "street"/)
  assert.equal(await findAppeal(deps.reader, key, 'en'), undefined)
})

test('a translation describes only pictures that its original has', async (t) => {
  const { deps } = await openTestApp(t)
  const { write } = await openFolder(t)
  const files = [
    write('raids.md', original(street)),
    write('raids.ru.md', translation.replace('street:', 'stret:')),
  ]
  const { lines } = await run(deps, 'import', files)
  assert.match(lines[0] ?? '', /raids\.ru\.md:7:3: .*Did you mean "street"/)
})

test('with an appeal that is withdrawn go its pictures, but not those of another', async (t) => {
  const { deps, runJobs } = await openTestApp(t)
  const { write } = await openFolder(t)
  const bytes = await photograph(300, 200)
  const { picture: yard } = await addPicture(deps, { bytes, alt: 'A yard.' })
  const byId = `  yard:\n    id: ${yard.id}\n    alt: The yard.`
  const both = original(`${street}\n${byId}`)
  const other = original(byId).replace('slug: raids', 'slug: arrests')
  await run(deps, 'import', [write('raids.md', both), write('arrests.md', other)])
  const [shown] = (await publishedIn(deps, 'en')).pictures
  assert.ok(shown)

  await withdrawAppeal(deps, key)
  await runJobs()
  const left = await findPictures(deps.db, [shown.picture.id, yard.id])
  assert.deepEqual([...left.keys()], [yard.id])
})

test('pictures that may endanger somebody go with their appeal at once, also from another, and do not come again', async (t) => {
  const { deps } = await openTestApp(t)
  const { write } = await openFolder(t)
  const bytes = await photograph(300, 200)
  const { picture: yard } = await addPicture(deps, { bytes, alt: 'A yard.' })
  const byId = `  yard:\n    id: ${yard.id}\n    alt: The yard.`
  const other = original(byId).replace('slug: raids', 'slug: arrests')
  await run(deps, 'import', [write('raids.md', original(byId)), write('arrests.md', other)])
  await withdrawAppeal(deps, key, { barPictures: true })
  assert.equal((await findPictures(deps.db, [yard.id])).size, 0)
  await assert.rejects(addPicture(deps, { bytes, alt: 'A yard.' }), { code: 'conflict' })
})

test('a picture that somebody has saved for another appeal stays, though readers do not see it there yet', async (t) => {
  const { deps, runJobs } = await openTestApp(t)
  const { write } = await openFolder(t)
  const bytes = await photograph(300, 200)
  const { picture: yard } = await addPicture(deps, { bytes, alt: 'A yard.' })
  const withYard = original(`  yard:\n    id: ${yard.id}\n    alt: The yard.`)
  const other = original(street).replace('slug: raids', 'slug: arrests')
  await run(deps, 'import', [write('raids.md', withYard), write('arrests.md', other)])
  const { id: appealId } = await deps.db
    .selectFrom('appeals')
    .select('id')
    .where('slug', '=', 'arrests')
    .executeTakeFirstOrThrow()
  const head = { id: 'revision', appeal_id: appealId, language: 'en', origin: 'save' } as const
  await deps.db
    .insertInto('appeal_revisions')
    .values({
      ...{ ...head, fields: JSON.stringify({ 'pictures.yard.id': yard.id }) },
      ...{ author_id: null, author_name: null, based_on: null, original_id: null },
      created_at: deps.clock.now(),
    })
    .execute()
  const sheet = { appeal_id: appealId, language: 'en', head_id: 'revision', released_id: null }
  await deps.db.deleteFrom('appeal_sheets').where('appeal_id', '=', appealId).execute()
  await deps.db.insertInto('appeal_sheets').values(sheet).execute()
  await withdrawAppeal(deps, key)
  await runJobs()
  assert.deepEqual([...(await findPictures(deps.db, [yard.id])).keys()], [yard.id])
})
