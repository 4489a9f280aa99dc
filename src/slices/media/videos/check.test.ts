import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { openTestApp } from '../../../../test/harness.ts'
import { DAY_MS } from '../../../platform/time.ts'
import { MEDIA_FACT } from '../topics.ts'
import type { AskHost, HostAnswer } from './ask-host.ts'
import { checkVideos } from './check.ts'
import { findVideoLoss, noteVideo } from './note.ts'
import { listVideos } from './queries.ts'

const address = 'https://youtu.be/dQw4w9WgXcQ'
const there: HostAnswer = { status: 200, type: 'application/json; charset=utf-8' }
const status = (code: number): HostAnswer => ({ status: code, type: 'text/plain' })

/** A site that links to one video, and a host that answers as it is told. */
async function openWatch(t: TestContext, link = address) {
  const { deps, clock } = await openTestApp(t)
  const announced: string[] = []
  const asked: string[] = []
  let answer: HostAnswer | Error = there
  const askHost: AskHost = async (url) => {
    asked.push(url)
    if (answer instanceof Error) throw answer
    return answer
  }
  const facts: typeof deps.facts = {
    ...deps.facts,
    async announce(tx, changed) {
      announced.push(...changed)
      await deps.facts.announce(tx, changed)
    },
  }
  await noteVideo(deps.db, link, clock.now())
  const { signal } = new AbortController()
  return {
    deps,
    clock,
    asked,
    announced,
    loss: () => findVideoLoss(deps.reader, link),
    async days(count: number, said: HostAnswer | Error) {
      answer = said
      for (let day = 0; day < count; day += 1) {
        clock.advance(DAY_MS)
        await checkVideos({ ...deps, facts, askHost }, signal)
      }
    },
  }
}

test('a video is asked about once a week, at its own host', async (t) => {
  const { asked, days, loss } = await openWatch(t)
  await days(6, there)
  assert.equal(asked.length, 0)
  await days(22, there)
  assert.equal(asked.length, 4)
  assert.ok(asked.every((url) => url.startsWith('https://www.youtube.com/oembed?')))
  assert.equal(await loss(), undefined)
})

test('a video is gone when its host says so twice, a day apart', async (t) => {
  for (const code of [404, 410, 401, 403]) {
    const { days, loss, clock, announced } = await openWatch(t)
    await days(7, status(code))
    const since = clock.now()
    assert.equal(await loss(), undefined)
    assert.deepEqual(announced, [])
    await days(1, status(code))
    assert.equal(await loss(), since)
    assert.deepEqual(announced, [MEDIA_FACT])
    await days(30, status(code))
    assert.equal(await loss(), since)
    assert.deepEqual(announced, [MEDIA_FACT])
  }
})

test('a failure is no answer: neither of the network nor of the server', async (t) => {
  for (const failure of [
    new Error('getaddrinfo ENOTFOUND'),
    status(500),
    status(429),
    { status: 200, type: 'text/html' },
    { status: 302, type: '', location: 'https://elsewhere.example/' },
    { status: 302, type: '', location: 'http://www.youtube.com/oembed' },
    { status: 302, type: '', location: '/oembed' },
  ]) {
    const { days, loss } = await openWatch(t)
    await days(34, failure)
    assert.equal(await loss(), undefined)
  }
})

test('a no, a failure and another no count as two', async (t) => {
  const { days, loss } = await openWatch(t)
  await days(7, status(404))
  await days(1, new Error('ETIMEDOUT'))
  assert.equal(await loss(), undefined)
  await days(1, status(404))
  assert.ok(await loss())
})

test('one no and then a yes is no loss', async (t) => {
  const { days, loss, deps } = await openWatch(t)
  await days(7, status(404))
  await days(1, there)
  await days(7, status(404))
  assert.equal(await loss(), undefined)
  assert.ok((await listVideos(deps.db))[0]?.missingSince)
})

test('a host that has been silent for four weeks is gone', async (t) => {
  const { days, loss, clock } = await openWatch(t, 'https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv')
  await days(7, new Error('ENOTFOUND'))
  const since = clock.now()
  await days(27, new Error('ENOTFOUND'))
  assert.equal(await loss(), undefined)
  await days(1, new Error('ENOTFOUND'))
  assert.equal(await loss(), since)
})

test('a video that comes back is there again', async (t) => {
  const { days, loss, announced } = await openWatch(t)
  await days(8, status(404))
  assert.ok(await loss())
  await days(7, there)
  assert.equal(await loss(), undefined)
  assert.deepEqual(announced, [MEDIA_FACT, MEDIA_FACT])
})

test('several addresses of one video are one video; a plain link is none', async (t) => {
  const { deps, clock } = await openWatch(t)
  await noteVideo(deps.db, 'https://www.youtube.com/shorts/dQw4w9WgXcQ', clock.now())
  await noteVideo(deps.db, 'https://video.example/film.mp4', clock.now())
  assert.equal((await listVideos(deps.db)).length, 1)
})

test('of two workers one asks', async (t) => {
  const { deps, clock } = await openWatch(t)
  clock.advance(7 * DAY_MS)
  let asked = 0
  const askHost: AskHost = async () => {
    asked += 1
    return there
  }
  const { signal } = new AbortController()
  await Promise.all([1, 2].map(() => checkVideos({ ...deps, askHost }, signal)))
  assert.equal(asked, 1)
})
