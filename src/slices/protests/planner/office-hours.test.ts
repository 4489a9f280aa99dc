import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hoursOf, isOpenAt, nextOpenAt } from './office-hours.ts'

const london = hoursOf({ sendingState: 'KZ', receivingState: 'GB', city: 'London' })
const riyadh = hoursOf({ sendingState: 'KZ', receivingState: 'SA', city: 'Riyadh' })
const tehran = hoursOf({ sendingState: 'KZ', receivingState: 'IR', city: 'Tehran' })

const opens = (hours: typeof london, at: string) =>
  new Date(nextOpenAt(hours, Date.parse(at))).toISOString()

for (const [name, hours, at, expected] of [
  ['before nine it waits for nine', london, '2013-05-22T05:00:00.000Z', '2013-05-22T08:00:00.000Z'],
  ['in the hours it is now', london, '2013-05-22T12:34:56.789Z', '2013-05-22T12:34:56.789Z'],
  ['at five it is the next day', london, '2013-05-22T16:00:00.000Z', '2013-05-23T08:00:00.000Z'],
  ['on Friday night it is Monday', london, '2013-05-24T20:00:00.000Z', '2013-05-27T08:00:00.000Z'],
  [
    'in winter nine is an hour later',
    london,
    '2013-12-02T05:00:00.000Z',
    '2013-12-02T09:00:00.000Z',
  ],
  [
    'a national day of the sending state is free',
    london,
    '2013-10-25T10:00:00.000Z',
    '2013-10-28T09:00:00.000Z',
  ],
  [
    'in Riyadh the week begins on Sunday',
    riyadh,
    '2013-05-23T20:00:00.000Z',
    '2013-05-26T06:00:00.000Z',
  ],
  [
    'where data know one day of rest, the day before is one as well',
    tehran,
    '2013-05-22T20:00:00.000Z',
    '2013-05-25T04:30:00.000Z',
  ],
] as const) {
  test(`the next open office: ${name}`, () => {
    assert.equal(opens(hours, at), expected)
    assert.equal(isOpenAt(hours, Date.parse(at)), at === expected)
  })
}

test('an office that is known to open at other times does so', () => {
  const mission = { sendingState: 'KZ', receivingState: 'GB' }
  const known = { zone: 'Europe/Paris', opensAt: 600, closesAt: 720, weekdays: [6] }
  const hours = hoursOf(mission, known)
  assert.equal(opens(hours, '2013-05-22T05:00:00.000Z'), '2013-05-25T08:00:00.000Z')
})

test('a mission that is never open is written to at any time', () => {
  const never = { ...london, weekdays: [] }
  const at = '2013-05-22T05:00:00.000Z'
  assert.equal(opens(never, at), at)
})
