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
