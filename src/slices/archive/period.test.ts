import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPeriod } from './period.ts'

test('a month ends with its last day, also in a leap year', () => {
  assert.deepEqual(readPeriod({ year: '2012', month: '02' }), {
    kind: 'month',
    name: '2012-02',
    from: '2012-02-01',
    until: '2012-02-29',
  })
})

test('a day or month that is not in the calendar is no period', () => {
  assert.equal(readPeriod({ year: '2013', month: '02', day: '30' }), undefined)
  assert.equal(readPeriod({ year: '2013', month: '13' }), undefined)
})
