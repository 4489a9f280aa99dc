import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { sql } from 'kysely'
import { openTestApp, testDatabase } from '../../../../test/harness.ts'
import type { Db } from '../../../platform/db/database.ts'
import { publish } from '../fixture.ts'
import { migrations } from '../migrations.ts'
import { rebuildIndex } from './rebuild.ts'
import { searchAppeals } from './search-appeals.ts'
import { createShownAppeals } from './shown-appeals.ts'

/** Three appeals a year for fourteen years; every third has the words in its title. */
async function openYears(t: TestContext) {
  const { deps, runJobs } = await openTestApp(t)
  const days = Array.from({ length: 14 }, (_, index) => 2013 - index).flatMap((year) =>
    ['12-31', '06-15', '01-01'].map((day) => `${year}-${day}`),
  )
  const appeals = days.map((day, index) => ({
    ...{ day, slug: `n${index}`, isTitled: index % 3 === 1 },
    story: index < 36 ? 'The court was before the hearing.' : 'They stood before the court.',
  }))
  for (const { isTitled, ...appeal } of appeals) {
    await publish(deps, { ...appeal, ...(isTitled && { title: 'Court hearing' }) })
  }
  await runJobs()
  const tools = { ...deps, shownAppeals: createShownAppeals(deps) }
  const listAll = async (text: string, limit: number) => {
    const slugs: string[] = []
    let after: string | undefined
    do {
      const { found, next } = await searchAppeals(tools, { text, limit, after }, 'en')
      slugs.push(...found.map(({ path }) => path.split('/')[4] ?? ''))
      after = next
    } while (after)
    return slugs
  }
  const slugsOf = (wanted: (appeal: (typeof appeals)[number], index: number) => boolean) =>
    appeals.filter(wanted).map(({ slug }) => slug)
  return { deps, listAll, slugsOf }
}

test('what stands in every appeal is found in all of many years, the newest first, once', async (t) => {
  const { listAll, slugsOf } = await openYears(t)
  const all = [...slugsOf(({ isTitled }) => isTitled), ...slugsOf(({ isTitled }) => !isTitled)]
  for (const limit of [2, 10, 100]) assert.deepEqual(await listAll('court', limit), all)
})

test('a phrase is found behind years in which its words stand otherwise', async (t) => {
  const { listAll, slugsOf } = await openYears(t)
  const old = slugsOf((_, index) => index >= 36)
  assert.equal(old.length, 6)
  for (const limit of [1, 4, 10]) {
    assert.deepEqual(await listAll('"before the court"', limit), old)
  }
  assert.deepEqual(await listAll('"court the before"', 10), [])
})

// SQLite needs no years, and merges its index in steps.
if (testDatabase === 'postgres') {
  test('what was indexed without years gets them, and is found as before', async (t) => {
    const { deps, listAll } = await openYears(t)
    const before = await listAll('court', 10)
    await sql`
    update search_words set words = ts_delete(words, array(
      select lexeme from unnest(words) where lexeme like '=year=%'))`.execute(deps.db)
    assert.notDeepEqual(await listAll('court', 10), before)
    await deps.db.transaction().execute(async (tx) => migrations['602_search_years']?.up(tx))
    assert.deepEqual(await listAll('court', 10), before)
  })

  test('a rebuild writes the index anew, also when one before was cut off', async (t) => {
    const { deps, listAll } = await openYears(t)
    const before = await listAll('court', 10)
    await sql`create index search_by_words_ccnew on search_words (appeal_id)`.execute(deps.db)
    const [file] = await listIndexes(deps.db)
    await rebuildIndex(deps, {})
    const after = await listIndexes(deps.db)
    assert.equal(after.length, 1)
    assert.notEqual(after[0], file)
    assert.deepEqual(await listAll('court', 10), before)
  })
}

/** The files of the indexes over the words. */
async function listIndexes(db: Db): Promise<string[]> {
  const { rows } = await sql<{ file: string }>`
    select pg_relation_filepath(indexrelid) as file
    from pg_index join pg_class on pg_class.oid = indexrelid
    where relname like 'search_by_words%' and indisvalid order by relname`.execute(db)
  return rows.map(({ file }) => file)
}
