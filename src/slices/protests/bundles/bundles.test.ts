import assert from 'node:assert/strict'
import { test } from 'node:test'
import { get, type LetterApp, openLetterApp, post, sendLetter } from '../../../../test/letters.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../platform/time.ts'
import type { Outcome } from '../../mail/index.ts'
import { countLetters } from '../count-queries.ts'
import { findAccounts, places } from './account.ts'
import { recordHandIn } from './hand-in.ts'
import { makeBundle, undoBundle } from './make.ts'
import { printBundle } from './print.ts'
import { countBundleable, findBundle, listBundles, listHandIns } from './queries.ts'
import type { HandIn } from './types.ts'

const statesOf = async (app: LetterApp) =>
  (await app.deps.db.selectFrom('letters').select('state').orderBy('id').execute()).map(
    ({ state }) => state,
  )
const appealOf = async (app: LetterApp) =>
  (await app.deps.db.selectFrom('letters').select('appeal_id').executeTakeFirstOrThrow()).appeal_id

const taken: HandIn = {
  on: '2013-05-22',
  outcome: 'accepted',
  remarks: ['reply_promised'],
  note: '',
  recordedBy: 'Ana',
}

/** Letters to Paris, whose mission has no address. */
async function waitInParis(app: LetterApp, letters: Record<string, string>[]) {
  const fates: string[] = []
  for (const [index, letter] of letters.entries()) {
    fates.push(await sendLetter(app, { from: 'FR', email: `w${index}@reader.example`, ...letter }))
  }
  await app.runJobs()
  const missionId = await app.missionIdFor('FR')
  return { fates, missionId, appealId: await appealOf(app), by: 'Ana' }
}

test('waiting letters become a bundle, are printed, and are handed in together', async (t) => {
  const app = await openLetterApp(t)
  const { fates, ...wanted } = await waitInParis(app, [
    { name: 'Nora Byrne' },
    { name: 'Paul Martin', display: 'first' },
    { name: '', display: 'organisation' },
  ])
  assert.deepEqual(await statesOf(app), ['waiting_address', 'waiting_address', 'waiting_address'])
  const id = await makeBundle(app.deps, wanted)
  assert.deepEqual(await statesOf(app), ['bundled', 'bundled', 'bundled'])
  assert.match((await get(app, fates[0] ?? '')).body, /will be handed in on paper/)

  const bundle = await findBundle(app.deps.reader, id)
  assert.equal(bundle?.letters, 3)
  const printed = await printBundle(app.deps, { id, missionId: wanted.missionId })
  assert.deepEqual(
    printed.map(({ signedBy }) => signedBy.replace(/^A person.*, Sol/, 'Sol')).slice(0, 2),
    ['Nora Byrne, France', 'Paul, France'],
  )
  assert.doesNotMatch(JSON.stringify(printed), /Martin|reader\.example/)

  assert.equal(await recordHandIn(app.deps, id, taken), undefined)
  assert.deepEqual(await statesOf(app), ['handed_in', 'handed_in', 'handed_in'])
  assert.match((await get(app, fates[0] ?? '')).body, /was handed in on paper/)
  await assert.rejects(recordHandIn(app.deps, id, taken), /bundle_closed/)
  await assert.rejects(undoBundle(app.deps, id), /bundle_closed/)
})

test('a shut door leaves the bundle for another attempt, and both are written down', async (t) => {
  const app = await openLetterApp(t)
  const { fates: _, ...wanted } = await waitInParis(app, [{}])
  const id = await makeBundle(app.deps, wanted)
  await recordHandIn(app.deps, id, { ...taken, outcome: 'door_shut', remarks: ['police_called'] })
  assert.deepEqual(await statesOf(app), ['bundled'])
  await recordHandIn(app.deps, id, taken)
  const handIns = await listHandIns(app.deps.reader, id)
  assert.deepEqual(
    handIns.map(({ outcome, remarks }) => [outcome, ...remarks]),
    [
      ['door_shut', 'police_called'],
      ['accepted', 'reply_promised'],
    ],
  )
})

test('a bundle that is undone gives its letters back; without an address they wait again', async (t) => {
  const app = await openLetterApp(t)
  const { fates: _, ...wanted } = await waitInParis(app, [{}, {}])
  const id = await makeBundle(app.deps, wanted)
  await undoBundle(app.deps, id)
  assert.deepEqual(await statesOf(app), ['ready', 'ready'])
  await app.runJobs()
  assert.deepEqual(await statesOf(app), ['waiting_address', 'waiting_address'])
  assert.deepEqual(await listBundles(app.deps.reader, 10), [])
  await assert.rejects(undoBundle(app.deps, id), /bundle_closed/)
  await makeBundle(app.deps, wanted)
  assert.deepEqual(await statesOf(app), ['bundled', 'bundled'])
})

test('the writer can take a letter out of a bundle until it is handed in', async (t) => {
  const app = await openLetterApp(t)
  const { fates, ...wanted } = await waitInParis(app, [{}, {}])
  const id = await makeBundle(app.deps, wanted)
  assert.equal((await post(app, `${fates[0]}/withdrawal`)).statusCode, 303)
  assert.equal((await findBundle(app.deps.reader, id))?.letters, 1)
  await recordHandIn(app.deps, id, taken)
  assert.deepEqual(await statesOf(app), ['withdrawn', 'handed_in'])
  assert.equal((await post(app, `${fates[1]}/withdrawal`)).statusCode, 409)
})

test('two editors at once make one bundle of each letter', async (t) => {
  const app = await openLetterApp(t)
  const { fates: _, ...wanted } = await waitInParis(app, [{}, {}])
  const made = await Promise.allSettled([
    makeBundle(app.deps, wanted),
    makeBundle(app.deps, wanted),
  ])
  const bundles = await listBundles(app.deps.reader, 10)
  assert.equal(
    bundles.reduce((sum, { letters }) => sum + letters, 0),
    2,
  )
  assert.equal(made.filter(({ status }) => status === 'fulfilled').length, bundles.length)
  await assert.rejects(makeBundle(app.deps, wanted), /bundle_empty/)
})

test('a day that does not exist, or is still to come, is asked for again', async (t) => {
  const app = await openLetterApp(t)
  const { fates: _, ...wanted } = await waitInParis(app, [{}])
  const id = await makeBundle(app.deps, wanted)
  for (const [on, key] of [
    ['2013-02-30', 'protests.hand_in_error_day'],
    ['2013-05-24', 'protests.hand_in_error_future'],
  ] as const) {
    const errors = await recordHandIn(app.deps, id, { ...taken, on })
    assert.equal(errors?.on?.key, key)
  }
  const long = await recordHandIn(app.deps, id, { ...taken, note: 'x'.repeat(1001) })
  assert.equal(long?.note?.key, 'protests.hand_in_error_note')
  assert.deepEqual(await statesOf(app), ['bundled'])
})

test('missions with most letters come first in the account, and all are in its sum', async (t) => {
  const app = await openLetterApp(t)
  for (const [index, from] of ['IE', 'FR', 'FR', 'DE'].entries()) {
    await sendLetter(app, { from, email: `w${index}@reader.example` })
  }
  await sendLetter(app, { from: 'FR', email: 'w0@reader.example' })
  const { accounts, total } = await findAccounts(app.deps.reader, 1)
  assert.deepEqual(
    accounts.map(({ missionId, confirmed, waiting }) => [missionId, confirmed, waiting]),
    [[await app.missionIdFor('FR'), 3, 3]],
  )
  assert.deepEqual([total.confirmed, total.waiting, total.sent], [5, 3, 2])
})

test('a queue counts its letters whether they have an address to go to or not', async (t) => {
  const app = await openLetterApp(t)
  const { fates: _, ...wanted } = await waitInParis(app, [{}, {}])
  const { missionId, appealId } = wanted
  const id = await makeBundle(app.deps, wanted)
  await sendLetter(app, { from: 'FR', email: 'late@reader.example' })
  await sendLetter(app, { from: 'DE', email: 'late@reader.example' })
  await undoBundle(app.deps, id)
  assert.deepEqual(await statesOf(app), ['ready', 'ready', 'waiting_address', 'ready'])
  assert.deepEqual(await countBundleable(app.deps.reader), [
    { missionId, appealId, letters: 3 },
    { missionId: await app.missionIdFor('DE'), appealId, letters: 1 },
  ])
})

const accepted: Outcome = { kind: 'accepted', words: '250 ok' }
const outcomes: Outcome[] = [
  accepted,
  accepted,
  accepted,
  { kind: 'deferred', cause: 'their_side', code: 451, words: '451 later' },
  { kind: 'refused', reason: 'other', code: 552, words: '552 no' },
  { kind: 'refused', reason: 'policy', code: 554, words: '554 no' },
  { kind: 'held', reason: 'not_aligned' },
]

test('whatever happens, confirmed letters are sent, in a bundle, waiting or otherwise at an end', async (t) => {
  const app = await openLetterApp(t)
  const { deps } = app
  const appealId = await waitInParis(app, [{}]).then((wait) => wait.appealId)
  const random = numbers(20130522)
  const pick = <T>(choices: readonly T[]) => choices[Math.floor(random() * choices.length)] as T
  const fates: string[] = []
  const openBundles: string[] = []
  app.answer('letter', () => pick(outcomes))
  const acts: (() => Promise<unknown>)[] = [
    async () => {
      const email = `writer${fates.length}@reader.example`
      fates.push(await sendLetter(app, { from: pick(['IE', 'FR', 'DE']), email }))
    },
    () => app.runJobs(),
    async () => {
      app.clock.advance(pick([MINUTE_MS, HOUR_MS, DAY_MS, 6 * DAY_MS]))
      await app.runJobs()
    },
    async () => {
      const missionId = await app.missionIdFor(pick(['IE', 'FR', 'DE']))
      openBundles.push(await makeBundle(deps, { appealId, missionId, by: 'Ana' }))
    },
    () => undoBundle(deps, pick(openBundles)),
    () =>
      recordHandIn(deps, pick(openBundles), { ...taken, outcome: pick(['accepted', 'refused']) }),
    () => post(app, `${pick(fates)}/withdrawal`),
  ]
  const seen = new Set<string>()
  for (let step = 0; step < 80; step += 1) {
    // Much of it is impossible when its turn comes; that changes nothing in the account.
    await pick(acts)().catch(() => {})
    const { accounts, total } = await findAccounts(deps.reader, 10)
    assert.equal(total.confirmed, (await countLetters(deps.reader, appealId)).confirmed)
    for (const part of ['confirmed', ...places] as const) {
      const sum = accounts.reduce((letters, account) => letters + account[part], 0)
      assert.equal(sum, total[part])
    }
    for (const account of accounts) {
      const sum = places.reduce((total, place) => total + account[place], 0)
      assert.equal(sum, account.confirmed)
      for (const place of places) if (account[place] > 0) seen.add(place)
    }
  }
  assert.deepEqual([...seen].sort(), [...places].sort(), 'every place was used')
})

/** The same numbers from 0 up to 1 for the same seed (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
