import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestApp } from '../../../../test/harness.ts'
import type { Deps } from '../../../platform/deps.ts'
import { DAY_MS, HOUR_MS } from '../../../platform/time.ts'
import { importAppeals } from '../import.ts'
import { findAppeal, isWithdrawn } from '../queries.ts'
import { withdrawAppeal } from '../withdraw.ts'
import { fileOf, type Given } from './fixture.ts'
import { listAppeals, listAppealTopics } from './list-queries.ts'
import { listAppealAddresses, listAppealNews } from './news-queries.ts'

async function given(deps: Deps, appeal: Given): Promise<void> {
  const files = [{ name: 'x.md', bytes: Buffer.from(fileOf(appeal)) }]
  await importAppeals(deps, files, { publish: !appeal.isDraft })
}

async function newsOf(deps: Deps, filter: { country?: string; topic?: string } = {}) {
  const news = await listAppealNews(deps.reader, { lang: 'en', limit: 3, ...filter })
  return news.map(({ key, withdrawnAt }) => (withdrawnAt ? `-${key.slug}` : key.slug))
}

test('news are led by what was published, corrected or withdrawn last', async (t) => {
  const { deps, clock } = await openTestApp(t)
  await given(deps, { slug: 'a' })
  clock.advance(HOUR_MS)
  await given(deps, { slug: 'b' })
  await given(deps, { slug: 'draft', isDraft: true })
  assert.deepEqual(await newsOf(deps), ['b', 'a'])
  clock.advance(HOUR_MS)
  await given(deps, { slug: 'a', story: 'All are free.' })
  assert.deepEqual(await newsOf(deps), ['a', 'b'])
  clock.advance(HOUR_MS)
  await withdrawAppeal(deps, { publishedOn: '2013-05-22', slug: 'b' })
  assert.deepEqual(await newsOf(deps), ['-b', 'a'])
  clock.advance(HOUR_MS)
  await given(deps, { slug: 'b', story: 'Not again.', isDraft: true })
  await given(deps, { slug: 'a', story: 'Really.' })
  assert.deepEqual(await newsOf(deps), ['a', '-b'])
})

test('what is brought in from long ago does not push out the news', async (t) => {
  const { deps, clock } = await openTestApp(t)
  await given(deps, { slug: 'today' })
  clock.advance(HOUR_MS)
  await given(deps, { slug: 'old', day: '2009-01-31' })
  await given(deps, { slug: 'older', day: '2008-01-31' })
  assert.deepEqual(await newsOf(deps), ['today', 'old', 'older'])
})

test('news and lists can be narrowed to a topic; it follows its appeal', async (t) => {
  const { deps, clock } = await openTestApp(t)
  await given(deps, { slug: 'a', topics: ['housing', 'torture'] })
  await given(deps, { slug: 'b', topics: ['torture'], country: 'AZ' })
  await given(deps, { slug: 'draft', topics: ['torture'], isDraft: true })
  await given(deps, { slug: 'c', topics: ['housing'], day: '2013-05-23' })
  await withdrawAppeal(deps, { publishedOn: '2013-05-23', slug: 'c' })
  const listed = async (topic: string) => {
    const { teasers } = await listAppeals(deps.reader, { lang: 'en', limit: 9, topic })
    return teasers.map(({ key }) => key.slug)
  }
  assert.deepEqual(await listed('torture'), ['b', 'a'])
  assert.deepEqual(await listed('housing'), ['a'])
  assert.deepEqual(await newsOf(deps, { country: 'AZ' }), ['b'])
  assert.deepEqual(await newsOf(deps, { topic: 'housing' }), ['-c', 'a'])
  assert.deepEqual(await listAppealTopics(deps.reader), ['housing', 'torture'])
  clock.advance(DAY_MS)
  await given(deps, { slug: 'a', topics: ['torture'] })
  assert.deepEqual(await listed('housing'), [])
  assert.deepEqual(await listAppealTopics(deps.reader), ['torture'])
  assert.deepEqual(await newsOf(deps, { topic: 'torture' }), ['a', 'b'])
})

test('a withdrawn appeal is known to have been withdrawn, a draft is not', async (t) => {
  const { deps } = await openTestApp(t)
  const key = { publishedOn: '2013-05-22', slug: 'a' }
  await given(deps, { slug: 'a' })
  await given(deps, { slug: 'draft', isDraft: true })
  assert.equal(await isWithdrawn(deps.reader, key), false)
  await withdrawAppeal(deps, key)
  assert.equal(await isWithdrawn(deps.reader, key), true)
  assert.equal(await findAppeal(deps.reader, key, 'en'), undefined)
  assert.equal(await isWithdrawn(deps.reader, { ...key, slug: 'draft' }), false)
})

test('addresses come month by month, in parts', async (t) => {
  const { deps } = await openTestApp(t)
  for (const slug of ['a', 'b', 'c']) await given(deps, { slug })
  await given(deps, { slug: 'june', day: '2013-06-01' })
  const may = { from: '2013-05-01', until: '2013-05-31', limit: 2 }
  const first = await listAppealAddresses(deps.reader, { ...may, page: 1 })
  assert.deepEqual(
    first.map(({ path }) => path),
    ['/2013/05/22/c/', '/2013/05/22/b/'],
  )
  assert.deepEqual(await listAppealAddresses(deps.reader, { ...may, page: 2 }), [
    { path: '/2013/05/22/a/', languages: ['en'], changedAt: '2013-05-22T05:00:00.000Z' },
  ])
})
