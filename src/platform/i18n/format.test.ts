import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  countryName,
  formatDay,
  formatInstant,
  formatNumber,
  monthWeeks,
  weekdayNames,
} from './format.ts'

test('May 2013 begins on a Wednesday, in a week that begins on Monday', () => {
  const [firstWeek] = monthWeeks('en', '2013-05')
  assert.deepEqual(firstWeek?.slice(0, 4), [undefined, undefined, '2013-05-01', '2013-05-02'])
  assert.equal(weekdayNames('en')[0]?.long, 'Monday')
  assert.equal(monthWeeks('en', '2013-05').flat().filter(Boolean).length, 31)
})

test('a month that begins with the week has no empty first row', () => {
  assert.equal(monthWeeks('en', '2013-07')[0]?.[0], '2013-07-01')
  assert.equal(monthWeeks('en', '2026-02').length, 5)
})

test('days, moments and states are named in the language of the reader', () => {
  assert.equal(formatDay('en', '2013-05-22'), '22 May 2013')
  assert.equal(formatDay('ru', '2013-05-22'), '22 мая 2013 г.')
  assert.match(formatInstant('en', '2013-05-22T05:00:00.000Z'), /22 May 2013.*05:00 UTC/)
  assert.equal(countryName('ru', 'KZ'), 'Казахстан')
})

test('what was formatted before is formatted alike again, in each language', () => {
  for (const _ of [1, 2]) {
    assert.equal(formatDay('en', '2013-05-22'), '22 May 2013')
    assert.equal(formatDay('ru', '2013-05-22'), '22 мая 2013 г.')
    assert.equal(countryName('en', 'KZ'), 'Kazakhstan')
    assert.equal(formatNumber('en', 1234.5), '1,234.5')
    assert.equal(formatNumber('ru', 1234), '1\u00a0234')
  }
})
