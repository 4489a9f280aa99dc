import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestApp } from '../../../test/harness.ts'
import { AppError } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Outbox } from '../../platform/outbox/outbox.ts'
import { addContact, type NewContact } from './add-contact.ts'
import { exportMissions } from './export.ts'
import { importRows } from './fixture.ts'
import { recordEvidence } from './health/record-evidence.ts'
import { findMission, findMissionEmail, listMissionsOf } from './queries.ts'

const LONDON = { city: 'London', source_id: 'Q1', email: 'old@mfa.example' }

async function openWithLondon(t: Parameters<typeof openTestApp>[0]) {
  const { deps, clock } = await openTestApp(t)
  await importRows(deps, LONDON)
  const [mission] = await listMissionsOf(deps.db, 'KZ')
  assert.ok(mission)
  const contact: NewContact = {
    missionId: mission.id,
    kind: 'email',
    value: 'desk@mfa.example',
    source: 'telephone call',
  }
  return { deps, clock, missionId: mission.id, contact }
}

test('a contact is added with its source and today’s date, beside the others', async (t) => {
  const { deps, missionId, contact } = await openWithLondon(t)
  await addContact(deps, { ...contact, confirmedOn: '2023-05-22' })
  const mission = await findMission(deps.db, missionId)
  const emails = mission?.contacts.filter(({ kind }) => kind === 'email') ?? []
  assert.deepEqual(
    emails.map(({ value, source, confirmedOn }) => [value, source, confirmedOn]),
    [
      ['desk@mfa.example', 'telephone call', '2023-05-22'],
      ['old@mfa.example', 'wikidata-dbe', undefined],
    ],
  )
  assert.equal(await findMissionEmail(deps.db, missionId), 'desk@mfa.example')
})

test('adding a contact announces it, so that waiting letters can leave', async (t) => {
  const { deps, missionId, contact } = await openWithLondon(t)
  const facts: unknown[] = []
  const outbox: Outbox = {
    publish: async (_tx, { name }, payload) => {
      facts.push([name, payload])
    },
  }
  await addContact({ ...deps, outbox }, contact)
  const found = { ...LONDON, email: 'newer@mfa.example', source_date: '2024' }
  await importRows({ ...deps, outbox }, found, { receiving_state: 'FR', email: 'f@mfa.example' })
  assert.deepEqual(facts, [
    ['missions.contact_added', { missionId, kind: 'email' }],
    ['missions.contact_added', { missionId, kind: 'email' }],
  ])
})

test('a contact replaced at the desk does not come back with the next import', async (t) => {
  const { deps, missionId, contact } = await openWithLondon(t)
  await addContact(deps, { ...contact, replaces: true })
  const report = await importRows(deps, LONDON)
  assert.equal(report.unchanged, 1)
  const mission = await findMission(deps.db, missionId)
  assert.deepEqual(
    mission?.contacts.map(({ value }) => value),
    ['desk@mfa.example'],
  )
})

test('a contact added at the desk is exported and stays with its mission', async (t) => {
  const { deps, contact } = await openWithLondon(t)
  await addContact(deps, contact)
  const csv = await exportMissions(deps.db)
  assert.equal(csv.trimEnd().split('\n').length, 3)
  assert.match(csv, /desk@mfa\.example.*telephone call,2013-05-22,,Q1,host_not_stated,\n/)
})

const wrong: [string, Partial<NewContact>, string][] = [
  ['no source', { source: ' ' }, 'missions.contact_without_source'],
  ['a day that does not exist', { confirmedOn: '2013-02-30' }, 'missions.contact_bad_day'],
  ['no address', { value: 'nobody' }, 'missions.contact_bad_value'],
  ['two addresses', { value: 'a@mfa.example, b@mfa.example' }, 'missions.contact_bad_value'],
  ['no mission', { missionId: newId() }, 'missions.unknown_mission'],
]
for (const [name, change, messageKey] of wrong) {
  test(`a contact with ${name} is refused`, async (t) => {
    const { deps, contact } = await openWithLondon(t)
    await assert.rejects(
      addContact(deps, { ...contact, ...change }),
      (error) => error instanceof AppError && error.messageKey === messageKey,
    )
  })
}

test('an address that mail comes back from is not used until there is newer word of it', async (t) => {
  const { deps, missionId } = await openWithLondon(t)
  const bounce = { missionId, email: 'old@mfa.example', kind: 'hard' } as const
  assert.equal(await recordEvidence(deps, bounce), true)
  assert.equal(await recordEvidence(deps, bounce), false)
  assert.equal(await findMissionEmail(deps.db, missionId), undefined)

  await importRows(deps, LONDON)
  assert.equal(await findMissionEmail(deps.db, missionId), undefined)
  await importRows(deps, { ...LONDON, source_date: '2024-04' })
  assert.equal(await findMissionEmail(deps.db, missionId), 'old@mfa.example')
})
