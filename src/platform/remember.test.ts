import assert from 'node:assert/strict'
import { test } from 'node:test'
import { remember } from './remember.ts'

test('what was made of a text is not made again, and no more is kept than allowed', () => {
  const made: string[] = []
  const shout = remember(2, (text) => {
    made.push(text)
    return text.toUpperCase()
  })
  assert.deepEqual(['a', 'a', 'b', 'a'].map(shout), ['A', 'A', 'B', 'A'])
  assert.deepEqual(made, ['a', 'b'])
  assert.equal(shout('c'), 'C')
  assert.equal(shout('a'), 'A')
  assert.deepEqual(made, ['a', 'b', 'c', 'a'])
})

test('an empty result is remembered, too', () => {
  let times = 0
  const nothing = remember(2, () => {
    times += 1
    return ''
  })
  assert.equal(nothing('a') + nothing('a'), '')
  assert.equal(times, 1)
})
