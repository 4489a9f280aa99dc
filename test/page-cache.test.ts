import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openInstallation } from '../src/app/deps.ts'
import { buildServer } from '../src/app/serve.ts'
import { newId } from '../src/platform/ids.ts'
import { importAppeals, publishAppeal, withdrawAppeal } from '../src/slices/appeals/index.ts'
import { removePicture } from '../src/slices/media/index.ts'
import { listPictures } from '../src/slices/media/queries.ts'
import { importRows } from '../src/slices/missions/fixture.ts'
import {
  describeMission,
  findDescription,
  insertMissionReply,
  searchMissions,
} from '../src/slices/missions/index.ts'
import { listen, warm } from './connection.ts'
import { openTestApp } from './harness.ts'
import { MEDIA_PATH, publishMedia } from './media.ts'

// Pages are answered from memory before the server's own request handling, which only a real
// connection passes through.

const key = { publishedOn: '2013-05-22', slug: 'raids' }
const path = '/2013/05/22/raids/'

function appealFile(title: string) {
  const text = `---
slug: raids
date: 2013-05-22
language: en
country: KZ
place: Astana
title: ${title}
call: Write today.
addressee_languages: [en]
demands:
  release: Release everyone.
letters:
  en:
    subject: Release them
    text: |
      Please release them.
---

The story.
`
  return { name: 'raids.md', bytes: Buffer.from(text) }
}

test('publish, correct, withdraw: the next request shows it', async (t) => {
  const app = await openTestApp(t)
  const { get, text } = await listen(app)
  await warm(get, '/')
  await importAppeals(app.deps, [appealFile('Raids at dawn')], { publish: false })
  assert.doesNotMatch(await text('/'), /Raids at dawn/)

  await publishAppeal(app.deps, key)
  assert.match(await text('/'), /Raids at dawn/)
  await warm(get, path)
  await importAppeals(app.deps, [appealFile('Raids and arrests')], { publish: false })
  assert.match(await text(path), /Raids and arrests/)

  await warm(get, path)
  await withdrawAppeal(app.deps, key)
  assert.notEqual((await get(path)).status, 200)
  assert.doesNotMatch(await text('/'), /Raids and arrests/)
})

test('what one process changes, another shows', async (t) => {
  const app = await openTestApp(t)
  const other = openInstallation(app.deps.config, { clock: app.clock })
  const server = await buildServer(other.deps)
  t.after(async () => {
    await server.close()
    await other.close()
  })
  const { get } = await listen({ server })
  await importAppeals(app.deps, [appealFile('Raids at dawn')], { publish: true })
  await warm(get, path)
  await withdrawAppeal(app.deps, key)
  // PostgreSQL tells other processes a moment after the commit.
  const until = Date.now() + (app.deps.config.databaseUrl ? 5000 : 0)
  let answer = await get(path)
  while (answer.status === 200 && Date.now() < until) {
    await answer.text()
    await sleep(10)
    answer = await get(path)
  }
  assert.notEqual(answer.status, 200)
})

test('no page may be shown by a cache on the way without asking here', async (t) => {
  const { server } = await openTestApp(t)
  const urls = ['/', '/search?q=x', '/missions/', '/missions.json', '/feed/', '/robots.txt']
  for (const url of urls) {
    assert.equal((await server.inject(url)).headers['cache-control'], 'no-cache', url)
  }
})

test('what networks add to a link to follow readers makes no page of its own', async (t) => {
  const app = await openTestApp(t)
  const { get } = await listen(app)
  await importAppeals(app.deps, [appealFile('Raids at dawn')], { publish: true })
  const added = `fbclid=IwAR${'x'.repeat(400)}`
  const first = await get(`/ru${path}?${added}&utm_source=letter`)
  assert.doesNotMatch(await first.text(), /fbclid|utm_/)
  await warm(get, `/ru${path}`)
  assert.ok((await get(`/ru${path}?utm_source=letter&${added}`)).headers.has('etag'))
  await warm(get, `${path}?from=IE`)
  const chosen = await get(`${path}?${added}&from=IE&gclid`)
  assert.ok(chosen.headers.has('etag'))
  assert.match(await chosen.text(), /IE" selected|selected value="IE"/)
})

test('who takes the server for a proxy gets the page of the path, and no other host in it', async (t) => {
  const app = await openTestApp(t)
  const { get } = await listen(app)
  const { port } = app.server.server.address() as AddressInfo
  const headers = { 'accept-language': 'en' }
  const asked = request({ port, path: 'http://evil.example/missions/?x=1', headers, agent: false })
  const [answer] = (await once(asked.end(), 'response')) as [IncomingMessage]
  const body = await text(answer)
  assert.match(body, /rel="canonical" href="https:\/\/outcry\.example\/en\/missions\/"/)
  assert.doesNotMatch(body, /evil/)
  const unknown = request({ port, path: '*', headers, agent: false })
  const [refusal] = (await once(unknown.end(), 'response')) as [IncomingMessage]
  assert.equal(refusal.statusCode, 404)
  refusal.resume()
  assert.doesNotMatch(await (await get('/missions/?x=1')).text(), /evil/)
})

test('a connection outlives that of a proxy, which sends no form down a closed one', async (t) => {
  const { get } = await listen(await openTestApp(t))
  for (const answer of [await get('/'), await warm(get, '/'), await get('/nowhere/')]) {
    assert.equal(answer.headers.get('keep-alive'), 'timeout=130')
  }
})

test('a page from memory is compressed, knows its tag, and differs by language', async (t) => {
  const app = await openTestApp(t)
  const { get } = await listen(app)
  const english = await warm(get, '/')
  assert.match(await english.text(), /<html lang="en"/)
  assert.match(english.headers.get('content-encoding') ?? '', /^(br|gzip)$/)
  assert.match(english.headers.get('content-security-policy') ?? '', /default-src 'none'/)

  const tag = english.headers.get('etag') ?? ''
  for (const known of [tag, tag.replace('W/', ''), `"other", ${tag}`]) {
    assert.equal((await get('/', { 'if-none-match': known })).status, 304, known)
  }
  assert.equal((await get('/', { 'if-none-match': tag.replaceAll('"', '') })).status, 200)
  const russian = await get('/', { 'accept-language': 'ru' })
  assert.match(await russian.text(), /<html lang="ru"/)
  const signedIn = await get('/', { cookie: 'session=1' })
  assert.equal(signedIn.headers.has('etag'), false)
})

test('a reader whose country is not known does not take the guess from the others', async (t) => {
  const app = await openTestApp(t)
  const { get } = await listen(app)
  await importAppeals(app.deps, [appealFile('Raids at dawn')], { publish: true })
  const readers = {
    'en-IE': /value="IE" selected|selected value="IE"/,
    en: /value="" selected|<option value>/,
  }
  for (const [language, chosen] of Object.entries({
    ...readers,
    'en-FR': /FR" selected|selected value="FR"/,
  })) {
    const asLanguage = (url: string) => get(url, { 'accept-language': language })
    await warm(asLanguage, path)
    assert.match(await (await asLanguage(path)).text(), chosen)
  }
  const again = await get(path, { 'accept-language': 'en-IE' })
  assert.match(await again.text(), readers['en-IE'])
})

test('many readers of a new page have it made once', async (t) => {
  const app = await openTestApp(t)
  const { get } = await listen(app)
  const answers = await Promise.all(Array.from({ length: 20 }, () => get('/')))
  const made = answers.filter((answer) => !answer.headers.has('etag'))
  assert.equal(made.length, 1)
})

test('a picture that is taken away leaves pages in memory, and a video keeps its frame', async (t) => {
  const app = await openTestApp(t)
  await publishMedia(app)
  const { get, text } = await listen(app)
  const kept = await warm(get, MEDIA_PATH)
  const policy = kept.headers.get('content-security-policy') ?? ''
  assert.match(policy, /;frame-src https:\/\/www\.youtube-nocookie\.com$/)
  assert.match(await kept.text(), /A street with barriers/)

  const pictures = await listPictures(app.deps.db)
  for (const { id } of pictures) await removePicture(app.deps, id)
  assert.doesNotMatch(await text(MEDIA_PATH), /A street with barriers|\/media\//)
})

test('an answer bears the name of the mission that the desk has corrected', async (t) => {
  const app = await openTestApp(t)
  const { deps } = app
  const { get, text } = await listen(app)
  await importRows(deps, { city: 'London', source_id: 'Q1' })
  const [mission] = await searchMissions(deps.reader, { limit: 1 })
  await importAppeals(deps, [appealFile('Raids at dawn')], { publish: true })
  const appeal = await deps.db.selectFrom('appeals').select('id').executeTakeFirstOrThrow()
  const missionId = mission?.id ?? ''
  const about = { missionId, appealId: appeal.id, appealPath: path }
  await insertMissionReply(deps.db, {
    ...about,
    ...{ id: newId(), receivedOn: '2013-05-22', text: 'Noted.' },
  })
  assert.match(await (await warm(get, path)).text(), /Embassy of Kazakhstan in London/)

  const now = await findDescription(deps.reader, missionId)
  const said = { type: 'consulate', receivingState: 'GB', name: '', city: 'Leeds' } as const
  const origin = { source: 'a call', sourceDate: '2013-05-22', version: now?.version ?? '' }
  const rest = { closedOn: '', staysAccredited: false }
  await describeMission(deps, { missionId, ...said, ...origin, ...rest })
  assert.match(await text(path), /Consulate of Kazakhstan in Leeds/)
})

test('feeds, sitemap and the embedded box are kept like pages', async (t) => {
  const app = await openTestApp(t)
  const { get, text } = await listen(app)
  await importAppeals(app.deps, [appealFile('Raids at dawn')], { publish: true })
  const types = {
    '/feed/': 'application/rss+xml',
    '/countries/KZ/feed/atom/': 'application/atom+xml',
    '/feed.json': 'application/feed+json',
    '/sitemap/2013-05.xml': 'application/xml',
    '/robots.txt': 'text/plain',
    [`/embed${path}`]: 'text/html',
  }
  for (const [url, type] of Object.entries(types)) {
    const kept = await warm(get, url)
    assert.equal(kept.headers.get('content-type'), `${type}; charset=utf-8`)
    assert.match(kept.headers.get('content-encoding') ?? '', /^(br|gzip)$/)
    const again = await get(url, { 'if-none-match': kept.headers.get('etag') ?? '' })
    assert.equal(again.status, 304, url)
  }
  const embedded = await get(`/embed${path}`)
  assert.match(embedded.headers.get('content-security-policy') ?? '', /frame-ancestors \*/)

  await withdrawAppeal(app.deps, key)
  for (const url of ['/feed/', '/countries/KZ/feed/atom/', '/feed.json', `/embed${path}`]) {
    assert.doesNotMatch(await text(url), /Raids at dawn/, url)
  }
  assert.doesNotMatch(await text('/sitemap/2013-05.xml'), /raids/)
})
