import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LETTER_PATH, letterForm, openLetterApp, post } from '../../../../test/letters.ts'
import { HOUR_MS } from '../../../platform/time.ts'
import { mergeMissions } from '../../missions/index.ts'
import { makeBundle } from '../bundles/make.ts'
import { findBundle } from '../bundles/queries.ts'
import { listHours } from '../planner/queries.ts'
import { setOfficeHours } from '../planner/set-hours.ts'
import { followMergedMission } from './follow-merge.ts'
import { countWaitingByMission } from './queue-queries.ts'

const of = (email: string) => ({ email: `${email}@reader.example` })

async function openMerge(t: Parameters<typeof openLetterApp>[0]) {
  const app = await openLetterApp(t)
  const missionId = await app.missionIdFor('FR')
  const intoId = await app.missionIdFor('IE')
  assert.notEqual(missionId, intoId)
  const write = (id: string, name: string) => post(app, LETTER_PATH, letterForm(id, of(name)))
  const missionsOf = async () => {
    const rows = await app.deps.db.selectFrom('letters').select('mission_id').execute()
    return rows.map(({ mission_id }) => mission_id)
  }
  return { ...app, missionId, intoId, write, missionsOf }
}

test('letters to a mission that was merged go on to the one that it is', async (t) => {
  const app = await openMerge(t)
  await app.write(app.missionId, 'ana')
  await mergeMissions(app.deps, { id: app.missionId, intoId: app.intoId })
  await app.runJobs()
  assert.deepEqual(await app.missionsOf(), [app.intoId])
  const late = await app.write(app.missionId, 'bruno')
  assert.equal(late.statusCode, 303, late.body)
  assert.deepEqual(await app.missionsOf(), [app.intoId, app.intoId])
})

test('who wrote to both about one appeal keeps both letters, and doing it twice changes nothing', async (t) => {
  const app = await openMerge(t)
  for (const id of [app.missionId, app.intoId]) await app.write(id, 'ana')
  const at = app.clock.now()
  await app.deps.db.updateTable('letters').set({ confirmed_at: at, state: 'ready' }).execute()
  await mergeMissions(app.deps, { id: app.missionId, intoId: app.intoId })
  const { missionId, intoId } = app
  for (let run = 0; run < 2; run += 1) await followMergedMission(app.deps, { missionId, intoId })
  assert.deepEqual((await app.missionsOf()).sort(), [missionId, intoId].sort())
  assert.deepEqual(
    [...(await countWaitingByMission(app.deps.db))].sort(),
    [
      [missionId, 1],
      [intoId, 1],
    ].sort(),
  )
})

test('where nothing is sent to one of two missions, nothing is sent to them when they are one', async (t) => {
  const app = await openMerge(t)
  const { deps, missionId, intoId } = app
  const later = '2013-05-23T05:00:00.000Z'
  const stopped = { stopped_at: app.clock.now(), stopped_words: '550 policy' }
  await deps.db
    .insertInto('letter_pace')
    .values([
      { mission_id: missionId, next_slot_at: later, ...stopped },
      { mission_id: intoId, next_slot_at: app.clock.now() },
    ])
    .execute()
  await mergeMissions(deps, { id: missionId, intoId })
  await followMergedMission(deps, { missionId, intoId })
  const pace = await deps.db
    .selectFrom('letter_pace')
    .selectAll()
    .where('mission_id', '=', intoId)
    .executeTakeFirst()
  assert.equal(pace?.next_slot_at, later)
  assert.equal(pace?.stopped_words, '550 policy')
})

test('letters that still wait under the old mission leave, to the address of the new one', async (t) => {
  const app = await openMerge(t)
  const { deps, missionId, intoId } = app
  for (const id of [missionId, intoId]) await app.write(id, 'ana')
  const at = app.clock.now()
  await deps.db.updateTable('letters').set({ confirmed_at: at, state: 'ready' }).execute()
  await mergeMissions(deps, { id: missionId, intoId })
  await followMergedMission(deps, { missionId, intoId })
  for (let hour = 0; hour < 2; hour += 1) {
    await app.runJobs()
    app.clock.advance(HOUR_MS)
  }
  const states = await deps.db.selectFrom('letters').select('state').execute()
  assert.deepEqual(
    states.map(({ state }) => state),
    ['accepted', 'accepted'],
  )
})

test('known office hours and bundles go along to the mission that stays', async (t) => {
  const app = await openMerge(t)
  const { deps, missionId, intoId } = app
  await setOfficeHours(deps, missionId, { zone: 'Asia/Tokyo' })
  await app.write(missionId, 'ana')
  const at = app.clock.now()
  await deps.db.updateTable('letters').set({ confirmed_at: at, state: 'ready' }).execute()
  const { appeal_id: appealId } = await deps.db
    .selectFrom('letters')
    .select('appeal_id')
    .executeTakeFirstOrThrow()
  const id = await makeBundle(deps, { appealId, missionId, by: 'Ana' })
  await mergeMissions(deps, { id: missionId, intoId })
  for (let run = 0; run < 2; run += 1) await followMergedMission(deps, { missionId, intoId })
  assert.equal((await findBundle(deps.reader, id))?.missionId, intoId)
  assert.equal((await listHours(deps.reader, [intoId])).get(intoId)?.zone, 'Asia/Tokyo')
})
