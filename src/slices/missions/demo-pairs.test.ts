import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { openTestApp } from '../../../test/harness.ts'
import { importMissions } from './import/import-missions.ts'
import { resolveMissions } from './resolve.ts'

/**
 * Pairs of states decided by hand from `demo/missions.csv`, before the resolver was asked. The sending state is
 * Kazakhstan; given are the reader's state and all answers, best first, as reason, state and town.
 */
const decided: Record<string, string[]> = {
  IE: ['non_resident GB London'],
  GB: ['resident GB London'],
  IS: ['non_resident GB London'],
  AU: ['non_resident SG Singapore'],
  NZ: ['non_resident SG Singapore'],
  DE: ['resident DE Berlin'],
  AT: ['resident AT Vienna'],
  SI: ['non_resident AT Vienna'],
  FR: ['resident FR Paris', 'consulate FR Lyon'],
  VA: ['non_resident CH Bern'],
  MT: ['non_resident IT Rome'],
  BS: ['non_resident CA Ottawa', 'non_resident MX Mexico City'],
  PA: ['non_resident MX Mexico City'],
  US: ['resident US Washington, D.C.', 'multilateral US New York City'],
  UZ: ['resident UZ Tashkent', 'consulate UZ Samarkand'],
  UA: ['resident UA Kyiv'],
  CY: ['non_resident IL Tel Aviv'],
  FJ: ['multilateral US New York City', 'nearest JP Tokyo'],
  LI: ['multilateral US New York City', 'nearest CH Bern'],
  JE: ['non_resident GB London'],
  KZ: [],
}

test('the demo answers twenty pairs of states as decided by hand', async (t) => {
  const { deps } = await openTestApp(t)
  const name = 'missions.csv'
  const content = readFileSync(new URL(`../../../demo/${name}`, import.meta.url))
  await importMissions(deps, { name, content }, { dryRun: false })

  for (const [readerState, expected] of Object.entries(decided)) {
    const { missions } = await resolveMissions(deps.db, { sendingState: 'KZ', readerState })
    const found = missions.map((each) => `${each.reason} ${each.receivingState} ${each.city}`)
    assert.deepEqual(found, expected, `reader in ${readerState}`)
  }

  const { missions } = await resolveMissions(deps.db, { sendingState: 'KZ', readerState: 'IE' })
  assert.equal(missions[0]?.email, 'london@mfa.kz')
  assert.equal(missions[0]?.confirmedOn, undefined)
})
