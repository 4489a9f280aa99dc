import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Evidence, type EvidenceKind, healthOf } from './fold.ts'

/** Evidence on days of May 2013: `1 accepted`, `2 soft x3`. */
function evidence(...rows: string[]): Evidence[] {
  return rows.map((row) => {
    const [, day = '', kind = '', letters = '1'] = /^(\d+) (\w+)(?: x(\d+))?$/.exec(row) ?? []
    const date = `2013-05-${day.padStart(2, '0')}`
    return {
      kind: kind as EvidenceKind,
      day: date,
      letters: Number(letters),
      lastAt: `${date}T10:00:00.000Z`,
      words: `${kind} on ${day}`,
    }
  })
}

const cases: Array<[string, string[], string]> = [
  ['nothing was ever sent to is unsure', [], 'unsure'],
  ['takes letters is working', ['1 accepted'], 'working'],
  ['gave one soft bounce is unsure, never more', ['1 accepted', '2 soft'], 'unsure'],
  ['gave a hundred soft bounces on one day is unsure', ['2 soft x100'], 'unsure'],
  ['gave soft bounces on four days is unsure', ['2 soft', '4 soft', '8 soft', '12 soft'], 'unsure'],
  [
    'gave soft bounces on five days of one week is unsure',
    ['2 soft', '3 soft', '4 soft', '5 soft', '6 soft'],
    'unsure',
  ],
  [
    'gave soft bounces on five days, a week apart, is dead',
    ['2 soft', '3 soft', '4 full', '5 soft', '9 soft'],
    'dead',
  ],
  [
    'took a letter in between is not dead',
    ['2 soft', '3 soft', '4 soft', '5 soft', '6 accepted', '9 soft'],
    'unsure',
  ],
  ['does not exist is dead at once', ['1 accepted', '1 hard'], 'dead'],
  ['does not exist, and takes letters to return them, is dead', ['1 hard', '2 accepted'], 'dead'],
  ['was full on two days is unsure', ['1 full', '2 full x9'], 'unsure'],
  ['was full on three days is full', ['1 full', '2 full', '3 full'], 'full'],
  ['has room again is working', ['1 full', '2 full', '3 full', '4 accepted'], 'working'],
  ['refused many letters of one day is unsure', ['1 refusal x9'], 'unsure'],
  ['refused many letters on two days is unsure', ['1 refusal x5', '2 refusal x5'], 'unsure'],
  [
    'refused three letters on three days is unsure',
    ['1 refusal', '2 refusal', '5 refusal'],
    'unsure',
  ],
  [
    'refused five letters on three days is refusing',
    ['1 refusal x2', '2 refusal x2', '5 refusal'],
    'refusing',
  ],
  [
    'refused one letter, and took the next, is working',
    ['1 refusal x3', '2 refusal', '3 refusal', '4 accepted'],
    'working',
  ],
  ['answers is working', ['1 refusal x3', '2 refusal', '3 refusal', '4 answered'], 'working'],
]

describe('an address that', () => {
  for (const [name, rows, state] of cases) {
    test(name, () => {
      assert.equal(healthOf(evidence(...rows)).state, state)
      assert.equal(healthOf(evidence(...rows.toReversed())).state, state)
    })
  }
})

test('a state has the day on which it began, and the last words', () => {
  assert.deepEqual(healthOf(evidence('1 accepted', '3 refusal x3', '4 refusal', '5 refusal')), {
    state: 'refusing',
    since: '2013-05-03',
    words: 'refusal on 5',
  })
})
