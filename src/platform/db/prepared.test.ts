import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { DAWN, openTestApp, testDatabase } from '../../../test/harness.ts'
import { prepared } from './prepared.ts'

test('a prepared query is made once for each kind of handle, and asked with other values each time', async (t) => {
  const { deps } = await openTestApp(t)
  let made = 0
  const listJobs = prepared<{ handler: string; limit: number }, { id: string }>((db, slot) => {
    made += 1
    return db
      .selectFrom('outbox_jobs')
      .select('id')
      .where('handler', '=', slot('handler'))
      .orderBy('id')
      .limit(slot('limit'))
  })
  const at = DAWN
  const job = { payload: '{}', run_at: at, attempts: 0, created_at: at }
  const jobs = ['1', '2', '3'].map((id) => ({ ...job, id, handler: id === '3' ? "it's" : 'plain' }))
  await deps.db.insertInto('outbox_jobs').values(jobs).execute()
  assert.deepEqual(await listJobs(deps.reader, { handler: 'plain', limit: 1 }), [{ id: '1' }])
  assert.deepEqual(await listJobs(deps.reader, { handler: "it's", limit: 9 }), [{ id: '3' }])
  await deps.db.transaction().execute(async (tx) => {
    await tx.deleteFrom('outbox_jobs').where('id', '=', '1').execute()
    assert.deepEqual(await listJobs(tx, { handler: 'plain', limit: 9 }), [{ id: '2' }])
  })
  // On SQLite, pages read through a handle of another kind.
  assert.equal(made, testDatabase === 'sqlite' ? 2 : 1)
})

test('each form of the values has a query of its own, asked as often as wanted', async (t) => {
  const { deps } = await openTestApp(t)
  let made = 0
  const listJobs = prepared<{ ids?: string[]; from?: string; until?: string }, { id: string }>(
    (db, slot) => {
      made += 1
      const [ids, from, until] = [slot('ids'), slot('from'), slot('until')]
      let query = db.selectFrom('outbox_jobs').select('id').orderBy('id')
      if (ids) query = query.where('id', 'in', ids)
      if (from !== undefined) query = query.where('id', '>=', from)
      if (until !== undefined) query = query.where('id', '<=', until)
      return query
    },
  )
  const job = { handler: 'plain', payload: '{}', run_at: DAWN, attempts: 0, created_at: DAWN }
  const jobs = ['1', '2', '3'].map((id) => ({ ...job, id }))
  await deps.db.insertInto('outbox_jobs').values(jobs).execute()
  const list = async (values: Parameters<typeof listJobs>[1]) =>
    (await listJobs(deps.reader, values)).map(({ id }) => id)
  assert.deepEqual(await list({ ids: ['3', '1'] }), ['1', '3'])
  assert.deepEqual(await list({ ids: ['2', '3'] }), ['2', '3'])
  assert.equal(made, 1)
  assert.deepEqual(await list({ ids: ['1', '2', '3'], from: '2' }), ['2', '3'])
  assert.deepEqual(await list({ from: '2' }), ['2', '3'])
  assert.deepEqual(await list({ until: '2' }), ['1', '2'])
  assert.deepEqual(await list({ from: undefined, until: '1' }), ['1'])
  assert.equal(made, 4)
})

test('a prepared query written in SQL is asked like any other', async (t) => {
  const { deps } = await openTestApp(t)
  const add = prepared<{ number: number }, { sum: number }>(
    (_, slot) => sql`select cast(${slot('number')} as integer) + 1 as sum`,
  )
  assert.deepEqual(await add(deps.reader, { number: 2 }), [{ sum: 3 }])
  assert.deepEqual(await add(deps.reader, { number: 40 }), [{ sum: 41 }])
})

test('rows are inserted with one prepared query for each number of them', async (t) => {
  const { deps } = await openTestApp(t)
  let made = 0
  const insertJobs = prepared<
    { jobs: { id: string; last_error: string | null }[] },
    { id: string }
  >((db, slot) => {
    made += 1
    const job = { handler: 'plain', payload: '{}', run_at: DAWN, attempts: 0, created_at: DAWN }
    return db
      .insertInto('outbox_jobs')
      .values(slot('jobs').map((own) => ({ ...job, ...own })))
      .returning('id')
  })
  const jobs = ['1', '2', '3', '4'].map((id) => ({ id, last_error: id === '2' ? 'none' : null }))
  await insertJobs(deps.db, { jobs: jobs.slice(0, 2) })
  assert.deepEqual(await insertJobs(deps.db, { jobs: jobs.slice(2) }), [{ id: '3' }, { id: '4' }])
  assert.equal(made, 1)
  const kept = await deps.db.selectFrom('outbox_jobs').select(['id', 'last_error']).execute()
  assert.deepEqual(kept, jobs)
})

// SQLite keeps its statements by their SQL.
if (testDatabase === 'postgres') {
  test('PostgreSQL plans once what is asked again', async (t) => {
    const { deps } = await openTestApp(t)
    const count = prepared<{ handler: string }, { number: number }>(
      (_, slot) =>
        sql`select count(*) as number from outbox_jobs where handler = ${slot('handler')}`,
    )
    for (const handler of ['a', 'b', 'c']) {
      assert.deepEqual(await count(deps.reader, { handler }), [{ number: 0 }])
    }
    const { rows } = await sql`
    select 1 from pg_prepared_statements
    where name like 'outcry%' and statement like '%count(*) as number%'`.execute(deps.reader)
    assert.equal(rows.length, 1)
  })
}

test('a query whose plan another process has made stale by a migration is asked anew', async (t) => {
  const { deps } = await openTestApp(t)
  await sql`drop table if exists scratch`.execute(deps.db)
  await sql`create table scratch (id text)`.execute(deps.db)
  const list = prepared<{ id: string }, object>(
    (_, slot) => sql`select * from scratch where id = ${slot('id')}`,
  )
  for (const id of ['a', 'b', 'c']) assert.deepEqual(await list(deps.reader, { id }), [])
  await sql`alter table scratch add column later text`.execute(deps.db)
  await sql`insert into scratch (id, later) values ('d', 'new')`.execute(deps.db)
  for (const _ of [1, 2]) {
    assert.deepEqual(await list(deps.reader, { id: 'd' }), [{ id: 'd', later: 'new' }])
  }
  await sql`drop table scratch`.execute(deps.db)
})
