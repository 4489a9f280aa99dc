import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestApp } from '../../../test/harness.ts'
import { AppError } from '../../platform/errors.ts'
import { SECOND_MS } from '../../platform/time.ts'
import type { Actor } from '../accounts/index.ts'
import { carryOut, type Effects } from './carry-out.ts'
import { decideItems, undoDecisions } from './decide.ts'
import { listPendingItems } from './queries.ts'
import type { Item } from './types.ts'

const bruno: Actor = {
  memberId: '0190a0a0-0000-7000-8000-000000000001',
  organisation: { id: '0190a0a0-0000-7000-8000-000000000002', name: 'Solidarity', isHost: true },
  email: 'bruno@outcry.example',
  name: 'Bruno',
  role: 'moderator',
  sessionId: '0190a0a0-0000-7000-8000-000000000003',
  hasFactor: false,
}
const items: Item[] = [
  { kind: 'comment', id: 'one' },
  { kind: 'letter', id: 'two' },
]
const isConflict = (error: unknown) => error instanceof AppError && error.code === 'conflict'

/** Effects that write down what was done. */
function recorder(fail?: (id: string) => Error | undefined) {
  const done: string[] = []
  const effect: Effects['comment'] = async ({ item, verdict }) => {
    const error = fail?.(item.id)
    if (error) throw error
    done.push(`${item.id} ${verdict}`)
  }
  return { done, effects: { comment: effect, letter: effect, correction: effect, reply: effect } }
}

test('a decision is pending, then carried out once, however often the job runs', async (t) => {
  const { deps } = await openTestApp(t)
  const { batchId } = await decideItems(deps, bruno, { items, verdict: 'approved' })
  assert.deepEqual(await listPendingItems(deps.db), items)
  const { done, effects } = recorder()
  await carryOut(deps, batchId, effects)
  await carryOut(deps, batchId, effects)
  assert.deepEqual(done, ['one approved', 'two approved'])
  assert.deepEqual(await listPendingItems(deps.db), [])
})

test('what is taken back in time has no effect, and the items wait again', async (t) => {
  const { deps, clock } = await openTestApp(t)
  const { batchId } = await decideItems(deps, bruno, { items, verdict: 'refused' })
  clock.advance(9 * SECOND_MS)
  await undoDecisions(deps, bruno, batchId)
  await assert.rejects(undoDecisions(deps, bruno, batchId), isConflict)
  const { done, effects } = recorder()
  await carryOut(deps, batchId, effects)
  assert.deepEqual(done, [])
  await decideItems(deps, bruno, { items, verdict: 'approved' })
})

test('after ten seconds nothing can be taken back', async (t) => {
  const { deps, clock } = await openTestApp(t)
  const { batchId } = await decideItems(deps, bruno, { items, verdict: 'refused' })
  clock.advance(10 * SECOND_MS)
  await assert.rejects(undoDecisions(deps, bruno, batchId), isConflict)
})

test('of two who decide on an item at the same moment one does', async (t) => {
  const { deps } = await openTestApp(t)
  const both = await Promise.allSettled([
    decideItems(deps, bruno, { items: items.slice(0, 1), verdict: 'approved' }),
    decideItems(deps, bruno, { items: items.slice(0, 1), verdict: 'refused' }),
  ])
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  const { skipped } = await decideItems(deps, bruno, { items, verdict: 'approved' })
  assert.equal(skipped, 1)
})

test('an item that is gone is settled; one whose effect failed is tried again', async (t) => {
  const { deps } = await openTestApp(t)
  const { batchId } = await decideItems(deps, bruno, { items, verdict: 'approved' })
  const broken = recorder((id) =>
    id === 'one' ? new AppError('not_found', 'comments.comment_unknown') : new Error('disk full'),
  )
  await assert.rejects(carryOut(deps, batchId, broken.effects), /disk full/)
  assert.deepEqual(await listPendingItems(deps.db), items.slice(1))
  const { done, effects } = recorder()
  await carryOut(deps, batchId, effects)
  assert.deepEqual(done, ['two approved'])
})

test('a partner organisation decides on nothing, and takes nothing back', async (t) => {
  const { deps } = await openTestApp(t)
  const chloe = { ...bruno, organisation: { ...bruno.organisation, isHost: false } }
  await assert.rejects(decideItems(deps, chloe, { items, verdict: 'approved' }), AppError)
  await assert.rejects(undoDecisions(deps, chloe, 'any'), AppError)
})
