import assert from 'node:assert/strict'
import { test } from 'node:test'
import { get, openLetterApp, sendLetter } from '../../../../test/letters.ts'
import { HOUR_MS } from '../../../platform/time.ts'
import { carried, foldObservations, MIN_LETTERS, shareTurnedAway } from './observe.ts'

test('a mission is spoken of from ten carried letters on; others say nothing about it', () => {
  const letters = [
    { missionId: 'enough', state: 'final', letters: 6 },
    { missionId: 'enough', state: 'refused', letters: 3 },
    { missionId: 'enough', state: 'bounced', letters: 1 },
    { missionId: 'enough', state: 'withdrawn', letters: 50 },
    { missionId: 'few', state: 'accepted', letters: 9 },
    { missionId: 'few', state: 'ready', letters: 500 },
    { missionId: 'paper', state: 'handed_in', letters: 10 },
  ] as const
  const handIns = [
    { missionId: 'paper', outcome: 'door_shut', attempts: 2 },
    { missionId: 'paper', outcome: 'accepted', attempts: 1 },
    { missionId: 'never', outcome: 'refused', attempts: 40 },
  ] as const
  const observed = foldObservations(letters, handIns)
  assert.deepEqual([...observed.keys()], ['enough', 'paper'])
  const [enough, paper] = [...observed.values()]
  assert.ok(enough && paper)
  assert.equal(carried(enough), 10)
  assert.equal(shareTurnedAway(enough), 0.4)
  assert.equal(shareTurnedAway(paper), undefined)
  assert.deepEqual([paper.doorAttempts, paper.doorRefusals], [3, 2])
})

test('the page and the data tell the same, and nothing below the minimum', async (t) => {
  const app = await openLetterApp(t)
  const write = (number: number) =>
    sendLetter(app, { from: 'DE', email: `writer${number}@reader.example` })
  for (let number = 1; number < MIN_LETTERS; number += 1) {
    await write(number)
    app.clock.advance(HOUR_MS)
    await app.runJobs()
  }
  assert.match((await get(app, '/observatory/')).body, /No mission has had ten letters|at least 10/)
  assert.doesNotMatch((await get(app, '/observatory/map.svg')).body, /<circle|Berlin/)
  assert.deepEqual((await get(app, '/observatory.json')).json().missions, [])

  app.answer('letter', () => ({ kind: 'refused', reason: 'other', code: 550, words: '550 no' }))
  await write(MIN_LETTERS)
  await app.runJobs()
  app.clock.advance(HOUR_MS)
  await app.runJobs()
  const page = (await get(app, '/observatory/')).body
  assert.match(page, /Embassy of Kazakhstan in Berlin[\s\S]*>9<[\s\S]*>1<[\s\S]*10%/)
  const described = 'letters carried to 1 mission. Most: Embassy of Kazakhstan in Berlin 10.'
  const map = await get(app, '/en/observatory/map.svg')
  assert.match(String(map.headers['content-type']), /^image\/svg\+xml/)
  assert.ok(map.body.includes(described))
  assert.equal(map.body.match(/<circle /g)?.length, 1)
  assert.ok(page.includes(described))
  assert.match(page, /<img class="letters-map" src="[^"]*\/observatory\/map\.svg"/)
  const [mission] = (await get(app, '/observatory.json')).json().missions
  assert.equal(mission.taken, 9)
  assert.equal(mission.refused, 1)
  assert.equal(mission.share_turned_away, 0.1)
})
