import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { sql } from 'kysely'
import { openTestApp, type TestApp } from '../../../../test/harness.ts'
import { caseFileOf } from '../file/case-file.ts'
import { importCase } from '../file/import-case.ts'
import { foldCase } from '../fold/case-state.ts'
import { findCaseByKey, findLedger } from '../queries.ts'
import type { EventKind, Source } from '../types.ts'
import { addGroup, addPerson } from './add-person.ts'
import { addDemand, changeDemand } from './change-demand.ts'
import type { ReportedEvent } from './check-event.ts'
import { closeCase, reopenCase, setCasePublic } from './close-case.ts'
import { openCase } from './open-case.ts'
import { recordEvent } from './record-event.ts'

const sources: Source[] = [{ name: 'Campaign Kazakhstan', reliability: 'reported' }]

test('an event is recorded once, however often its form is sent', async (t) => {
  const { deps, report, ledger } = await openLedger(t)
  const first = await recordEvent(deps, undefined, report('detained', { key: 'raid' }))
  const second = await recordEvent(deps, undefined, report('detained', { key: 'raid' }))
  assert.deepEqual([first.isNew, second.isNew], [true, false])
  assert.equal((await ledger()).events.length, 1)
})

test('the database itself refuses to change or delete what was recorded', async (t) => {
  const { deps, report } = await openLedger(t)
  await recordEvent(deps, undefined, report('detained'))
  await assert.rejects(sql`update case_events set kind = 'released'`.execute(deps.db))
  await assert.rejects(sql`delete from case_events`.execute(deps.db))
})

test('what cannot have been so is refused', async (t) => {
  const { deps, caseId, report } = await openLedger(t)
  const group = (atLeast: number, atMost?: number) => ({
    about: { group: 'campaigners', count: { atLeast, atMost } },
  })
  const wrongs: [EventKind, Partial<ReportedEvent>, string][] = [
    ['detained', { when: { on: '2013-02-30', precision: 'day' } }, 'cases.bad_day'],
    ['detained', { when: { on: '2013-05-30', precision: 'day' } }, 'cases.in_future'],
    ['detained', { when: { on: '2013-05-22', precision: 'hour' } }, 'cases.bad_time'],
    ['detained', { when: { on: '1013-05-22', precision: 'day' } }, 'cases.bad_day'],
    ['detained', group(90, 80), 'cases.range_turned_round'],
    ['detained', group(-1), 'cases.bad_count'],
    ['detained', { about: { people: ['nobody'] } }, 'cases.person_unknown'],
    ['detained', { about: { people: [] } }, 'cases.about_nobody'],
    ['detained', { about: { case: true } }, 'cases.about_nobody'],
    ['counted', { about: { group: 'campaigners' } }, 'cases.count_missing'],
    ['fined', { details: { amountMinor: 100, currency: 'XYZ' } }, 'cases.bad_currency'],
    ['fined', { details: { currency: 'KZT' } }, 'cases.bad_amount'],
    ['sentenced', { details: { length: { years: 0, months: 0, days: 0 } } }, 'cases.bad_length'],
    ['detained', { sources: [] }, 'cases.source_missing'],
    [
      'detained',
      { sources: [{ name: 'A', url: 'javascript:alert(1)', reliability: 'reported' }] },
      'cases.bad_url',
    ],
    ['retracted', { about: { case: true } }, 'cases.event_unknown'],
    ['detained', { corrects: 'nothing' }, 'cases.event_unknown'],
  ]
  for (const [kind, changes, messageKey] of wrongs) {
    const attempt = recordEvent(deps, undefined, report(kind, changes))
    await assert.rejects(attempt, { code: 'invalid', messageKey }, `${kind} ${messageKey}`)
  }
  assert.deepEqual((await findLedger(deps.reader, caseId))?.events, [])
})

test('a hearing may lie ahead, and can be moved and called off', async (t) => {
  const { deps, report, ledger } = await openLedger(t)
  const ahead = (on: string, corrects?: string) => ({
    ...{ key: `on-${on}`, corrects, about: { case: true } as const },
    when: { on, time: '10:00', precision: 'hour' as const },
  })
  await recordEvent(deps, undefined, report('hearing', ahead('2013-06-03')))
  await recordEvent(deps, undefined, report('hearing', ahead('2013-06-05', 'on-2013-06-03')))
  const [moved] = foldCase(await ledger()).appointments
  assert.equal(moved?.event.when.on, '2013-06-05')
  assert.deepEqual([moved?.revision, moved?.isCancelled], [1, false])
  const off = { about: { case: true } as const, corrects: 'on-2013-06-05' }
  await recordEvent(deps, undefined, report('retracted', off))
  const [calledOff] = foldCase(await ledger()).appointments
  assert.deepEqual([calledOff?.revision, calledOff?.isCancelled], [2, true])
  assert.equal(calledOff?.rootId, moved?.rootId)
})

test('of two who correct one event the second is told to look again', async (t) => {
  const { deps, report } = await openLedger(t)
  await recordEvent(deps, undefined, report('detained', { key: 'raid' }))
  const correct = (key: string) =>
    recordEvent(deps, undefined, report('detained', { key, corrects: 'raid' }))
  const outcomes = await Promise.allSettled([correct('first'), correct('second')])
  const refused = outcomes.filter(({ status }) => status === 'rejected')
  assert.equal(refused.length, 1)
  assert.equal((refused[0] as PromiseRejectedResult).reason.messageKey, 'cases.already_corrected')
})

test('a release of somebody who was not known to be held is recorded with a warning', async (t) => {
  const { deps, report } = await openLedger(t)
  const { isNew, warnings } = await recordEvent(deps, undefined, report('released'))
  assert.ok(isNew)
  assert.deepEqual(
    warnings.map(({ kind }) => kind),
    ['released_unheld'],
  )
})

test('a case is not closed while a person or a demand has no outcome, and the refusal lists them', async (t) => {
  const { deps, caseId, report, ledger } = await openLedger(t)
  await addDemand(deps, undefined, { caseId, key: 'release', texts: { en: 'Release them.' } })
  await recordEvent(deps, undefined, report('detained'))
  await assert.rejects(closeCase(deps, undefined, caseId), {
    code: 'conflict',
    messageKey: 'cases.still_open',
    values: { count: 2, keys: 'leader-1, release' },
  })
  await recordEvent(deps, undefined, report('released'))
  const change = { demand: 'release', state: 'met', changedOn: '2013-05-22', sources } as const
  await changeDemand(deps, undefined, { caseId, ...change })
  await closeCase(deps, undefined, caseId)
  assert.equal((await ledger()).case.closedAt, deps.clock.now())
  await assert.rejects(recordEvent(deps, undefined, report('detained')), {
    messageKey: 'cases.is_closed',
  })
  await assert.rejects(closeCase(deps, undefined, caseId), { messageKey: 'cases.changed_since' })
  await reopenCase(deps, undefined, caseId)
  await recordEvent(deps, undefined, report('detained'))
})

test('a case that gets an event while it is closed stays open, or the event is refused', async (t) => {
  const { deps, caseId, report, ledger } = await openLedger(t)
  await recordEvent(deps, undefined, report('detained'))
  await recordEvent(deps, undefined, report('released'))
  const nextDay = { on: '2013-05-23', precision: 'day' } as const
  await Promise.allSettled([
    closeCase(deps, undefined, caseId),
    recordEvent(deps, undefined, report('detained', { when: nextDay })),
  ])
  const after = await ledger()
  const isHeld = foldCase(after).open.people.length > 0
  assert.notEqual(after.case.closedAt !== undefined, isHeld)
})

test('only a public case tells those who follow it, and of one release once', async (t) => {
  const { deps, caseId, report } = await openLedger(t)
  const told: unknown[] = []
  const outbox: typeof deps.outbox = {
    async publish(tx, topic, payload, options) {
      if (topic.name === 'cases.milestoneReached') told.push(payload)
      return deps.outbox.publish(tx, topic, payload, options)
    },
  }
  const heard = { ...deps, outbox }
  await recordEvent(heard, undefined, report('detained'))
  await recordEvent(heard, undefined, report('sentenced', { key: 'sentence' }))
  assert.deepEqual(told, [])
  await setCasePublic(heard, undefined, { caseId, isPublic: true })
  const { key } = await recordEvent(heard, undefined, report('released', { key: 'release' }))
  await recordEvent(heard, undefined, report('released', { key: 'release' }))
  await recordEvent(heard, undefined, report('released', { corrects: key }))
  assert.equal(told.length, 1)
})

test('a case file brings everything but names, and importing it again changes nothing', async (t) => {
  const { deps, caseId, report, ledger } = await openLedger(t)
  await addDemand(deps, undefined, { caseId, key: 'release', texts: { en: 'Release them.' } })
  await recordEvent(
    deps,
    undefined,
    report('fined', { key: 'fine', details: { amountMinor: 1731000, currency: 'KZT' } }),
  )
  const change = { demand: 'release', state: 'partly_met', changedOn: '2013-05-22' } as const
  await changeDemand(deps, undefined, { caseId, ...change, event: 'fine', sources })
  const text = JSON.stringify(caseFileOf(await ledger()))
  assert.doesNotMatch(text, /Roza/)
  const same = await importCase(deps, undefined, text)
  assert.deepEqual(same, { caseId, people: 0, events: 0, changes: 0 })
  const moved = await importCase(deps, undefined, text.replace('astana-2013', 'elsewhere'))
  assert.deepEqual([moved.people, moved.events, moved.changes], [1, 1, 1])
  const found = await findCaseByKey(deps.reader, 'elsewhere')
  const copy = await findLedger(deps.reader, found?.id ?? '')
  assert.ok(copy)
  const again = JSON.stringify(caseFileOf(copy))
  assert.equal(again, text.replace('astana-2013', 'elsewhere'))
})

test('a file that is none is refused whole', async (t) => {
  const { deps, ledger } = await openLedger(t)
  const text = JSON.stringify(caseFileOf(await ledger())).replace('astana-2013', 'another')
  const event = { key: 'e', kind: 'exploded', on: '2013-05-22', sources }
  const wrong = { ...JSON.parse(text), events: [event] }
  await assert.rejects(importCase(deps, undefined, '{'), { messageKey: 'cases.file_not_json' })
  await assert.rejects(importCase(deps, undefined, JSON.stringify(wrong)), {
    messageKey: 'cases.file_wrong',
  })
  const late = { ...JSON.parse(text), events: [{ ...event, kind: 'detained', people: ['no'] }] }
  await assert.rejects(importCase(deps, undefined, JSON.stringify(late)), { code: 'invalid' })
  assert.equal(await findCaseByKey(deps.reader, 'another'), undefined)
})

async function openLedger(t: TestContext) {
  const { deps }: TestApp = await openTestApp(t)
  const titles = { en: 'Housing campaigners' }
  const caseId = await openCase(deps, undefined, { key: 'astana-2013', country: 'KZ', titles })
  const labels = { en: 'members of the campaign' }
  const groupId = await addGroup(deps, undefined, { caseId, key: 'campaigners', labels })
  const person = { key: 'leader-1', names: ['Roza Example'], roles: { en: 'a leader' }, groupId }
  await addPerson(deps, undefined, { caseId, ...person })
  const report = (kind: EventKind, changes: Partial<ReportedEvent> = {}) => ({
    ...{ caseId, kind, about: { people: ['leader-1'] }, sources },
    when: { on: '2013-05-22', precision: 'day' as const },
    ...changes,
  })
  const ledger = async () => {
    const found = await findLedger(deps.reader, caseId)
    assert.ok(found)
    return found
  }
  return { deps, caseId, report, ledger }
}
