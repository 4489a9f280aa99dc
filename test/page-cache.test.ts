import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openInstallation } from '../src/app/deps.ts'
import { buildServer } from '../src/app/serve.ts'
import { importAppeals, publishAppeal, withdrawAppeal } from '../src/slices/appeals/index.ts'
import { openTestApp, type TestApp } from './harness.ts'

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

/** Listens, and counts how often a page is made. */
async function listen(t: TestContext, app: Pick<TestApp, 'deps' | 'server'>) {
  await app.server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.server.address() as AddressInfo
  const get = (url: string, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${port}${url}`, { headers: { 'accept-language': 'en', ...headers } })
  const text = async (url: string) => (await get(url)).text()
  t.after(() => app.server.server.closeAllConnections())
  return { get, text }
}

/** Waits until a page that was just asked for has been kept. */
async function warm(get: (url: string) => Promise<Response>, url: string): Promise<Response> {
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await get(url)
    if (answer.headers.has('etag')) return answer
    await answer.text()
    await sleep(10)
  }
  throw new Error(`${url} was never answered from memory`)
}

test('publish, correct, withdraw: the next request shows it', async (t) => {
  const app = await openTestApp(t)
  const { get, text } = await listen(t, app)
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
  const { get } = await listen(t, { deps: other.deps, server })
  await importAppeals(app.deps, [appealFile('Raids at dawn')], { publish: true })
  await warm(get, path)
  await withdrawAppeal(app.deps, key)
  // PostgreSQL tells other processes a moment after the commit.
  await sleep(app.deps.config.databaseUrl ? 100 : 0)
  assert.notEqual((await get(path)).status, 200)
})

test('a page from memory is compressed, knows its tag, and differs by language', async (t) => {
  const app = await openTestApp(t)
  const { get } = await listen(t, app)
  const english = await warm(get, '/')
  assert.match(await english.text(), /<html lang="en"/)
  assert.match(english.headers.get('content-encoding') ?? '', /^(br|gzip)$/)
  assert.match(english.headers.get('content-security-policy') ?? '', /default-src 'none'/)

  const again = await get('/', { 'if-none-match': english.headers.get('etag') ?? '' })
  assert.equal(again.status, 304)
  const russian = await get('/', { 'accept-language': 'ru' })
  assert.match(await russian.text(), /<html lang="ru"/)
  const signedIn = await get('/', { cookie: 'session=1' })
  assert.equal(signedIn.headers.has('etag'), false)
})

test('many readers of a new page have it made once', async (t) => {
  const app = await openTestApp(t)
  const { get } = await listen(t, app)
  const answers = await Promise.all(Array.from({ length: 20 }, () => get('/')))
  const made = answers.filter((answer) => !answer.headers.has('etag'))
  assert.equal(made.length, 1)
})
