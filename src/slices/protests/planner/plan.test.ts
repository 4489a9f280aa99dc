import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addMs, DAY_MS, HOUR_MS, MINUTE_MS } from '../../../platform/time.ts'
import { estimateDeparture, placeInTurn } from './estimate.ts'
import { hoursOf } from './office-hours.ts'
import { hostDayLimit, type Limits, slotAfter } from './pace.ts'
import { planRound, type Queue } from './plan.ts'

/** Wednesday noon in London. */
const NOON = '2013-05-22T11:00:00.000Z'
const NIGHT = '2013-05-22T23:00:00.000Z'

const limits: Limits = {
  lettersPerHour: 30,
  lettersPerDay: 200,
  keepsHours: true,
  startsSlowly: true,
}
const unbraked: Limits = {
  lettersPerHour: 10_000_000,
  lettersPerDay: 70_000_000,
  keepsHours: false,
  startsSlowly: true,
}
const hours = hoursOf({ sendingState: 'KZ', receivingState: 'GB' })
const queue = (
  missionId: string,
  pace: Queue['pace'] = {},
  host = `${missionId}.example`,
): Queue => ({
  missionId,
  host,
  pace,
  hours,
})
const noHosts = new Map()
/** A server that took its first letter long ago. */
const known = { firstAcceptedAt: '2013-01-01T00:00:00.000Z' }

test('a mission has its turn when its slot has come; who waited longest comes first', () => {
  const queues = [
    queue('late', { nextSlotAt: addMs(NOON, 1) }),
    queue('recent', { nextSlotAt: addMs(NOON, -MINUTE_MS) }),
    queue('long', { nextSlotAt: addMs(NOON, -HOUR_MS) }),
    queue('never'),
  ]
  assert.deepEqual(planRound(NOON, queues, { hosts: noHosts, limits }).due, [
    'never',
    'long',
    'recent',
  ])
})

test('a closed office gets nothing, and is asked again when it opens', () => {
  const plan = planRound(NIGHT, [queue('london')], { hosts: noHosts, limits })
  assert.deepEqual(plan.due, [])
  assert.deepEqual(plan.closed, [{ missionId: 'london', untilAt: '2013-05-23T08:00:00.000Z' }])
  const always = { ...limits, keepsHours: false }
  assert.deepEqual(planRound(NIGHT, [queue('london')], { hosts: noHosts, limits: always }).due, [
    'london',
  ])
})

test('a mission whose day is full waits for the next day', () => {
  const full = { nextSlotAt: NOON, sent: { day: '2013-05-22', letters: 200 } }
  const options = { hosts: noHosts, limits }
  assert.deepEqual(planRound(NOON, [queue('full', full)], options).due, [])
  assert.deepEqual(planRound(addMs(NOON, DAY_MS), [queue('full', full)], options).due, ['full'])
})

test('missions on one mail server share its day', () => {
  const hosts = new Map([['shared.example', { sent: { day: '2013-05-22', letters: 48 } }]])
  const queues = ['a', 'b', 'c'].map((id) => queue(id, {}, 'shared.example'))
  assert.deepEqual(planRound(NOON, [...queues, queue('d')], { hosts, limits }).due, ['a', 'b', 'd'])
})

test('a server that does not know us gets a quarter of a day, doubled each day, then no limit', () => {
  const limitOn = (day: number) =>
    hostDayLimit({ firstAcceptedAt: NOON }, addMs(NOON, day * DAY_MS), limits)
  assert.deepEqual([0, 1, 2, 3, 4, 5, 6].map(limitOn), [50, 100, 200, 400, 800, 1600, Infinity])
  assert.equal(hostDayLimit({}, NOON, limits), 50)
  assert.equal(limitOn(-30), 50, 'a clock that jumped back makes nothing worse')
})

test('a slot far ahead was taken with a wrong clock and holds up nobody', () => {
  const strayed = queue('strayed', { nextSlotAt: addMs(NOON, 365 * DAY_MS) })
  assert.deepEqual(planRound(NOON, [strayed], { hosts: noHosts, limits }).due, ['strayed'])
})

test('the pause between two letters is the pace, and up to three tenths more', () => {
  assert.equal(
    slotAfter(NOON, limits, () => 0),
    addMs(NOON, 2 * MINUTE_MS),
  )
  assert.equal(
    slotAfter(NOON, limits, () => 0.999),
    addMs(NOON, Math.ceil(2 * MINUTE_MS * 1.2997)),
  )
})

test('200,000 letters to 150 missions are planned without a look at each', () => {
  const queues = Array.from({ length: 150 }, (_, index) => queue(`mission-${index}`))
  assert.equal(planRound(NOON, queues, { hosts: noHosts, limits: unbraked }).due.length, 150)
})

test('one letter leaves at once, or when the office opens', () => {
  const view = { queue: queue('london'), host: known, limits }
  assert.equal(estimateDeparture(NOON, 1, view), NOON)
  assert.equal(estimateDeparture(NIGHT, 1, view), '2013-05-23T08:00:00.000Z')
})

test('letters are counted off over office hours and weekends', () => {
  const view = { queue: queue('london'), host: known, limits }
  // From noon to five: 2.3 minutes for each.
  assert.equal(estimateDeparture(NOON, 11, view), addMs(NOON, 10 * 2.3 * MINUTE_MS))
  const days = (letters: number) => estimateDeparture(NOON, letters, view)?.slice(0, 10)
  assert.deepEqual([131, 132, 331, 332, 531, 532].map(days), [
    '2013-05-22',
    '2013-05-23',
    '2013-05-23',
    '2013-05-24',
    '2013-05-24',
    '2013-05-27',
  ])
})

test('an estimate knows that a new server gets few letters at first', () => {
  const view = { queue: queue('london'), host: {}, limits }
  const days = (letters: number) => estimateDeparture(NOON, letters, view)?.slice(0, 10)
  assert.deepEqual([50, 51, 150, 151].map(days), [
    '2013-05-22',
    '2013-05-23',
    '2013-05-23',
    '2013-05-24',
  ])
  assert.equal(estimateDeparture(NOON, 10_000_000, view), undefined)
})

test('without a brake everything leaves at once', () => {
  const view = { queue: queue('london'), host: {}, limits: unbraked }
  const last = estimateDeparture(NIGHT, 200_000, view) ?? ''
  assert.ok(last < addMs(NIGHT, 2 * MINUTE_MS), last)
})

test('when appeals take turns, a few letters do not wait for the many of another', () => {
  assert.equal(placeInTurn(1, [5000]), 2)
  assert.equal(placeInTurn(3, [5000, 2]), 8)
  assert.equal(placeInTurn(5000, [3]), 5003)
})
