import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestApp } from '../../../../test/harness.ts'
import type { Deps } from '../../../platform/deps.ts'
import { importAppeals } from '../import.ts'
import { findStoredAppeal } from '../queries.ts'
import { withdrawAppeal } from '../withdraw.ts'
import { listAllAppeals } from './list-queries.ts'
import {
  countPublicAppeals,
  listAppealYears,
  listPublicAppeals,
  listPublicPlaces,
  listYearsAround,
} from './search-queries.ts'

async function given(
  deps: Deps,
  { day, slug }: { day: string; slug: string },
  publish = true,
): Promise<string> {
  const text = `---
title: About ${slug}
call: Write.
language: en
country: KZ
place: Town
date: ${day}
slug: ${slug}
---
Story.
`
  await importAppeals(deps, [{ name: 'a.md', bytes: Buffer.from(text) }], { publish })
  const stored = await findStoredAppeal(deps.db, { publishedOn: day, slug })
  return stored?.id ?? ''
}

test('texts are given out of public appeals alone', async (t) => {
  const { deps } = await openTestApp(t)
  const ids = [
    await given(deps, { day: '2013-05-22', slug: 'a' }),
    await given(deps, { day: '2013-05-22', slug: 'draft' }, false),
    await given(deps, { day: '2013-05-22', slug: 'withdrawn' }),
  ]
  await withdrawAppeal(deps, { publishedOn: '2013-05-22', slug: 'withdrawn' })
  const found = await listPublicAppeals(deps.reader, [...ids, 'unknown'])
  assert.deepEqual(
    found.map(({ id, texts }) => [id, texts.map(({ title }) => title)]),
    [[ids[0], ['About a']]],
  )
  assert.deepEqual(await listPublicAppeals(deps.reader, []), [])
  assert.equal(await countPublicAppeals(deps.reader), 1)
})

test('a walk over all public appeals meets each once, the oldest first', async (t) => {
  const { deps } = await openTestApp(t)
  for (const day of ['2013-05-22', '2012-01-01', '2013-05-22', '2014-01-01']) {
    const { length } = await listAllAppeals(deps.db)
    await given(deps, { day, slug: `n${length}` })
  }
  const first = await listPublicPlaces(deps.reader, { limit: 3 })
  const second = await listPublicPlaces(deps.reader, { after: first.at(-1), limit: 3 })
  const days = [...first, ...second].map(({ publishedOn }) => publishedOn)
  assert.deepEqual(days, ['2012-01-01', '2013-05-22', '2013-05-22', '2014-01-01'])
  assert.equal(new Set([...first, ...second].map(({ id }) => id)).size, 4)
})

test('years are those of public appeals', async (t) => {
  const { deps } = await openTestApp(t)
  assert.deepEqual(await listAppealYears(deps.reader), [])
  for (const day of ['2013-05-22', '2013-12-31', '2009-12-31', '2014-01-01']) {
    await given(deps, { day, slug: 'a' })
  }
  await given(deps, { day: '2010-01-01', slug: 'draft' }, false)
  await withdrawAppeal(deps, { publishedOn: '2014-01-01', slug: 'a' })
  assert.deepEqual(await listAppealYears(deps.reader), ['2013', '2009'])
})

test('a year leads to the nearest years with public appeals, the first and the last', async (t) => {
  const { deps } = await openTestApp(t)
  const around = (year: string) => listYearsAround(deps.reader, year, { nearest: 2 })
  for (const year of [2001, 2003, 2005, 2006, 2007, 2009, 2010, 2014]) {
    for (const day of ['01-01', '12-31']) await given(deps, { day: `${year}-${day}`, slug: 'a' })
  }
  await given(deps, { day: '2008-01-01', slug: 'draft' }, false)
  await withdrawAppeal(deps, { publishedOn: '2014-01-01', slug: 'a' })
  await withdrawAppeal(deps, { publishedOn: '2014-12-31', slug: 'a' })
  assert.deepEqual(await around('2006'), ['2010', '2009', '2007', '2006', '2005', '2003', '2001'])
  assert.deepEqual(await around('2001'), ['2010', '2005', '2003', '2001'])
  assert.deepEqual(await around('2010'), ['2010', '2009', '2007', '2001'])
})
