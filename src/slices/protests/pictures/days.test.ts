import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addMs, DAY_MS, dayOf } from '../../../platform/time.ts'
import { spansOf } from './days.ts'

const count = (day: string, confirmed: number) => ({ day, confirmed, selfReported: 0 })

test('days without letters between others stay as empty bars', () => {
  const { spanDays, bars } = spansOf([count('2013-05-22', 3), count('2013-05-25', 1)])
  assert.equal(spanDays, 1)
  assert.deepEqual(
    bars.map(({ letters }) => letters),
    [3, 0, 0, 1],
  )
})

test('an appeal over months is shown in weeks, and none of its letters is lost', () => {
  const { spanDays, bars } = spansOf([count('2013-05-22', 3), count('2013-09-25', 4)])
  assert.equal(spanDays, 7)
  assert.equal(bars.length, 19)
  assert.deepEqual(
    [bars[0], bars.at(-1)],
    [
      { from: '2013-05-22', letters: 3 },
      { from: '2013-09-25', letters: 4 },
    ],
  )
})

test('whatever the days, all confirmed letters are in at most sixty bars', () => {
  const someDay = fc.integer({ min: 0, max: 9000 })
  fc.assert(
    fc.property(fc.dictionary(someDay.map(String), fc.nat(1000)), (letters) => {
      const days = Object.entries(letters)
        .map(([day, confirmed]) =>
          count(dayOf(addMs('2001-01-01T00:00:00.000Z', Number(day) * DAY_MS)), confirmed),
        )
        .sort((a, b) => a.day.localeCompare(b.day))
      const { bars } = spansOf(days)
      assert.ok(bars.length <= 60)
      const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)
      assert.equal(sum(bars.map((bar) => bar.letters)), sum(Object.values(letters)))
    }),
  )
})
