import assert from 'node:assert/strict'
import { test } from 'node:test'
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
