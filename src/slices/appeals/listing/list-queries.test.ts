import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestApp } from '../../../../test/harness.ts'
import type { Deps } from '../../../platform/deps.ts'
import { importAppeals } from '../import.ts'
import { withdrawAppeal } from '../withdraw.ts'
import { fileOf, type Given } from './fixture.ts'
import {
  countAppealsByDay,
  findNeighbourMonths,
  type ListOptions,
  listAllAppeals,
  listAppealCountries,
  listAppeals,
  listMonths,
} from './list-queries.ts'

/** Imports appeals in this order. */
async function given(
  deps: Deps,
  appeals: (Given & { day: string; russian?: boolean })[],
): Promise<void> {
  for (const { russian, ...appeal } of appeals) {
    const { day, slug, isDraft } = appeal
    const original = fileOf(appeal)
    const translation = `---
translates: ${day.replaceAll('-', '/')}/${slug}
language: ru
title: О деле ${slug}
call: Пишите.
---
Рассказ.
`
    const texts = russian ? [original, translation] : [original]
    const files = texts.map((text, index) => ({ name: `${index}.md`, bytes: Buffer.from(text) }))
    await importAppeals(deps, files, { publish: !isDraft })
  }
}

async function slugsOf(deps: Deps, options: Partial<ListOptions> = {}): Promise<string[]> {
  const { teasers } = await listAppeals(deps.reader, { lang: 'en', limit: 10, ...options })
  return teasers.map(({ key }) => key.slug)
}

test('lists show what is public, the newest first', async (t) => {
  const { deps } = await openTestApp(t)
  await given(deps, [
    { day: '2013-05-22', slug: 'b' },
    { day: '2013-05-22', slug: 'a' },
    { day: '2013-06-01', slug: 'c' },
    { day: '2013-06-02', slug: 'draft', isDraft: true },
    { day: '2013-06-03', slug: 'withdrawn' },
  ])
  await withdrawAppeal(deps, { publishedOn: '2013-06-03', slug: 'withdrawn' })
  assert.deepEqual(await slugsOf(deps), ['c', 'a', 'b'])
})

test('a list is continued by its cursor or by the number of the page', async (t) => {
  const { deps } = await openTestApp(t)
  await given(
    deps,
    ['a', 'b', 'c', 'd', 'e'].map((slug) => ({ day: '2013-05-22', slug })),
  )
  const first = await listAppeals(deps.reader, { lang: 'en', limit: 2 })
  const second = await listAppeals(deps.reader, { lang: 'en', limit: 2, before: first.next })
  assert.deepEqual(
    [...first.teasers, ...second.teasers].map(({ key }) => key.slug),
    ['e', 'd', 'c', 'b'],
  )
  assert.deepEqual(await slugsOf(deps, { limit: 2, page: 2 }), ['c', 'b'])
  assert.deepEqual(await slugsOf(deps, { limit: 2, page: 3 }), ['a'])
  assert.deepEqual(await slugsOf(deps, { limit: 2, page: 4 }), [])
  const last = await listAppeals(deps.reader, { lang: 'en', limit: 2, page: 3 })
  assert.equal(last.next, undefined)
})

test('a list can be narrowed to a country and to a span of days', async (t) => {
  const { deps } = await openTestApp(t)
  await given(deps, [
    { day: '2013-05-31', slug: 'may' },
    { day: '2013-06-01', slug: 'first', country: 'AZ' },
    { day: '2013-06-30', slug: 'last' },
    { day: '2013-07-01', slug: 'july' },
  ])
  assert.deepEqual(await slugsOf(deps, { country: 'AZ' }), ['first'])
  const june = { from: '2013-06-01', until: '2013-06-30' }
  assert.deepEqual(await slugsOf(deps, june), ['last', 'first'])
  assert.deepEqual(await slugsOf(deps, { ...june, country: 'KZ' }), ['last'])
})

test('a teaser is in the language asked for where there is one', async (t) => {
  const { deps } = await openTestApp(t)
  await given(deps, [
    { day: '2013-05-22', slug: 'a', russian: true },
    { day: '2013-05-23', slug: 'b' },
  ])
  const { teasers } = await listAppeals(deps.reader, { lang: 'ru', limit: 10 })
  assert.deepEqual(
    teasers.map(({ title, language, place }) => [title, language, place]),
    [
      ['About b', 'en', { language: 'en', text: 'Town' }],
      ['О деле a', 'ru', { language: 'en', text: 'Town' }],
    ],
  )
})

test('the calendar knows the days of a month and the months beside it', async (t) => {
  const { deps } = await openTestApp(t)
  await given(deps, [
    { day: '2012-11-30', slug: 'a' },
    { day: '2013-05-01', slug: 'b' },
    { day: '2013-05-22', slug: 'c' },
    { day: '2013-05-22', slug: 'd' },
    { day: '2014-01-01', slug: 'e' },
  ])
  const days = await countAppealsByDay(deps.reader, { from: '2013-05-01', until: '2013-05-31' })
  assert.deepEqual([...days].sort(), [
    ['2013-05-01', 1],
    ['2013-05-22', 2],
  ])
  assert.deepEqual(await findNeighbourMonths(deps.reader, '2013-05'), {
    previous: '2012-11',
    next: '2014-01',
  })
  assert.deepEqual(await findNeighbourMonths(deps.reader, '2014-01'), {
    previous: '2013-05',
    next: undefined,
  })
  assert.deepEqual(await listMonths(deps.reader), [
    { month: '2014-01', count: 1 },
    { month: '2013-05', count: 3 },
    { month: '2012-11', count: 1 },
  ])
})

test('countries of public appeals are listed once each', async (t) => {
  const { deps } = await openTestApp(t)
  await given(deps, [
    { day: '2013-05-22', slug: 'a' },
    { day: '2013-05-23', slug: 'b' },
    { day: '2013-05-24', slug: 'c', country: 'AZ' },
    { day: '2013-05-25', slug: 'd', country: 'NO', isDraft: true },
  ])
  assert.deepEqual(await listAppealCountries(deps.reader), ['AZ', 'KZ'])
})

test('operators see every appeal with its state', async (t) => {
  const { deps } = await openTestApp(t)
  await given(deps, [
    { day: '2013-05-22', slug: 'a', russian: true },
    { day: '2013-05-23', slug: 'b', isDraft: true },
  ])
  assert.deepEqual(
    (await listAllAppeals(deps.db)).map(({ state, languages }) => [state, languages]),
    [
      ['draft', ['en']],
      ['published', ['en', 'ru']],
    ],
  )
})
