import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Db } from './database.ts'
import { sharedRead, together } from './together.ts'

const db = {} as Db

function doubling() {
  const groups: number[][] = []
  const double = together<number, number>(async (_, numbers) => {
    groups.push([...numbers])
    await new Promise((resolve) => setImmediate(resolve))
    if (numbers.includes(13)) throw new Error('thirteen')
    return numbers.map((number) => number * 2)
  })
  return { groups, double }
}

test('those who ask at the same time are answered with one question, each with their own answer', async () => {
  const { groups, double } = doubling()
  const numbers = Array.from({ length: 100 }, (_, number) => number + 100)
  const answers = await Promise.all(numbers.map((number) => double(db, number)))
  assert.deepEqual(
    answers,
    numbers.map((number) => number * 2),
  )
  assert.deepEqual(
    groups.map(({ length }) => length),
    [64, 36],
  )
  assert.equal(await double(db, 5), 10)
  assert.deepEqual(groups.at(-1), [5])
})

test('who comes while the others are answered is asked for next', async () => {
  const { groups, double } = doubling()
  const first = double(db, 1)
  await new Promise((resolve) => setImmediate(resolve))
  const others = [double(db, 2), double(db, 3)]
  assert.equal(await first, 2)
  assert.deepEqual(await Promise.all(others), [4, 6])
  assert.deepEqual(groups, [[1], [2, 3]])
})

test('one whom the database refuses is refused alone', async () => {
  const { double } = doubling()
  const results = await Promise.allSettled([1, 13, 2].map((number) => double(db, number)))
  assert.deepEqual(
    results.map((result) => (result.status === 'fulfilled' ? result.value : result.reason.message)),
    [2, 'thirteen', 4],
  )
})

test('two databases are not asked together', async () => {
  const { groups, double } = doubling()
  await Promise.all([double(db, 1), double({} as Db, 2)])
  assert.deepEqual(groups, [[1], [2]])
})

test('what many ask in the same words is looked up once, and anew for whoever asks later', async () => {
  const looked: string[] = []
  const read = sharedRead<{ id: string }, number>(async (_, { id }) => looked.push(id))
  const asked = ['a', 'b', 'a', 'a'].map((id) => read(db, { id }))
  assert.deepEqual(await Promise.all(asked), [1, 2, 1, 1])
  assert.equal(await read(db, { id: 'a' }), 3)
  assert.deepEqual(looked, ['a', 'b', 'a'])
})
