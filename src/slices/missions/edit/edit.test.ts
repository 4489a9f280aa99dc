import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { openTestApp } from '../../../../test/harness.ts'
import { DAY_MS } from '../../../platform/time.ts'
import { addContact } from '../add-contact.ts'
import { importRows } from '../fixture.ts'
import { recordEvidence } from '../health/record-evidence.ts'
import { findMission, findMissionEmail, listMissionsOf } from '../queries.ts'
import { resolveMissions } from '../resolve.ts'
import { addAccreditation, endAccreditation } from './accreditation.ts'
import { confirmContact, endContact } from './contacts.ts'
import { mergeMissions } from './merge.ts'
import { listAccreditations, listContactHistory, searchMissions } from './queries.ts'

const LONDON = { city: 'London', source_id: 'Q1', email: 'old@mfa.example', name: 'Embassy' }
const DOUBLE = {
  city: 'Croydon',
  source: 'gb-govuk-worldwide',
  source_id: 'kz-london',
  source_date: '2013-01-01',
  email: 'new@mfa.example',
  phone: '+44 20 5550 1234',
  also_accredited_to: 'IE',
  notes: 'host not stated',
}
const PARIS = { receiving_state: 'FR', city: 'Zürich-sur-Seine', source_id: 'Q2' }

async function openDirectory(t: TestContext) {
  const app = await openTestApp(t)
  await importRows(app.deps, LONDON, DOUBLE, PARIS, {
    ...PARIS,
    sending_state: 'BY',
    source_id: 'Q3',
  })
  const idOf = async (city: string, state = 'KZ') => {
    const found = (await listMissionsOf(app.deps.db, state)).find((each) => each.city === city)
    assert.ok(found, city)
    return found.id
  }
  return { ...app, idOf }
}

async function contactOf({ deps }: { deps: Parameters<typeof confirmContact>[0] }, id: string) {
  const [contact] = await listContactHistory(deps.db, id)
  assert.ok(contact)
  return contact
}

test('confirming a contact begins a new record of it, and one that came back is used again', async (t) => {
  const { deps, idOf } = await openDirectory(t)
  const missionId = await idOf('London')
  const { id: contactId } = await contactOf({ deps }, missionId)
  await recordEvidence(deps, { missionId, email: 'old@mfa.example', kind: 'hard' })
  assert.equal(await findMissionEmail(deps.db, missionId), undefined)
  await confirmContact(deps, { missionId, contactId, source: 'telephone call' })
  assert.equal(await findMissionEmail(deps.db, missionId), 'old@mfa.example')
  const history = await listContactHistory(deps.db, missionId)
  assert.deepEqual(
    history.map(({ value, source, confirmedOn, validUntil }) => [
      value,
      source,
      confirmedOn,
      validUntil !== undefined,
    ]),
    [
      ['old@mfa.example', 'telephone call', '2013-05-22', false],
      ['old@mfa.example', 'wikidata-dbe', undefined, true],
    ],
  )
  const again = confirmContact(deps, { missionId, contactId, source: 'telephone call' })
  await assert.rejects(again, /contact_ended_meanwhile/)
})

test('a contact is corrected by another in its place; of two who do it at once one wins', async (t) => {
  const { deps, idOf } = await openDirectory(t)
  const missionId = await idOf('London')
  const { id } = await contactOf({ deps }, missionId)
  const correct = (value: string) =>
    addContact(deps, { missionId, kind: 'email', value, source: 'web site', replacesId: id })
  const results = await Promise.allSettled([correct('a@mfa.example'), correct('b@mfa.example')])
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
  const current = (await findMission(deps.db, missionId))?.contacts.length
  assert.equal(current, 1)
})

test('a contact that was ended leaves the mission without an address, and no import brings it back', async (t) => {
  const { deps, idOf } = await openDirectory(t)
  const missionId = await idOf('London')
  const { id: contactId } = await contactOf({ deps }, missionId)
  await endContact(deps, { missionId, contactId })
  await importRows(deps, LONDON)
  assert.equal(await findMissionEmail(deps.db, missionId), undefined)
  await assert.rejects(endContact(deps, { missionId, contactId }), /contact_ended_meanwhile/)
  const elsewhere = { missionId: await idOf('Croydon'), contactId }
  await assert.rejects(endContact(deps, elsewhere), /contact_ended_meanwhile/)
})

test('an accreditation that is added makes the mission answer; one that is ended stays ended', async (t) => {
  const { deps, clock, idOf } = await openDirectory(t)
  const missionId = await idOf('Croydon')
  const answers = async () => {
    const question = { sendingState: 'KZ', readerState: 'IE' }
    return (await resolveMissions(deps.db, question)).missions.some(
      ({ id, reason }) => id === missionId && reason === 'non_resident',
    )
  }
  assert.equal(await answers(), true)
  await endAccreditation(deps, { missionId, state: 'IE' })
  assert.equal(await answers(), false)
  await importRows(deps, DOUBLE)
  assert.equal(await answers(), false)
  await assert.rejects(endAccreditation(deps, { missionId, state: 'IE' }), /meanwhile/)

  clock.advance(DAY_MS)
  await addAccreditation(deps, { missionId, state: 'IE', source: 'note verbale' })
  assert.equal(await answers(), true)
  const wrong = { missionId, state: 'IE', source: 'note verbale' }
  await assert.rejects(addAccreditation(deps, wrong), /accredited_already/)
  await assert.rejects(addAccreditation(deps, { ...wrong, state: 'XX' }), /unknown_country/)
  await assert.rejects(addAccreditation(deps, { ...wrong, state: 'FR', source: ' ' }), /source/)
  const history = await listAccreditations(deps.db, missionId)
  assert.deepEqual(
    history
      .filter(({ state }) => state === 'IE')
      .map(({ source, validUntil }) => [source, !validUntil]),
    [
      ['note verbale', true],
      ['gb-govuk-worldwide', false],
    ],
  )
})

test('two entries become one mission with the contacts and history of both', async (t) => {
  const { deps, idOf } = await openDirectory(t)
  const [id, intoId] = [await idOf('Croydon'), await idOf('London')]
  await mergeMissions(deps, { id, intoId })
  assert.equal((await listMissionsOf(deps.db, 'KZ')).length, 2)
  const merged = await findMission(deps.db, id)
  assert.equal(merged?.id, intoId)
  assert.deepEqual(merged?.contacts.map(({ value }) => value).sort(), [
    '+44 20 5550 1234',
    'new@mfa.example',
    'old@mfa.example',
  ])
  assert.ok(merged?.accreditedTo.includes('IE'))
  assert.equal(await findMissionEmail(deps.db, id), await findMissionEmail(deps.db, intoId))

  await importRows(deps, LONDON, DOUBLE)
  assert.equal((await listMissionsOf(deps.db, 'KZ')).length, 2)
})

test('missions that were merged are merged on, and nothing is merged twice or across states', async (t) => {
  const { deps, idOf } = await openDirectory(t)
  const [first, second, third] = [
    await idOf('Croydon'),
    await idOf('London'),
    await idOf('Zürich-sur-Seine'),
  ]
  await mergeMissions(deps, { id: first, intoId: second })
  await mergeMissions(deps, { id: second, intoId: third })
  assert.equal((await findMission(deps.db, first))?.id, third)
  const again = { id: first, intoId: third }
  await assert.rejects(mergeMissions(deps, again), /unknown_mission/)
  await assert.rejects(mergeMissions(deps, { id: third, intoId: third }), /merge_with_itself/)
  const foreign = await idOf('Zürich-sur-Seine', 'BY')
  await assert.rejects(mergeMissions(deps, { id: third, intoId: foreign }), /merge_of_two_states/)
})

test('two who merge two missions into each other at once lose none of them', async (t) => {
  const { deps, idOf } = await openDirectory(t)
  const [one, other] = [await idOf('Croydon'), await idOf('London')]
  const results = await Promise.allSettled([
    mergeMissions(deps, { id: one, intoId: other }),
    mergeMissions(deps, { id: other, intoId: one }),
  ])
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
  assert.equal((await listMissionsOf(deps.db, 'KZ')).length, 2)
})

test('a mission is found by the town that a reader knows, whatever its source calls the quarter', async (t) => {
  const { deps } = await openDirectory(t)
  await importRows(deps, { sending_state: 'BY', city: 'City of Westminster', source_id: 'Q9' })
  const found = async (text: string) =>
    (await searchMissions(deps.db, { text, limit: 10 })).map(({ sendingState }) => sendingState)
  assert.deepEqual(await found('london'), ['BY', 'KZ'])
  assert.deepEqual(await found('westminster'), ['BY'])
})

test('missions are found by state, host, town, name and address, page by page', async (t) => {
  const { deps } = await openDirectory(t)
  const towns = async (search: object) =>
    (await searchMissions(deps.db, { limit: 10, ...search })).map(({ city }) => city)
  assert.deepEqual(await towns({ sendingState: 'KZ', receivingState: 'GB' }), ['London', 'Croydon'])
  assert.equal((await towns({ text: 'zürich' })).length, 2)
  assert.deepEqual(await towns({ text: 'new@MFA' }), ['Croydon'])
  assert.deepEqual(await towns({ text: 'embas' }), ['London'])
  assert.deepEqual(await towns({ text: '5550 1234' }), ['Croydon'])
  assert.deepEqual(await towns({ text: '%' }), [])

  const first = await searchMissions(deps.db, { limit: 2 })
  const rest = await searchMissions(deps.db, { limit: 9, afterId: first[1]?.id })
  assert.equal(new Set([...first, ...rest].map(({ id }) => id)).size, 4)
})
