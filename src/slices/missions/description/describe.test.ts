import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { openTestApp, type TestApp } from '../../../../test/harness.ts'
import { DAY_MS } from '../../../platform/time.ts'
import { addContact } from '../add-contact.ts'
import { addAccreditation, endAccreditation } from '../edit/accreditation.ts'
import { mergeMissions } from '../edit/merge.ts'
import { searchMissions } from '../edit/queries.ts'
import { exportMissions } from '../export.ts'
import { importRows, type Row } from '../fixture.ts'
import { undoImport } from '../import/desk-import.ts'
import { listImports } from '../import/import-queries.ts'
import { countBySendingState, findMission, findMissionEmail, listMissionsOf } from '../queries.ts'
import { resolveMissions } from '../resolve.ts'
import type { DescriptionInput } from './check.ts'
import { describeMission } from './describe.ts'
import { findDescription, listPastDescriptions } from './queries.ts'

const LONDON: Row = {
  city: 'London',
  name: 'Old house',
  source_id: 'Q1',
  email: 'london@mfa.example',
  latitude: '51.5',
  longitude: '-0.1',
}

async function openWith(t: TestContext, ...rows: Row[]) {
  const app = await openTestApp(t)
  await importRows(app.deps, ...(rows.length > 0 ? rows : [LONDON]))
  app.clock.advance(DAY_MS)
  const [mission] = await searchMissions(app.deps.db, { limit: 1 })
  assert.ok(mission)
  return { ...app, id: mission.id }
}

type Said = Partial<DescriptionInput>

/** Describes the mission as it is, but for what the test changes. */
async function describeAs({ deps }: Pick<TestApp, 'deps'>, missionId: string, changes: Said) {
  const now = await findDescription(deps.db, missionId)
  assert.ok(now)
  const { name = '', city = '', closedOn = '', type, receivingState, version } = now
  const known = { type, receivingState, name, city, closedOn, version }
  const asked = { source: 'note verbale', sourceDate: '2013-05-20', staysAccredited: false }
  return describeMission(deps, { missionId, ...known, ...asked, ...changes })
}

async function answersFor({ deps }: Pick<TestApp, 'deps'>, readerState: string) {
  const { missions } = await resolveMissions(deps.db, { sendingState: 'KZ', readerState })
  return missions.map(({ id, reason }) => `${id} ${reason}`)
}

test('what is said anew has its source and day, and what was said before stays in the history', async (t) => {
  const app = await openWith(t)
  const { deps, clock, id } = app
  await describeAs(app, id, { name: 'New house', city: 'Leeds', type: 'consulate' })
  clock.advance(DAY_MS)
  await describeAs(app, id, { name: '', source: 'a call', sourceDate: '2013-05-21' })

  const mission = await findMission(deps.db, id)
  assert.deepEqual(
    [mission?.name, mission?.city, mission?.type, mission?.source, mission?.sourceDate],
    [undefined, 'Leeds', 'consulate', 'a call', '2013-05-21'],
  )
  const past = await listPastDescriptions(deps.db, id)
  assert.deepEqual(
    past.map(({ name, city, type, source, sourceDate, validFrom, validUntil }) =>
      [
        name,
        city,
        type,
        source,
        sourceDate,
        validFrom.slice(0, 10),
        validUntil.slice(0, 10),
      ].join(),
    ),
    [
      'New house,Leeds,consulate,note verbale,2013-05-20,2013-05-23,2013-05-24',
      'Old house,London,embassy,wikidata-dbe,2022-11-16,2013-05-22,2013-05-23',
    ],
  )
})

test('a later import changes nothing that the desk has said, and still brings contacts', async (t) => {
  const app = await openWith(t)
  const { deps, clock, id } = app
  await describeAs(app, id, { name: 'New house', city: 'Leeds', type: 'consulate' })
  clock.advance(DAY_MS)
  const newer = { ...LONDON, source_date: '2030-01-01', email: 'new@mfa.example', name: 'Palace' }
  await importRows(deps, newer)
  const mission = await findMission(deps.db, id)
  assert.deepEqual(
    [mission?.name, mission?.city, mission?.type, mission?.latitude],
    ['New house', 'Leeds', 'consulate', undefined],
  )
  assert.equal(await findMissionEmail(deps.db, id), 'new@mfa.example')

  await importRows(deps, { ...newer, city: 'Leeds', latitude: '53.8', longitude: '-1.5' })
  assert.equal((await findMission(deps.db, id))?.latitude, 53.8)
  assert.equal((await listMissionsOf(deps.db, 'KZ')).length, 1)
})

test('an emptied name is not filled again by an import', async (t) => {
  const app = await openWith(t)
  await describeAs(app, app.id, { name: '' })
  const other = {
    ...LONDON,
    source: 'gb-govuk-worldwide',
    source_id: 'kz',
    source_date: '2030-01-01',
  }
  await importRows(app.deps, { ...LONDON, source_date: '2030-01-01' }, other)
  assert.equal((await findMission(app.deps.db, app.id))?.name, undefined)
})

test('an embassy that moves answers where it stands now, and not where it stood', async (t) => {
  const app = await openWith(t)
  const { deps, clock, id } = app
  await describeAs(app, id, { receivingState: 'IE', city: 'Dublin' })
  assert.deepEqual(await answersFor(app, 'IE'), [`${id} resident`])
  assert.deepEqual(await answersFor(app, 'GB'), [`${id} nearest`])
  const accredited = async () => (await findMission(deps.db, id))?.accreditedTo
  assert.deepEqual(await accredited(), ['IE'])

  clock.advance(DAY_MS)
  await importRows(deps, { ...LONDON, source_date: '2030-01-01' })
  assert.deepEqual(await accredited(), ['IE'])
  assert.equal((await listMissionsOf(deps.db, 'KZ')).length, 1)
})

test('an embassy that serves the state it leaves goes on answering for it, whatever is imported', async (t) => {
  const served = { ...LONDON, also_accredited_to: 'IS' }
  const app = await openWith(t, served)
  const moved = { receivingState: 'IE', city: 'Dublin', staysAccredited: true }
  await describeAs(app, app.id, moved)
  await importRows(app.deps, { ...served, source_date: '2030-01-01' })
  assert.deepEqual(await answersFor(app, 'GB'), [`${app.id} non_resident`])
  assert.deepEqual((await findMission(app.deps.db, app.id))?.accreditedTo, ['GB', 'IE', 'IS'])
})

test('a mission that did not serve the state where it stood does not serve the next one either', async (t) => {
  const app = await openWith(t)
  await endAccreditation(app.deps, { missionId: app.id, state: 'GB' })
  await addAccreditation(app.deps, { missionId: app.id, state: 'IE', source: 'note verbale' })
  await describeAs(app, app.id, { receivingState: 'FR', city: 'Paris' })
  assert.deepEqual((await findMission(app.deps.db, app.id))?.accreditedTo, ['IE'])
})

test('a mission that has closed answers for nobody and gets nothing, until it is there again', async (t) => {
  const app = await openWith(t)
  const { deps, id } = app
  const exported = await exportMissions(deps.db)
  await describeAs(app, id, { closedOn: '2013-05-01' })
  assert.deepEqual(await answersFor(app, 'GB'), [])
  assert.equal(await findMissionEmail(deps.db, id), undefined)
  assert.deepEqual((await findMission(deps.db, id))?.contacts, [])
  assert.deepEqual(await listMissionsOf(deps.db, 'KZ'), [])
  assert.deepEqual(await countBySendingState(deps.db), [])
  assert.doesNotMatch(await exportMissions(deps.db), /Q1/)
  assert.equal((await searchMissions(deps.db, { text: 'London', limit: 1 }))[0]?.id, id)

  await addContact(deps, { missionId: id, kind: 'email', value: 'a@mfa.example', source: 'a call' })
  await importRows(deps, { ...LONDON, source_date: '2030-01-01', email: 'new@mfa.example' })
  assert.equal(await findMissionEmail(deps.db, id), undefined)
  assert.deepEqual(await answersFor(app, 'GB'), [])

  await describeAs(app, id, { closedOn: '' })
  assert.deepEqual(await answersFor(app, 'GB'), [`${id} resident`])
  assert.equal(await findMissionEmail(deps.db, id), 'new@mfa.example')
  assert.notEqual(await exportMissions(deps.db), exported)
})

test('of an honorary consul, who is a private person, only the website stays', async (t) => {
  const app = await openWith(t, { ...LONDON, website: 'http://mfa.example', phone: '+44 20 5550' })
  await describeAs(app, app.id, { type: 'honorary_consulate' })
  const kinds = (await findMission(app.deps.db, app.id))?.contacts.map(({ kind }) => kind)
  assert.deepEqual(kinds, ['website'])
})

test('no list brings the private contacts of an honorary consul back', async (t) => {
  const app = await openWith(t, { ...LONDON, website: 'http://mfa.example', phone: '+44 20 5550' })
  await describeAs(app, app.id, { type: 'honorary_consulate' })
  app.clock.advance(DAY_MS)
  const newer = { source_date: '2030-01-01', phone: '+44 20 5551', address: '1 High Street' }
  await importRows(app.deps, { ...LONDON, ...newer, website: 'http://new.example' })
  const contacts = (await findMission(app.deps.db, app.id))?.contacts ?? []
  assert.deepEqual(
    contacts.map(({ kind, value }) => [kind, value]),
    [['website', 'http://new.example']],
  )
})

test('merging brings no private contact to an honorary consul', async (t) => {
  const paris = { receiving_state: 'FR', city: 'Paris', source_id: 'Q2' }
  const app = await openWith(t, { ...paris, type: 'honorary_consulate' }, LONDON)
  const { deps } = app
  const [into] = await searchMissions(deps.db, { receivingState: 'FR', limit: 1 })
  const [double] = await searchMissions(deps.db, { receivingState: 'GB', limit: 1 })
  assert.ok(into && double)
  await mergeMissions(deps, { id: double.id, intoId: into.id })
  assert.deepEqual((await findMission(deps.db, into.id))?.contacts, [])
})

test('undoing an import brings no private contact of an honorary consul back', async (t) => {
  const app = await openWith(t, { ...LONDON, website: 'http://mfa.example', phone: '+44 20 5550' })
  const { deps, id } = app
  await importRows(deps, { ...LONDON, source_date: '2030-01-01', phone: '+44 20 5551' })
  app.clock.advance(DAY_MS)
  await describeAs(app, id, { type: 'honorary_consulate' })
  const [last] = await listImports(deps.db, 1)
  await undoImport(deps, last?.id ?? '')
  const kinds = (await findMission(deps.db, id))?.contacts.map(({ kind }) => kind)
  assert.deepEqual(kinds, ['website'])
})

test('undoing an import leaves what the desk has said since, and the missions that it is about', async (t) => {
  const app = await openWith(t)
  const { deps, clock, id } = app
  const paris = {
    receiving_state: 'FR',
    city: 'Paris',
    source_id: 'Q2',
    email: 'paris@mfa.example',
  }
  const rome = { receiving_state: 'IT', city: 'Rome', source_id: 'Q3' }
  await importRows(deps, { ...LONDON, source_date: '2030-01-01', name: 'Palace' }, paris, rome)
  clock.advance(DAY_MS)
  const added = await searchMissions(deps.db, { receivingState: 'FR', limit: 1 })
  const parisId = added[0]?.id ?? ''
  await describeAs(app, id, { city: 'Leeds' })
  await describeAs(app, parisId, { name: 'Embassy' })
  const [last] = await listImports(deps.db, 1)
  await undoImport(deps, last?.id ?? '')

  assert.deepEqual(
    (await listMissionsOf(deps.db, 'KZ')).map(({ name, city }) => [name, city]),
    [
      ['Embassy', 'Paris'],
      ['Palace', 'Leeds'],
    ],
  )
  assert.equal(await findMissionEmail(deps.db, parisId), 'paris@mfa.example')
  assert.deepEqual(await answersFor(app, 'FR'), [`${parisId} resident`])
})

test('the same said twice is said once; of two who say different things one has to look again', async (t) => {
  const app = await openWith(t)
  const { deps, id } = app
  const { version = '' } = (await findDescription(deps.db, id)) ?? {}
  const say = (city: string) => describeAs(app, id, { city, version })
  await say('Leeds')
  await say('Leeds')
  assert.equal((await listPastDescriptions(deps.db, id)).length, 1)
  await assert.rejects(say('York'), /described_meanwhile/)

  const now = (await findDescription(deps.db, id))?.version
  const both = ['Hull', 'York'].map((city) => describeAs(app, id, { city, version: now }))
  const results = await Promise.allSettled(both)
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
})

test('what an import has changed in the meantime has to be looked at first', async (t) => {
  const app = await openWith(t)
  const { version } = (await findDescription(app.deps.db, app.id)) ?? {}
  await importRows(app.deps, { ...LONDON, source_date: '2030-01-01', city: 'Croydon' })
  const stale = describeAs(app, app.id, { name: 'New house', version })
  await assert.rejects(stale, /described_meanwhile/)
})

test('each field says what is wrong with it, and nothing changes', async (t) => {
  const app = await openWith(t)
  for (const [changes, field] of [
    [{ receivingState: 'XX' }, 'state'],
    [{ receivingState: '' }, 'state'],
    [{ receivingState: 'KZ' }, 'state'],
    [{ city: ' ' }, 'city'],
    [{ city: 'x'.repeat(101) }, 'city'],
    [{ name: 'x'.repeat(201) }, 'name'],
    [{ source: ' \n' }, 'source'],
    [{ source: 'x'.repeat(301) }, 'source'],
    [{ sourceDate: '' }, 'date'],
    [{ sourceDate: '2013-02-30' }, 'date'],
    [{ sourceDate: '2014-01-01' }, 'date'],
    [{ closedOn: 'May' }, 'closed'],
    [{ closedOn: '2014-01-01' }, 'closed'],
  ] as const) {
    const errors = await describeAs(app, app.id, changes)
    assert.deepEqual(Object.keys(errors ?? {}), [field], JSON.stringify(changes))
  }
  assert.deepEqual(await listPastDescriptions(app.deps.db, app.id), [])
})

test('a ministry is at home, and a town that no source knows may stay unknown', async (t) => {
  const app = await openWith(t, { source_id: 'Q1' })
  const home = { receivingState: 'KZ', type: 'foreign_ministry' } as const
  assert.equal(await describeAs(app, app.id, home), undefined)
  assert.equal(await describeAs(app, app.id, { name: 'Ministry' }), undefined)
})

test('missions that become one keep what was said of both', async (t) => {
  const app = await openWith(t, LONDON, { ...LONDON, city: 'Hull', source_id: 'Q2' })
  const hull = (await searchMissions(app.deps.db, { text: 'Hull', limit: 1 }))[0]?.id ?? ''
  const london = (await searchMissions(app.deps.db, { text: 'London', limit: 1 }))[0]?.id ?? ''
  await describeAs(app, hull, { city: 'Leeds' })
  await mergeMissions(app.deps, { id: hull, intoId: london })
  const past = await listPastDescriptions(app.deps.db, london)
  assert.deepEqual(
    past.map(({ city }) => city),
    ['Leeds', 'Hull'],
  )
  await assert.rejects(describeAs(app, hull, { city: 'York' }), /unknown_mission/)
})
