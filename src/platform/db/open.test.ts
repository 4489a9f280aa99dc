import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { sql } from 'kysely'
import { createLog } from '../log.ts'
import { openDatabase } from './open.ts'

async function openSqliteIn(t: TestContext) {
  const dataDir = mkdtempSync(join(tmpdir(), 'outcry-open-'))
  const database = openDatabase({ dataDir }, createLog('silent'))
  t.after(() => database.close())
  await sql`create table letters (id integer primary key, sealed text)`.execute(database.db)
  return { dataDir, db: database.db }
}

test('nobody else on the machine can read the database, in a folder that is open to all', async (t) => {
  const { dataDir } = await openSqliteIn(t)
  const modes = readdirSync(dataDir).map((name) => statSync(join(dataDir, name)).mode & 0o777)
  assert.ok(modes.length >= 2)
  assert.deepEqual([...new Set(modes)], [0o600])
})

test('what was erased does not stay in the file', async (t) => {
  const { dataDir, db } = await openSqliteIn(t)
  const words = 'Please release them. '.repeat(400)
  await sql`insert into letters values (1, 'Nora Byrne'), (2, ${words})`.execute(db)
  await sql`pragma wal_checkpoint(truncate)`.execute(db)
  const isInFile = (text: string) => readFileSync(join(dataDir, 'outcry.sqlite')).includes(text)
  assert.ok(isInFile('Nora Byrne') && isInFile('Please release them'))

  await sql`update letters set sealed = null`.execute(db)
  await sql`pragma wal_checkpoint(truncate)`.execute(db)
  assert.deepEqual([isInFile('Nora Byrne'), isInFile('Please release them')], [false, false])
})
