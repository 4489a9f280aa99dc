import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestApp } from '../../../../test/harness.ts'
import { AppError } from '../../../platform/errors.ts'
import { exportMissions } from '../export.ts'
import { directoryFile, importRows, type Row } from '../fixture.ts'
import { listMissionsOf } from '../queries.ts'
import { importMissions } from './import-missions.ts'
import type { ImportReport } from './plan.ts'

const LONDON: Row = { city: 'City of Westminster', source_id: 'Q1', website: 'http://a.example' }

function accounted({ imported, merged, changed, unchanged, rejected }: ImportReport): number {
  return imported + merged + changed + unchanged + rejected.length
}

test('every row is imported, merged or reported, and the second time nothing changes', async (t) => {
  const { deps } = await openTestApp(t)
  const rows: Row[] = [
    LONDON,
    { city: 'London', email: 'a@mfa.example', source: 'list', source_date: '2014-02' },
    { city: '', email: 'b@mfa.example', source: 'other list', source_date: '2024-04' },
    { receiving_state: 'DE', city: 'Berlin', source_id: 'Q2' },
    { receiving_state: 'DE', city: 'Berlin', source_id: 'Q2', website: 'http://b.example' },
    { sending_state: '', city: 'Rome', notes: 'operator=Order of Malta', source_id: 'Q3' },
    { receiving_state: '', source_id: 'Q4' },
    { receiving_state: 'KZ', city: 'London', source_id: 'Q5' },
    { type: 'castle', source_id: 'Q6' },
    { source: '', source_id: 'Q7' },
  ]
  const first = await importRows(deps, ...rows)
  assert.equal(first.rows, rows.length)
  assert.equal(accounted(first), rows.length)
  assert.equal(first.imported, 2)
  assert.deepEqual(
    first.merges.map(({ line }) => line),
    [3, 4, 6],
  )
  assert.deepEqual(
    first.rejected.map(({ line, key }) => [line, key]),
    [
      [7, 'missions.row_unknown_sender'],
      [8, 'missions.row_unknown_host'],
      [9, 'missions.row_sender_is_host'],
      [10, 'missions.row_unknown_type'],
      [11, 'missions.row_without_source'],
    ],
  )

  const before = await exportMissions(deps.db)
  const second = await importRows(deps, ...rows)
  assert.equal(second.unchanged, 5)
  assert.equal(accounted(second), rows.length)
  assert.equal(await exportMissions(deps.db), before)
})

test('a dry run tells the same and writes nothing', async (t) => {
  const { deps } = await openTestApp(t)
  const { report, changes } = await importMissions(deps, directoryFile(LONDON), { dryRun: true })
  assert.equal(report.imported, 1)
  assert.equal(changes.contactsOpened.length, 1)
  assert.deepEqual(await listMissionsOf(deps.db, 'KZ'), [])
})

test('contacts of all sources stay with the mission, the newest first', async (t) => {
  const { deps } = await openTestApp(t)
  await importRows(
    deps,
    LONDON,
    { city: 'London', email: 'old@mfa.example', source: 'list', source_date: '2014-02' },
    { city: 'London', email: 'new@mfa.example', source: 'other', source_date: '2024-04' },
  )
  const [mission, ...others] = await listMissionsOf(deps.db, 'KZ')
  assert.deepEqual(others, [])
  assert.equal(mission?.city, 'London')
  assert.equal(mission?.sources, 3)
  assert.deepEqual(
    mission?.contacts.filter(({ kind }) => kind === 'email').map(({ value }) => value),
    ['new@mfa.example', 'old@mfa.example'],
  )
})

const different: [string, Record<string, string>, Record<string, string>][] = [
  [
    'embassies to the host and to the Holy See in one town',
    { receiving_state: 'IT', city: 'Rome' },
    {
      receiving_state: 'IT',
      city: 'Rome',
      also_accredited_to: 'VA',
      notes: 'host_not_in_jurisdictions',
    },
  ],
  [
    'an embassy and a permanent mission',
    { receiving_state: 'CH', city: 'Geneva' },
    { receiving_state: 'CH', city: 'Geneva', type: 'permanent_mission' },
  ],
  [
    'two permanent missions in one town',
    { receiving_state: 'AT', city: 'Vienna', type: 'permanent_mission' },
    { receiving_state: 'AT', city: 'Vienna', type: 'permanent_mission' },
  ],
  [
    'consulates in two towns',
    { type: 'consulate', city: 'Leeds' },
    { type: 'consulate', city: 'York' },
  ],
  [
    'wards of one name in two Japanese cities',
    {
      receiving_state: 'JP',
      type: 'consulate',
      city: 'Chuo-ku',
      latitude: '33.6',
      longitude: '130.4',
    },
    {
      receiving_state: 'JP',
      type: 'consulate',
      city: 'Chūō-ku',
      latitude: '43.0',
      longitude: '141.3',
    },
  ],
  [
    'two entries of one source in two quarters of a town',
    { receiving_state: 'BE', city: 'Brussels' },
    { receiving_state: 'BE', city: 'Uccle' },
  ],
]
for (const [name, one, other] of different) {
  test(`not merged: ${name}`, async (t) => {
    const { deps } = await openTestApp(t)
    const report = await importRows(
      deps,
      { ...one, source_id: 'Q1' },
      { ...other, source_id: 'Q2' },
    )
    assert.equal(report.imported, 2)
  })
}

test('an embassy and a high commission of two sources in one town are the same', async (t) => {
  const { deps } = await openTestApp(t)
  const report = await importRows(
    deps,
    { type: 'high_commission', city: 'London', source_id: 'Q1' },
    { type: 'embassy', city: 'London', source: 'list' },
  )
  assert.equal(report.merged, 1)
})

test('one entry said to belong to two states is reported, not guessed', async (t) => {
  const { deps } = await openTestApp(t)
  const report = await importRows(
    deps,
    { sending_state: 'IQ', source_id: 'Q1' },
    { sending_state: 'NP', source_id: 'Q1' },
  )
  assert.deepEqual(
    report.rejected.map(({ line, key }) => [line, key]),
    [
      [2, 'missions.row_two_senders'],
      [3, 'missions.row_two_senders'],
    ],
  )
})

test('the code NA is Namibia', async (t) => {
  const { deps } = await openTestApp(t)
  await importRows(deps, {
    sending_state: 'NA',
    receiving_state: 'DE',
    also_accredited_to: 'NA;PL',
  })
  const [mission] = await listMissionsOf(deps.db, 'NA')
  assert.deepEqual(mission?.accreditedTo, ['DE', 'NA', 'PL'])
})

test('an embassy listed with an address abroad stands abroad', async (t) => {
  const { deps } = await openTestApp(t)
  const report = await importRows(
    deps,
    { receiving_state: 'BE', city: 'Uccle', source_id: 'Q1' },
    { receiving_state: 'DE', city: 'Brüssel', email: 'b@mfa.example', source: 'german list' },
  )
  const [mission] = await listMissionsOf(deps.db, 'KZ')
  assert.equal(report.merged, 1)
  assert.equal(mission?.receivingState, 'BE')
  assert.deepEqual(mission?.accreditedTo, ['BE', 'DE'])
})

test('of honorary consuls, who are private persons, only the web site is kept', async (t) => {
  const { deps } = await openTestApp(t)
  const consul = { email: 'home@private.example', phone: '+44 20 1234', website: 'c.example' }
  const report = await importRows(deps, { type: 'honorary_consulate', city: 'Leeds', ...consul })
  const [mission] = await listMissionsOf(deps.db, 'KZ')
  assert.deepEqual(
    mission?.contacts.map(({ kind }) => kind),
    ['website'],
  )
  assert.equal(report.remarks[0]?.key, 'missions.remark_private_contact')
})

test('a contact that changes is closed and kept, and an older file does not bring it back', async (t) => {
  const { deps, clock } = await openTestApp(t)
  const old = { ...LONDON, email: 'old@mfa.example' }
  const later = { ...LONDON, email: 'new@mfa.example', source_date: '2024-04' }
  await importRows(deps, old)
  clock.advance(1000)
  const report = await importRows(deps, later)
  assert.equal(report.changed, 1)
  await importRows(deps, old)

  const history = await deps.db
    .selectFrom('mission_contacts')
    .select(['value', 'valid_from', 'valid_until'])
    .where('kind', '=', 'email')
    .orderBy('valid_from')
    .execute()
  assert.deepEqual(
    history.map((row) => ({ ...row })),
    [
      {
        value: 'old@mfa.example',
        valid_from: '2013-05-22T05:00:00.000Z',
        valid_until: clock.now(),
      },
      { value: 'new@mfa.example', valid_from: clock.now(), valid_until: null },
    ],
  )
})

test('a field left empty closes nothing', async (t) => {
  const { deps } = await openTestApp(t)
  await importRows(deps, { ...LONDON, email: 'a@mfa.example' })
  await importRows(deps, { ...LONDON, source_date: '2024-04' })
  const [mission] = await listMissionsOf(deps.db, 'KZ')
  assert.ok(mission?.contacts.some(({ value }) => value === 'a@mfa.example'))
})

test('an accreditation that a source no longer names ends', async (t) => {
  const { deps } = await openTestApp(t)
  await importRows(deps, { ...LONDON, also_accredited_to: 'IE;IS' })
  await importRows(deps, { ...LONDON, also_accredited_to: 'IE', source_date: '2024-04' })
  const [mission] = await listMissionsOf(deps.db, 'KZ')
  assert.deepEqual(mission?.accreditedTo, ['GB', 'IE'])
})

test('the raw Wikidata extract and the directory made of it speak of the same missions', async (t) => {
  const { deps } = await openTestApp(t)
  const header =
    'operator;jurisdictions;country;city;address;latitude;longitude;phone;email;website;type;QID;'
  const wikidata = 'http://www.wikidata.org/entity/'
  const raw = [
    header,
    `Kazakhstan;United Kingdom|Republic of Ireland|Iceland;United Kingdom;City of Westminster;;51.5;-0.1;;mailto:a@mfa.example;;embassy;${wikidata}Q1`,
    `Kazakhstan;Vatican City;Italy;Rome;;;;;;;embassy;${wikidata}Q2`,
    `Kazakhstan;Bavaria|Hesse;Germany;Munich;;;;;;;consulate general;${wikidata}Q3`,
    `Sovereign Military Order of Malta;Germany;Germany;Berlin;;;;;;;embassy;${wikidata}Q4`,
  ].join('\n')
  const extract = { name: 'embassies_2022-11-16.csv', content: Buffer.from(raw) }
  const { report } = await importMissions(deps, extract, { dryRun: false })
  assert.equal(report.imported, 3)
  assert.deepEqual(report.rejected, [
    {
      line: 5,
      key: 'missions.row_unknown_sender',
      values: { name: 'Sovereign Military Order of Malta' },
    },
  ])

  const again = await importRows(
    deps,
    {
      city: 'City of Westminster',
      email: 'a@mfa.example',
      latitude: '51.5',
      longitude: '-0.1',
      also_accredited_to: 'IE;IS',
      source_id: 'Q1',
    },
    {
      receiving_state: 'IT',
      city: 'Rome',
      also_accredited_to: 'VA',
      notes: 'host_not_in_jurisdictions',
      source_id: 'Q2',
    },
    {
      receiving_state: 'DE',
      type: 'consulate_general',
      city: 'Munich',
      notes: 'other_jurisdictions=Bavaria|Hesse',
      source_id: 'Q3',
    },
  )
  assert.equal(again.unchanged, 3)
})

test('an export imported into an empty directory makes the same directory', async (t) => {
  const { deps } = await openTestApp(t)
  await importRows(
    deps,
    { ...LONDON, also_accredited_to: 'IE' },
    { city: 'London', source: 'list', phone: '1234; 5678', address: '1 Mall; London' },
    { city: 'London', source: 'list', address: '2 Mall', confirmed_on: '2013-05-01' },
    { type: 'other', name: 'Press office', source: 'list', source_id: 'x' },
    { type: 'other', name: 'Trade desk', source: 'list', source_id: 'x' },
    { receiving_state: 'DE', city: 'Paris', source: 'german list' },
    { receiving_state: 'FR', city: 'Paris', source_id: 'Q2' },
  )
  const csv = await exportMissions(deps.db)
  const { report } = await importMissions(
    deps,
    { name: 'export.csv', content: Buffer.from(csv) },
    { dryRun: true },
  )
  assert.equal(report.unchanged, report.rows)

  for (const table of [
    'mission_contacts',
    'mission_accreditations',
    'mission_references',
    'missions',
  ] as const) {
    await deps.db.deleteFrom(table).execute()
  }
  await importMissions(deps, { name: 'e.csv', content: Buffer.from(csv) }, { dryRun: false })
  const sorted = (text: string) => text.split('\n').sort()
  assert.deepEqual(sorted(await exportMissions(deps.db)), sorted(csv))
})

test('a file that lacks a column is refused whole', async (t) => {
  const { deps } = await openTestApp(t)
  const content = Buffer.from('sending_state,city\nKZ,London\n')
  await assert.rejects(
    importMissions(deps, { name: 'x.csv', content }, { dryRun: false }),
    (error) => {
      assert.ok(error instanceof AppError)
      assert.equal(error.messageKey, 'missions.import_wrong_columns')
      assert.match(String(error.values.missing), /receiving_state/)
      return true
    },
  )
})

test('when writing fails, nothing of the file is kept', async (t) => {
  const { deps } = await openTestApp(t)
  await importRows(deps, LONDON)
  const outbox = {
    publish: async () => {
      throw new Error('the disk is full')
    },
  }
  const rows: Row[] = [
    { ...LONDON, email: 'a@mfa.example', source_date: '2024' },
    { receiving_state: 'FR', source_id: 'Q9' },
  ]
  await assert.rejects(importRows({ ...deps, outbox }, ...rows), /disk is full/)
  const missions = await listMissionsOf(deps.db, 'KZ')
  assert.deepEqual(
    missions.map(({ receivingState }) => receivingState),
    ['GB'],
  )
})

test('what would be a formula in a spreadsheet is exported as text, and taken back as it was', async (t) => {
  const { deps } = await openTestApp(t)
  const source = '=HYPERLINK("https://evil.example")'
  const place = { latitude: '51.5', longitude: '-0.15' }
  await importRows(deps, { ...LONDON, phone: '+44 20 7946 0000', ...place, source })
  const csv = await exportMissions(deps.db)
  assert.match(csv, /,"'=HYPERLINK\(""https/)
  assert.match(csv, /,\+44 20 7946 0000,/)
  assert.match(csv, /,-0\.15,/)
  const file = { name: 'missions.csv', content: Buffer.from(csv) }
  const { report } = await importMissions(deps, file, { dryRun: false })
  assert.equal(report.unchanged, 1)
})
