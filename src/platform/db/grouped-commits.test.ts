import assert from 'node:assert/strict'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { Kysely, sql } from 'kysely'
import { GroupedSqliteDialect } from './grouped-commits.ts'
import { openSqlite, type SqliteHandle } from './sqlite.ts'

interface Notes {
  notes: { id: number }
}

function openNotes(t: TestContext) {
  const file = join(mkdtempSync(join(tmpdir(), 'outcry-db-')), 'notes.sqlite')
  const handle = openSqlite(file, { readOnly: false })
  const commits: string[] = []
  const counted: SqliteHandle = {
    ...handle,
    exec(sql) {
      if (sql === 'commit') commits.push(sql)
      handle.exec(sql)
    },
  }
  handle.exec('create table notes (id integer primary key)')
  const db = new Kysely<Notes>({ dialect: new GroupedSqliteDialect(counted) })
  const outside = openSqlite(file, { readOnly: true })
  t.after(async () => {
    outside.close()
    await db.destroy()
  })
  const countOutside = () => outside.prepare('select id from notes').all([]).length
  const insert = (id: number) =>
    db.transaction().execute((tx) => tx.insertInto('notes').values({ id }).execute())
  return { db, commits, countOutside, insert }
}

test('a hundred transactions at once cost one commit', async (t) => {
  const { commits, countOutside, insert } = openNotes(t)
  await Promise.all(Array.from({ length: 100 }, (_, id) => insert(id)))
  assert.equal(commits.length, 1)
  assert.equal(countOutside(), 100)
})

test('a transaction is on the disk before its caller goes on', async (t) => {
  const { countOutside, insert } = openNotes(t)
  const seen = await Promise.all([1, 2, 3].map((id) => insert(id).then(countOutside)))
  assert.deepEqual(seen, [3, 3, 3])
})

test('a transaction that fails takes only its own work back', async (t) => {
  const { countOutside, insert } = openNotes(t)
  const results = await Promise.allSettled([insert(1), insert(1), insert(2)])
  assert.deepEqual(
    results.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  )
  assert.equal(countOutside(), 2)
})

test('a single statement among transactions is durable as well', async (t) => {
  const { db, countOutside, insert } = openNotes(t)
  const single = async () => {
    await db.insertInto('notes').values({ id: 7 }).execute()
    return countOutside()
  }
  const [, seen] = await Promise.all([insert(1), single(), insert(2)])
  assert.ok(seen >= 1)
  assert.equal(countOutside(), 3)
})

test('when the commit fails, everyone in the group hears of it and nothing is kept', async (t) => {
  const { db, countOutside, insert } = openNotes(t)
  await sql`create table children (note integer references notes (id) deferrable initially deferred)`.execute(
    db,
  )
  const orphan = db.transaction().execute((tx) => sql`insert into children values (99)`.execute(tx))
  const results = await Promise.allSettled([insert(1), orphan, insert(2)])
  assert.deepEqual(
    results.map(({ status }) => status),
    ['rejected', 'rejected', 'rejected'],
  )
  assert.equal(countOutside(), 0)
  await insert(3)
  assert.equal(countOutside(), 1)
})

test('a full disk is told to everyone whose work it took back, and to nobody else', async (t) => {
  const { db, countOutside, insert } = openNotes(t)
  await sql`create table pages (body text)`.execute(db)
  await sql`pragma max_page_count = 20`.execute(db)
  const huge = () => sql`insert into pages values (${'x'.repeat(500_000)})`.execute(db)
  const results = await Promise.allSettled([insert(1), huge(), insert(2)])
  assert.deepEqual(
    results.map(({ status }) => status),
    ['rejected', 'rejected', 'fulfilled'],
  )
  assert.equal(countOutside(), 1)
})

test('a transaction that SQLite has ended writes nothing more, even when it goes on', async (t) => {
  const { db, countOutside } = openNotes(t)
  await sql`create table pages (body text)`.execute(db)
  await sql`pragma max_page_count = 20`.execute(db)
  const stubborn = db.transaction().execute(async (tx) => {
    await sql`insert into pages values (${'x'.repeat(500_000)})`.execute(tx).catch(() => {})
    await tx.insertInto('notes').values({ id: 1 }).execute()
  })
  await assert.rejects(stubborn)
  assert.equal(countOutside(), 0)
})
