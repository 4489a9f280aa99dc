import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { openTestApp } from '../../../../test/harness.ts'
import { DAY_MS } from '../../../platform/time.ts'
import { listPastDescriptions } from '../description/queries.ts'
import { endContact } from '../edit/contacts.ts'
import { mergeMissions } from '../edit/merge.ts'
import { listContactHistory } from '../edit/queries.ts'
import { exportMissions } from '../export.ts'
import { directoryFile, importRows } from '../fixture.ts'
import { missionsTimetables } from '../jobs.ts'
import { findMissionEmail, listMissionsOf } from '../queries.ts'
import { applyImport, prepareImport, undoImport } from './desk-import.ts'
import { findImport, listImports } from './import-queries.ts'

const LONDON = { city: 'London', source_id: 'Q1', email: 'old@mfa.example' }
const NEWER = { ...LONDON, email: 'new@mfa.example', source_date: '2023-01-01', city: 'Greenwich' }
const PARIS = { receiving_state: 'FR', city: 'Paris', source_id: 'Q2', email: 'paris@mfa.example' }

async function openWithLondon(t: TestContext) {
  const app = await openTestApp(t)
  const { deps, clock } = app
  await importRows(deps, LONDON)
  clock.advance(DAY_MS)
  return { deps, clock, before: await exportMissions(deps.db) }
}

test('a file that is looked at changes nothing, and tells what it would change', async (t) => {
  const { deps, before } = await openWithLondon(t)
  const file = directoryFile(NEWER, PARIS, { ...PARIS, type: 'tavern' })
  const { summary } = (await findImport(deps.db, await prepareImport(deps, file))) ?? {}
  assert.equal(await exportMissions(deps.db), before)
  const outcomes = { imported: 1, merged: 0, changed: 1, unchanged: 0, rejected: 1 }
  assert.deepEqual(summary?.outcomes, outcomes)
  assert.deepEqual(
    summary?.contacts.map((each) => [each.kind, each.before, each.after]),
    [
      ['email', 'old@mfa.example', undefined],
      ['email', undefined, 'new@mfa.example'],
    ],
  )
  assert.equal(summary?.rejected[0]?.line, 4)
})

test('an import that is undone leaves the directory as it was, and can be taken in again', async (t) => {
  const { deps, clock, before } = await openWithLondon(t)
  const id = await prepareImport(deps, directoryFile(NEWER, PARIS))
  await applyImport(deps, id)
  const after = await exportMissions(deps.db)
  assert.notEqual(after, before)
  await assert.rejects(applyImport(deps, id), /import_applied_already/)

  clock.advance(DAY_MS)
  await undoImport(deps, id)
  assert.equal(await exportMissions(deps.db), before)
  await assert.rejects(undoImport(deps, id), /import_not_last/)

  await applyImport(deps, await prepareImport(deps, directoryFile(NEWER, PARIS)))
  assert.equal(await exportMissions(deps.db), after)
})

test('what an import says anew of a known mission is told before, and stands in its history', async (t) => {
  const { deps, clock } = await openWithLondon(t)
  const [london] = await listMissionsOf(deps.db, 'KZ')
  const missionId = london?.id ?? ''
  const named = { ...NEWER, name: 'The house' }
  const id = await prepareImport(deps, directoryFile(named, PARIS))
  const { summary } = (await findImport(deps.db, id)) ?? {}
  const known = { type: 'embassy', receivingState: 'GB' }
  assert.deepEqual(summary?.descriptions, [
    {
      missionId,
      before: { ...known, city: 'London' },
      after: { ...known, city: 'Greenwich', name: 'The house' },
    },
  ])
  await applyImport(deps, id)
  const past = async () =>
    (await listPastDescriptions(deps.db, missionId)).map(
      ({ city, sourceDate, validUntil }) => `${city} ${sourceDate} ${validUntil.slice(0, 10)}`,
    )
  assert.deepEqual(await past(), ['London 2022-11-16 2013-05-23'])
  clock.advance(DAY_MS)
  await importRows(deps, named)
  assert.equal((await past()).length, 1)
})

test('with an import that is undone its line in the history goes, too', async (t) => {
  const { deps, clock } = await openWithLondon(t)
  const id = await prepareImport(deps, directoryFile(NEWER))
  await applyImport(deps, id)
  clock.advance(DAY_MS)
  await undoImport(deps, id)
  const [london] = await listMissionsOf(deps.db, 'KZ')
  assert.equal(london?.city, 'London')
  assert.deepEqual(await listPastDescriptions(deps.db, london?.id ?? ''), [])
})

test('an import that was taken in before missions had all their columns can be undone', async (t) => {
  const { deps, before } = await openWithLondon(t)
  const id = await prepareImport(deps, directoryFile(NEWER))
  await applyImport(deps, id)
  const { changes } = await deps.db
    .selectFrom('mission_imports')
    .select('changes')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const older = String(changes).replace(/,"(described_at|source_date|closed_on)":null/g, '')
  assert.notEqual(older, changes)
  await deps.db
    .updateTable('mission_imports')
    .set({ changes: older })
    .where('id', '=', id)
    .execute()
  await undoImport(deps, id)
  assert.equal(await exportMissions(deps.db), before)
})

test('only the last import can be undone, also one that came by the command line', async (t) => {
  const { deps, before } = await openWithLondon(t)
  const [first] = await listImports(deps.db, 10)
  await importRows(deps, PARIS)
  const [last] = await listImports(deps.db, 10)
  assert.ok(first && last)
  await assert.rejects(undoImport(deps, first.id), /import_not_last/)
  await undoImport(deps, last.id)
  assert.equal(await exportMissions(deps.db), before)
})

test('what somebody changed after the import stays when it is undone', async (t) => {
  const { deps, clock } = await openWithLondon(t)
  const id = await prepareImport(deps, directoryFile(NEWER, PARIS))
  await applyImport(deps, id)
  const missions = await listMissionsOf(deps.db, 'KZ')
  const london = missions.find(({ receivingState }) => receivingState === 'GB')?.id ?? ''
  const [contact] = await listContactHistory(deps.db, london)
  clock.advance(DAY_MS)
  await endContact(deps, { missionId: london, contactId: contact?.id ?? '' })
  await undoImport(deps, id)
  assert.equal(await findMissionEmail(deps.db, london), 'old@mfa.example')
  assert.equal((await listContactHistory(deps.db, london)).length, 2)
})

test('an import is not undone when a mission was merged into one that it brought', async (t) => {
  const { deps } = await openWithLondon(t)
  const [london] = await listMissionsOf(deps.db, 'KZ')
  const id = await prepareImport(deps, directoryFile(PARIS))
  await applyImport(deps, id)
  const paris = (await listMissionsOf(deps.db, 'KZ')).find(({ city }) => city === 'Paris')
  await mergeMissions(deps, { id: london?.id ?? '', intoId: paris?.id ?? '' })
  await assert.rejects(undoImport(deps, id), /import_merged_meanwhile/)
  assert.equal((await findImport(deps.db, id))?.isUndoable, true)
})

test('of two who take in one file at once one does, and a file nobody takes in is forgotten', async (t) => {
  const { deps, clock } = await openWithLondon(t)
  const id = await prepareImport(deps, directoryFile(PARIS))
  const both = await Promise.allSettled([applyImport(deps, id), applyImport(deps, id)])
  assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1)

  const stale = await prepareImport(deps, directoryFile(NEWER))
  clock.advance(2 * DAY_MS)
  for (const { run } of missionsTimetables) await run(deps, new AbortController().signal)
  await assert.rejects(applyImport(deps, stale), /import_unknown/)
})

test('a broken file is refused with line and column, and nothing of it is kept', async (t) => {
  const { deps } = await openWithLondon(t)
  const file = { name: 'a.csv', content: Buffer.from('sending_state,"receiving_state\n') }
  await assert.rejects(prepareImport(deps, file), /import_open_quote/)
  assert.equal((await listImports(deps.db, 10)).length, 1)
})
