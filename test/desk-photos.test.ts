import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { importAppeals, withdrawAppeal } from '../src/slices/appeals/index.ts'
import { addPicture, findPictures } from '../src/slices/media/index.ts'
import { describeMission, findDescription } from '../src/slices/missions/index.ts'
import { addHandInPhoto } from '../src/slices/protests/index.ts'
import { listen, warm } from './connection.ts'
import { type DeskApp, deskOf, type Person } from './desk.ts'
import { APPEAL_PATH, get, type LetterApp, openLetterApp, sendLetter } from './letters.ts'
import { multipart } from './multipart.ts'
import { bomb, photograph } from './pictures.ts'

const alt = 'Two people hold a parcel of letters before a closed gate.'
const typed = { alt, safe: 'yes' }
const MEBIBYTE = 1024 ** 2

/** A bundle that nobody took, and the page that takes a photo of it. */
async function atTheDoor(t: TestContext) {
  const app = deskOf(await openLetterApp(t))
  await sendLetter(app, { from: 'FR' })
  const ana = await app.joinWithFactor('Ana', 'editor')
  const list = (await ana.get('/desk/bundles/')).body
  const mission = /name="mission" value="([^"]+)"/.exec(list)?.[1] ?? ''
  const appeal = /name="appeal" value="([^"]+)"/.exec(list)?.[1] ?? ''
  const made = await ana.post('/desk/bundles/', { mission, appeal })
  const bundle = String(made.headers.location)
  await ana.post(`${bundle}/hand-ins`, { on: '2013-05-22', outcome: 'door_shut' })
  const page = /href="([^"]+\/photo)"/.exec((await ana.get(bundle)).body)?.[1] ?? ''
  assert.notEqual(page, '')
  return { app, ana, bundle, page }
}

/** Sends the form of the page. */
async function send(
  person: Person,
  page: string,
  fields: Record<string, string>,
  bytes?: Buffer,
): ReturnType<Person['postRaw']> {
  const { body } = await person.get(page)
  const action = /action="([^"]*\?csrf=[^"]*)"/.exec(body)?.[1] ?? ''
  return person.postRaw(
    action,
    multipart(fields, { name: bytes ? 'door.jpg' : '', bytes: bytes ?? Buffer.alloc(0) }),
  )
}

function filesOf({ deps }: LetterApp & DeskApp): string[] {
  const folder = join(deps.config.dataDir, 'media')
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
}

const shown = /nobody opened the door[\s\S]*<img[^>]+alt="Two people hold a parcel/

test('a photo of a hand-in stands on the appeal with the next request, made anew', async (t) => {
  const { app, ana, bundle, page } = await atTheDoor(t)
  const outside = await listen(app)
  await warm(outside.get, APPEAL_PATH)
  const answer = await send(ana, page, typed, await photograph(800, 600))
  assert.equal(answer.statusCode, 303, answer.body)
  const appeal = await outside.text(APPEAL_PATH)
  assert.match(appeal, shown)
  assert.match(appeal, /<source type="image\/webp"/)
  const [address = ''] = /\/media\/[^" ]+\.jpg/.exec(appeal) ?? []
  const file = await outside.get(address)
  assert.equal(file.status, 200)
  assert.doesNotMatch(Buffer.from(await file.arrayBuffer()).toString('latin1'), /Secretphone|GPS/)
  assert.match((await ana.get(bundle)).body, /Two people hold a parcel/)
  assert.equal((await send(ana, page, typed, await photograph(640, 480))).statusCode, 422)
  assert.equal((await app.deps.db.selectFrom('hand_in_photos').selectAll().execute()).length, 1)
})

test('what happened at the door stands on the appeal at once, with where the mission stands now', async (t) => {
  const { app, ana, bundle } = await atTheDoor(t)
  const outside = await listen(app)
  await warm(outside.get, APPEAL_PATH)
  const tried = { on: '2013-05-22', outcome: 'refused' }
  assert.equal((await ana.post(`${bundle}/hand-ins`, tried)).statusCode, 303)
  assert.match(await outside.text(APPEAL_PATH), /the letters were not taken/)

  await warm(outside.get, APPEAL_PATH)
  const { id } = await app.deps.db
    .selectFrom('missions')
    .innerJoin('hand_ins', 'mission_id', 'missions.id')
    .select('missions.id')
    .executeTakeFirstOrThrow()
  const now = await findDescription(app.deps.db, id)
  assert.ok(now)
  const { type, receivingState, version } = now
  const said = { type, receivingState, name: '', city: 'Versailles' }
  const known = { closedOn: '', source: 'A call', sourceDate: '2013-05-22' }
  const input = { missionId: id, ...said, ...known, staysAccredited: false, version }
  assert.equal(await describeMission(app.deps, input), undefined)
  assert.match(
    await outside.text(APPEAL_PATH),
    /<bdi>[^<]*in Versailles<\/bdi>: <strong>the letters were not/,
  )
})

test('without the words, or the look at it, nothing is kept, and what was typed stands there again', async (t) => {
  const { app, ana, page } = await atTheDoor(t)
  const photo = await photograph(800, 600)
  const unlooked = await send(ana, page, { alt }, photo)
  assert.equal(unlooked.statusCode, 422)
  assert.match(unlooked.body, /Only a photo that you have looked at[\s\S]*Two people hold a parcel/)
  const wordless = await send(ana, page, { alt: ' ', safe: 'yes' }, photo)
  assert.equal(wordless.statusCode, 422)
  assert.match(wordless.body, /value="yes" required checked/)
  assert.equal((await send(ana, page, typed)).statusCode, 422)
  assert.deepEqual(filesOf(app), [])
  assert.doesNotMatch((await get(app, APPEAL_PATH)).body, shown)
})

const hostile = {
  script: Buffer.from('<!doctype html><script>alert(1)</script>'),
  drawing: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
  'picture that claims to be huge': bomb(30_000, 30_000),
  'file that is too large': Buffer.alloc(21 * MEBIBYTE),
}

for (const [name, bytes] of Object.entries(hostile)) {
  test(`a ${name} is not kept, and what was typed stands there again`, async (t) => {
    const { app, ana, page } = await atTheDoor(t)
    const answer = await send(ana, page, typed, bytes)
    assert.equal(answer.statusCode, 422)
    assert.match(answer.body, /The photo was not kept[\s\S]*Two people hold a parcel/)
    assert.deepEqual(filesOf(app), [])
  })
}

test('a photo that is removed is gone from page and disk, and does not slip in again', async (t) => {
  const { app, ana, bundle, page } = await atTheDoor(t)
  const photo = await photograph(800, 600)
  await send(ana, page, typed, photo)
  const outside = await listen(app)
  await warm(outside.get, APPEAL_PATH)
  assert.equal((await ana.post(`${page}/removal`)).statusCode, 303)
  assert.doesNotMatch(await outside.text(APPEAL_PATH), /Two people hold/)
  assert.equal((await ana.post(`${page}/removal`)).statusCode, 404)
  await app.runJobs()
  assert.deepEqual(filesOf(app), [])
  const again = await send(ana, page, typed, photo)
  assert.equal(again.statusCode, 422)
  assert.match(again.body, /taken away|removed/i)
  assert.match((await ana.get(bundle)).body, /Add a photo/)
  const acts = await app.deps.db.selectFrom('acts').select(['act', 'actor_name']).execute()
  for (const act of ['desk.act_photo_added', 'desk.act_photo_removed']) {
    assert.ok(acts.some((each) => each.act === act && each.actor_name === 'Ana'))
  }
})

test('where the same photo was removed elsewhere, another one can stand in its place', async (t) => {
  const { app, ana, bundle, page } = await atTheDoor(t)
  await ana.post(`${bundle}/hand-ins`, { on: '2013-05-22', outcome: 'refused' })
  const pages = [...(await ana.get(bundle)).body.matchAll(/href="([^"]+\/photo)"/g)]
  const second = pages.map(([, address = '']) => address).find((address) => address !== page) ?? ''
  const photo = await photograph(800, 600)
  for (const one of [page, second])
    assert.equal((await send(ana, one, typed, photo)).statusCode, 303)
  assert.equal((await ana.post(`${page}/removal`)).statusCode, 303)
  assert.doesNotMatch((await get(app, APPEAL_PATH)).body, /Two people hold/)
  const other = await send(ana, second, typed, await photograph(640, 480))
  assert.equal(other.statusCode, 303, other.body)
  assert.match((await get(app, APPEAL_PATH)).body, /<img[^>]+alt="Two people hold/)
})

test('an appeal that is withdrawn takes its photos along, and takes no more', async (t) => {
  const { app, ana, page } = await atTheDoor(t)
  await send(ana, page, typed, await photograph(800, 600))
  await withdrawAppeal(app.deps, { publishedOn: '2013-05-22', slug })
  await app.runJobs()
  assert.deepEqual(filesOf(app), [])
  assert.deepEqual(await app.deps.db.selectFrom('hand_in_photos').selectAll().execute(), [])
  assert.equal((await send(ana, page, typed, await photograph(640, 480))).statusCode, 422)
  assert.deepEqual(filesOf(app), [])
})

/** A second public appeal whose story shows this very picture. */
async function showElsewhere(app: LetterApp & DeskApp, bytes: Buffer): Promise<string> {
  const { picture } = await addPicture(app.deps, { bytes, alt })
  const text = original.replace('PICTURE', picture.id)
  const file = { name: 'elsewhere.md', bytes: Buffer.from(text) }
  await importAppeals(app.deps, [file], { publish: true })
  return picture.id
}

const original = `---
title: The door stays shut
call: Write today.
language: en
country: KZ
place: Astana
date: 2013-05-22
slug: the-door
pictures:
  door:
    id: PICTURE
    alt: A gate.
---

The story.
`

const slug = 'housing-justice-activists-arrested-in-astana'

test('a photo that another appeal shows stays there when its own appeal is withdrawn', async (t) => {
  const { app, ana, page } = await atTheDoor(t)
  const photo = await photograph(800, 600)
  await send(ana, page, typed, photo)
  const id = await showElsewhere(app, photo)
  await withdrawAppeal(app.deps, { publishedOn: '2013-05-22', slug })
  await app.runJobs()
  assert.equal((await findPictures(app.deps.db, [id])).size, 1)
  assert.match((await get(app, '/2013/05/22/the-door/')).body, /<img[^>]+alt="A gate/)
  await withdrawAppeal(app.deps, { publishedOn: '2013-05-22', slug: 'the-door' })
  await app.runJobs()
  assert.deepEqual(filesOf(app), [])
})

test('a picture of a withdrawn appeal stays with what was handed in for another', async (t) => {
  const { app, ana, page } = await atTheDoor(t)
  const photo = await photograph(800, 600)
  const id = await showElsewhere(app, photo)
  await send(ana, page, typed, photo)
  await withdrawAppeal(app.deps, { publishedOn: '2013-05-22', slug: 'the-door' })
  await app.runJobs()
  assert.equal((await findPictures(app.deps.db, [id])).size, 1)
  assert.match((await get(app, APPEAL_PATH)).body, shown)
})

test('before pictures go from everywhere the desk names the appeals that lose one, and lets them stay', async (t) => {
  for (const stay of [false, true]) {
    const { app, ana, bundle, page } = await atTheDoor(t)
    const photo = await photograph(800, 600)
    await send(ana, page, typed, photo)
    const id = await showElsewhere(app, photo)
    const named = /a picture goes from other places too[\s\S]*The door stays shut/
    assert.match((await ana.get(bundle)).body, named)
    const { id: appealId } = await app.deps.db
      .selectFrom('appeals')
      .select('id')
      .where('slug', '=', slug)
      .executeTakeFirstOrThrow()
    const form = `/desk/appeals/${appealId}/withdrawal`
    assert.match((await ana.get(form)).body, named)
    const typedAgain: Record<string, string> = stay ? { pictures_stay: 'yes' } : {}
    const wordless = await ana.post(form, { reason: '', ...typedAgain })
    assert.equal(/name="pictures_stay"[^>]* checked/.test(wordless.body), stay)
    assert.equal((await ana.post(form, { reason: 'A face', ...typedAgain })).statusCode, 303)
    await app.runJobs()
    assert.equal((await findPictures(app.deps.db, [id])).size, stay ? 1 : 0)
    const again = addPicture(app.deps, { bytes: photo, alt })
    if (stay) assert.equal((await again).isNew, false)
    else await assert.rejects(again, { messageKey: 'media.removed_before' })
  }
})

test('a photo that is the logo too stays as that; before it goes for safety the desk says so', async (t) => {
  const { app, ana, bundle, page } = await atTheDoor(t)
  const dora = await app.joinWithFactor('Dora', 'administrator')
  const photo = await photograph(800, 600)
  await send(ana, page, typed, photo)
  const url = '/desk/settings/look/'
  const csrf = /name="csrf" value="([^"]+)"/.exec((await dora.get(url)).body)?.[1] ?? ''
  const file = multipart({}, { name: 'logo.jpg', bytes: photo })
  assert.equal((await dora.postRaw(`${url}logo?csrf=${csrf}`, file)).statusCode, 303)
  assert.match((await ana.get(bundle)).body, /goes from other places too[\s\S]*every page: it is/)
  await withdrawAppeal(app.deps, { publishedOn: '2013-05-22', slug })
  await app.runJobs()
  assert.notDeepEqual(filesOf(app), [])
})

test('a photo that could not be shown after all may be given again', async (t) => {
  const { app, ana, page } = await atTheDoor(t)
  const photo = await photograph(800, 600)
  const handInId = /hand-ins\/([^/]+)\//.exec(page)?.[1] ?? ''
  const given = { handInId, bytes: photo, alt, language: 'en', checkedBy: 'Ana' }
  await assert.rejects(
    addHandInPhoto(app.deps, given, async () => {
      throw new Error('the database went away')
    }),
    /went away/,
  )
  await app.runJobs()
  assert.deepEqual(filesOf(app), [])
  assert.equal((await send(ana, page, typed, photo)).statusCode, 303)
})

test('partners see no photo page, and an attempt opens under its own bundle only', async (t) => {
  const { app, ana, page } = await atTheDoor(t)
  const chloe = await app.join('Chloé', 'editor', { organisation: 'Elsewhere' })
  assert.equal((await chloe.get(page)).statusCode, 403)
  assert.equal((await chloe.post(`${page}/removal`)).statusCode, 403)
  const elsewhere = page.replace(/bundles\/[^/]+/, 'bundles/other')
  assert.equal((await ana.get(elsewhere)).statusCode, 404)
  assert.equal((await ana.post(`${elsewhere}/removal`)).statusCode, 404)
})
