import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createSqliteFeed } from './fact-feed.ts'
import { openSqlite } from './sqlite.ts'

test('a change that could not be read is told when it can be', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'outcry-facts-'))
  const file = join(folder, 'facts.sqlite')
  const writer = openSqlite(file, { readOnly: false })
  writer.exec('create table changed_facts (id integer primary key autoincrement, fact text)')
  const reader = openSqlite(file, { readOnly: true })
  t.after(() => {
    reader.close()
    writer.close()
    rmSync(folder, { recursive: true })
  })

  let isBroken = false
  const prepare: typeof reader.prepare = (sql) => {
    if (isBroken && sql.includes('changed_facts')) throw new Error('disk I/O error')
    return reader.prepare(sql)
  }
  const feed = createSqliteFeed({ ...reader, prepare })
  assert.deepEqual(feed.take(), [])
  writer.exec("insert into changed_facts (fact) values ('appeals')")
  isBroken = true
  assert.throws(() => feed.take(), /disk/)
  isBroken = false
  assert.deepEqual(feed.take(), ['appeals'])
  assert.deepEqual(feed.take(), [])
})
