import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Kysely, sql } from 'kysely'
import { openSqlite } from './sqlite.ts'
import { PlannedOnceDialect } from './sqlite-dialect.ts'

test('no limit is a bare parameter, which SQLite would plan anew for each number', async (t) => {
  const db = new Kysely<{ notes: { id: number } }>({
    dialect: new PlannedOnceDialect({ database: openSqlite(':memory:', { readOnly: false }) }),
  })
  t.after(() => db.destroy())
  await sql`create table notes (id integer primary key)`.execute(db)
  await sql`insert into notes values (1), (2), (3)`.execute(db)
  const notes = db.selectFrom('notes').select('id').orderBy('id')
  const written = notes.limit(2).offset(1)
  assert.equal(written.compile().sql, 'select "id" from "notes" order by "id" limit 2 offset ?')
  assert.deepEqual(await written.execute(), [{ id: 2 }, { id: 3 }])
  const bound = notes.limit(sql<number>`${1}`)
  assert.match(bound.compile().sql, /limit 0 \+ \?$/)
  assert.deepEqual(await bound.execute(), [{ id: 1 }])
})
