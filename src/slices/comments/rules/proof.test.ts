import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Challenge, solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { openCommentsApp } from '../../../../test/comments.tsx'
import { HOUR_MS } from '../../../platform/time.ts'
import { listCommentsByState } from '../queries.ts'
import { createTask, readProof } from './proof.ts'

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64')

async function solve(challenge: Challenge): Promise<string> {
  const solution = await solveChallenge({ challenge, deriveKey, counterStart: 2000 })
  return encode({ challenge, solution })
}

test('a solved task is a proof until it expires', async (t) => {
  const { deps, clock } = await openCommentsApp(t)
  const proof = await solve(await createTask(deps))
  assert.ok(await readProof(deps, proof))
  clock.advance(3 * HOUR_MS)
  assert.equal(await readProof(deps, proof), undefined)
})

test('what is not a solution of our task is no proof, and no error', async (t) => {
  const { deps } = await openCommentsApp(t)
  const challenge = await createTask(deps)
  const parameters = { ...challenge.parameters, cost: 1, keyPrefix: '00', keySignature: undefined }
  const easier = await solveChallenge({ challenge: { parameters }, deriveKey })
  for (const solved of [
    '',
    'x',
    encode(null),
    encode({ challenge: {} }),
    encode({ challenge, solution: { counter: 3000, derivedKey: 'ff' } }),
    encode({ challenge: { ...challenge, parameters }, solution: easier }),
  ]) {
    assert.equal(await readProof(deps, solved), undefined)
  }
})

test('a proof counts for one comment only', async (t) => {
  const { deps, server, comment } = await openCommentsApp(t)
  const answer = await server.inject('/comments/task.json')
  assert.equal(answer.headers['cache-control'], 'no-store')
  const proof = await solve(answer.json())
  await comment({ proof })
  await comment({ proof, text: 'Once more' })
  const held = await listCommentsByState(deps.reader, 'held', { limit: 2 })
  const hasProof = held.map(({ reasons }) => !reasons.some(({ code }) => code === 'no_proof'))
  assert.deepEqual(hasProof, [true, false])
})
