import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listCountries } from './countries.ts'
import { zonePlaces } from './country-zones.ts'
import { atLocalMinute, isZone, localDayAt, monthDayOf, weekdayOf, zoneOf } from './time-zone.ts'

test('every country has a zone that the runtime knows', () => {
  for (const { code } of listCountries()) {
    assert.notEqual(zoneOf(code), 'UTC', code)
    assert.ok(isZone(zoneOf(code)), code)
  }
  for (const [, , , zone] of zonePlaces) assert.ok(isZone(zone), zone)
  assert.equal(isZone('Europe/Nowhere'), false)
})

test('in a country with several zones the place decides, then the town, then the capital', () => {
  assert.equal(zoneOf('US'), 'America/New_York')
  assert.equal(zoneOf('US', { latitude: 37.8, longitude: -122.4 }), 'America/Los_Angeles')
  assert.equal(zoneOf('US', { city: 'Los Angeles' }), 'America/Los_Angeles')
  assert.equal(zoneOf('US', { city: 'Nowhere' }), 'America/New_York')
  assert.equal(zoneOf('DE', { city: 'Frankfurt' }), 'Europe/Berlin')
  assert.equal(zoneOf('KZ'), 'Asia/Almaty')
})

test('minutes of a local day are instants, across the changes of the clock', () => {
  const day = localDayAt('Europe/London', Date.parse('2013-03-31T12:00:00Z'))
  assert.equal(monthDayOf(day), '03-31')
  assert.equal(weekdayOf(day), 7)
  const at = (zone: string, minute: number) =>
    new Date(atLocalMinute(zone, day, minute)).toISOString()
  assert.equal(at('Europe/London', 9 * 60), '2013-03-31T08:00:00.000Z')
  assert.equal(at('Europe/London', 30), '2013-03-31T00:30:00.000Z')
  assert.equal(at('Asia/Kathmandu', 9 * 60), '2013-03-31T03:15:00.000Z')
  assert.equal(at('Pacific/Auckland', 9 * 60), '2013-03-30T20:00:00.000Z')
})
