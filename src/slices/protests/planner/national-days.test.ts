import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isCountry } from '../../../platform/countries.ts'
import { isDay } from '../../../platform/time.ts'
import { nationalDays } from './national-days.ts'

test('each national day is a day of a country, and names a law or an official calendar', () => {
  for (const [state, { days, source }] of Object.entries(nationalDays)) {
    assert.ok(isCountry(state), state)
    assert.ok(days.length > 0 && days.every((day) => isDay(`2000-${day}`)), state)
    const isAddress = URL.canParse(source) && new URL(source).protocol.startsWith('http')
    assert.ok(isAddress || source.length > 8, state)
  }
  assert.equal(nationalDays.IL, undefined)
})
