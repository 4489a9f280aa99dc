import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Counts, countPeople } from '../fold/counts.ts'
import { custodies, NOTHING_KNOWN } from '../fold/person-state.ts'
import { peopleFigures } from './people-figures.ts'

const counts = (changes: Partial<Counts>): Counts => ({ ...countPeople([]), ...changes })

test('more than 80, many free, five held: one figure each, and the rest unknown', () => {
  const { groups, isOpen } = peopleFigures(
    counts({
      total: { atLeast: 81 },
      custody: {
        ...countPeople([]).custody,
        held: { atLeast: 5 },
        free: { atLeast: 2 },
      },
      words: new Map([['free', 'many']]),
    }),
  )
  assert.deepEqual(
    groups.map(({ kind, figures, word }) => [kind, figures, word]),
    [
      ['held', 5, undefined],
      ['free', 2, 'many'],
      ['unknown', 74, undefined],
    ],
  )
  assert.ok(isOpen)
})

test('of a large crowd one figure stands for several people, and nobody disappears', () => {
  const free = { atLeast: 3, atMost: 3 }
  const held = { atLeast: 1500, atMost: 1500 }
  const custody = { ...countPeople([]).custody, held, free }
  const { scale, groups } = peopleFigures(
    counts({ total: { atLeast: 1503, atMost: 1503 }, custody }),
  )
  assert.equal(scale, 10)
  assert.deepEqual(
    groups.map(({ figures }) => figures),
    [150, 1],
  )
})

test('people who are told apart are all drawn, whatever has become of them', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...custodies), { maxLength: 200 }), (list) => {
      const all = countPeople(list.map((custody) => ({ ...NOTHING_KNOWN, custody })))
      const { groups } = peopleFigures(all)
      assert.equal(
        groups.reduce((sum, { figures }) => sum + figures, 0),
        list.length,
      )
    }),
  )
})
