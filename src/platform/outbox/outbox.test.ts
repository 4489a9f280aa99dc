import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestApp } from '../../../test/harness.ts'
import { addMs, HOUR_MS, MINUTE_MS, SECOND_MS } from '../time.ts'
import { createOutbox, handler, type Job, topic } from './outbox.ts'
import { claimJobs, listDueJobIds } from './queries.ts'
import { runDueJobs } from './worker.ts'

const happened = topic<{ number: number }>('test.happened')

async function openOutbox(t: Parameters<typeof openTestApp>[0], fail: () => boolean = () => false) {
  const { deps, clock } = await openTestApp(t)
  const runs: Array<{ number: number; job: Job }> = []
  const handlers = [
    handler(happened, 'test.react', async (_deps: typeof deps, { number }, job) => {
      if (fail()) throw new Error('not now')
      runs.push({ number, job })
    }),
  ]
  const outbox = createOutbox(deps, handlers)
  const publish = (number: number, runAt?: string) =>
    deps.db.transaction().execute((tx) => outbox.publish(tx, happened, { number }, { runAt }))
  const work = () => runDueJobs(deps, handlers)
  return { deps, clock, outbox, handlers, runs, publish, work }
}

test('a fact reaches its handler once', async (t) => {
  const { runs, publish, work } = await openOutbox(t)
  await publish(1)
  assert.equal(await work(), true)
  assert.equal(await work(), false)
  assert.deepEqual(
    runs.map(({ number }) => number),
    [1],
  )
})

test('a fact whose transaction fails is never told', async (t) => {
  const { deps, outbox, runs, work } = await openOutbox(t)
  const failing = deps.db.transaction().execute(async (tx) => {
    await outbox.publish(tx, happened, { number: 1 })
    throw new Error('the letter could not be saved')
  })
  await assert.rejects(failing)
  assert.equal(await work(), false)
  assert.deepEqual(runs, [])
})

test('a job that fails is tried again half a minute later, as the same job', async (t) => {
  let isBroken = true
  const { clock, runs, publish, work } = await openOutbox(t, () => isBroken)
  await publish(1)
  await work()
  assert.equal(await work(), false)
  isBroken = false
  clock.advance(30 * SECOND_MS)
  await work()
  assert.equal(runs[0]?.job.attempt, 2)
})

test('after the last attempt a job is set aside for a person', async (t) => {
  const { deps, clock, publish, work } = await openOutbox(t, () => true)
  await publish(1)
  for (let hours = 0; hours < 40; hours += 1) {
    await work()
    clock.advance(HOUR_MS)
  }
  const jobs = await deps.db.selectFrom('outbox_jobs').selectAll().execute()
  assert.equal(jobs[0]?.attempts, 7)
  assert.ok(jobs[0]?.failed_at)
  assert.doesNotMatch(String(jobs[0]?.last_error), /not now/)
})

test('a job that ends its process in every attempt is set aside, one that was beside a few crashes is not', async (t) => {
  const { deps, clock, runs, publish, work } = await openOutbox(t)
  const dieOften = async (times: number) => {
    for (let attempt = 1; attempt <= times; attempt += 1) {
      const now = clock.now()
      const ids = await listDueJobIds(deps.reader, now, 10)
      // What a worker does before it dies.
      await claimJobs(deps.db, ids, { now, leaseUntil: addMs(now, HOUR_MS) })
      clock.advance(HOUR_MS)
    }
  }
  await publish(0)
  await dieOften(20)
  assert.equal(await work(), true)
  assert.equal(runs.length, 1)

  runs.length = 0
  await publish(1)
  await dieOften(30)
  assert.equal(await work(), true)
  assert.deepEqual(runs, [])
  const jobs = await deps.db.selectFrom('outbox_jobs').selectAll().execute()
  assert.ok(jobs[0]?.failed_at)
  assert.equal(jobs[0]?.last_error, 'Unfinished')
})

test('a job waits for its time', async (t) => {
  const { clock, publish, work } = await openOutbox(t)
  await publish(1, '2013-05-22T05:10:00.000Z')
  assert.equal(await work(), false)
  clock.advance(10 * MINUTE_MS)
  assert.equal(await work(), true)
})

test('of two workers one gets the job', async (t) => {
  const { runs, publish, work } = await openOutbox(t)
  for (let number = 0; number < 30; number += 1) await publish(number)
  await Promise.all([work(), work(), work()])
  while (await work()) {}
  assert.equal(runs.length, 30)
  assert.equal(new Set(runs.map(({ number }) => number)).size, 30)
})
