import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { openSqlite } from './sqlite.ts'

function openFile(t: TestContext) {
  const dir = mkdtempSync(join(tmpdir(), 'outcry-sqlite-'))
  const open = () => openSqlite(join(dir, 'test.sqlite'), { readOnly: false })
  const [one, other] = [open(), open()]
  t.after(() => {
    one.close()
    other.close()
    rmSync(dir, { recursive: true })
  })
  return { one, other }
}

test('rows are plain objects with a value for each column', (t) => {
  const { one } = openFile(t)
  one.exec(
    `create table letters (id text, pages integer); insert into letters values ('a', 2), ('b', null)`,
  )
  const rows = one
    .prepare('select id, pages, pages * 2 as twice from letters where id > ?')
    .all([''])
  assert.deepStrictEqual(rows, [
    { id: 'a', pages: 2, twice: 4 },
    { id: 'b', pages: null, twice: null },
  ])
  const named = one.prepare('select id, pages from letters')
  assert.deepStrictEqual(named.all([]), [
    { id: 'a', pages: 2 },
    { id: 'b', pages: null },
  ])
  assert.deepStrictEqual([...(named.iterate?.([]) ?? [])], named.all([]))
})

test('a column that another process put in another place is found by its name', (t) => {
  const { one, other } = openFile(t)
  one.exec(
    `create table people (initials text, name text); insert into people values ('A. B.', 'secret')`,
  )
  const everything = one.prepare('select * from people')
  assert.deepStrictEqual(everything.all([]), [{ initials: 'A. B.', name: 'secret' }])
  other.exec(`create table moved (name text, initials text);
    insert into moved select name, initials from people;
    drop table people; alter table moved rename to people`)
  assert.deepStrictEqual(everything.all([]), [{ name: 'secret', initials: 'A. B.' }])
  assert.deepStrictEqual(one.prepare('select initials from people').all([]), [
    { initials: 'A. B.' },
  ])
})
