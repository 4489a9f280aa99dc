import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { AppDeps } from '../../src/app/deps.ts'
import { nextState } from '../../src/slices/protests/fate.ts'
import { testDatabase } from '../harness.ts'
import { type CrashSite, prepareCrashSite } from './crash-site.ts'
import { type MailSink, openMailSink } from './mail-sink.ts'
import { createServerProcess, type ServerProcess } from './server-process.ts'
import { type Ledger, writeLetters } from './writers.ts'

const KILLS = 20
const WRITERS = 8
/** Some kills hit the server before it serves, the others while it works. */
const KILLED_EARLY = 0.2
const MAX_START_MS = 400
const MAX_WORK_MS = 600
const QUIET_WITHIN_MS = 60_000

/** On PostgreSQL a second worker takes part; both hand letters to the same missions. */
const WORKERS = testDatabase === 'postgres' ? 2 : 1

test(`killed twenty times (workers: ${WORKERS}), it loses no confirmed letter and repeats only what was in flight`, async (t) => {
  const seed = Number(process.env.TEST_SEED ?? randomInt(2 ** 31))
  t.diagnostic(`TEST_SEED=${seed}`)
  const random = seededRandom(seed)
  const sink = await openMailSink(t)
  const site = await prepareCrashSite(t, sink.url)
  const server = createServerProcess(t, site.settings)
  const helper =
    WORKERS === 2 ? createServerProcess(t, { ...site.settings, ROLE: 'worker' }) : undefined

  const ledger: Ledger = { confirmed: new Map(), unanswered: new Set(), ignored: new Set() }
  const end = new AbortController()
  const writing = { server, sink, random, ...site }
  const writers = Array.from({ length: WRITERS }, (_, writer) =>
    writeLetters(writing, writer, { ledger, signal: end.signal }),
  )
  const kills = killAgainAndAgain({ server, helper, site }, random)
    .then(() => waitUntil(() => ledger.confirmed.size > KILLS))
    .finally(() => end.abort())
  await Promise.all([kills, ...writers])
  await waitUntilQuiet(site)
  assert.equal(await server.stop(), 0)
  if (helper) assert.equal(await helper.stop(), 0)

  assert.ok(ledger.confirmed.size > KILLS, 'it was killed while there was something to do')
  const repeats = checkArrivals(sink, site, ledger)
  assert.ok(repeats <= KILLS * WORKERS * site.recipients.length, `${repeats} repeated attempts`)
  await site.look((deps) => checkRows(deps, ledger))
  t.diagnostic(
    `${ledger.confirmed.size} letters confirmed, ${ledger.unanswered.size} without an answer, ` +
      `${ledger.ignored.size} not; ${repeats} attempts repeated in ${KILLS} kills`,
  )
})

async function killAgainAndAgain(
  { server, helper, site }: { server: ServerProcess; helper?: ServerProcess; site: CrashSite },
  random: () => number,
): Promise<void> {
  for (let kill = 0; kill < KILLS; kill += 1) {
    server.start()
    helper?.start()
    const isEarly = random() < KILLED_EARLY
    if (!isEarly) await server.address()
    await sleep(random() * (isEarly ? MAX_START_MS : MAX_WORK_MS))
    await server.kill()
    // The account is right while the other one is still at work, and when nobody is.
    await site.look(checkAccount)
    await helper?.kill()
    await site.look(checkAccount)
  }
  server.start()
  helper?.start()
  await server.address()
}

/** What was counted as confirmed is what lies there, wherever that may be; one look, one moment. */
async function checkAccount({ reader }: AppDeps): Promise<void> {
  const { rows } = await sql<{ counted: number | null; found: number }>`
    select (select sum(letters) from letter_counts where kind = 'confirmed') as counted,
      (select count(*) from letters where state not in ('unconfirmed', 'lapsed')) as found`.execute(
    reader,
  )
  const [{ counted, found } = { counted: null, found: -1 }] = rows
  assert.equal(Number(counted ?? 0), Number(found))
}

/** On a busy machine the server may have been killed before anybody got a letter through. */
async function waitUntil(isTrue: () => boolean): Promise<void> {
  const deadline = Date.now() + QUIET_WITHIN_MS
  while (!isTrue() && Date.now() < deadline) await sleep(100)
}

/** Waits until nothing is left to do for the server. */
async function waitUntilQuiet(site: CrashSite): Promise<void> {
  const deadline = Date.now() + QUIET_WITHIN_MS
  await site.look(async ({ reader }) => {
    for (;;) {
      const { letters } = await reader
        .selectFrom('letters')
        .select(({ fn }) => fn.countAll().as('letters'))
        .where('state', 'in', ['ready', 'sending', 'deferred'])
        .executeTakeFirstOrThrow()
      const jobs = await reader.selectFrom('outbox_jobs').select('handler').execute()
      if (Number(letters) === 0 && jobs.length === 0) return
      assert.ok(Date.now() < deadline, `${letters} letters and ${jobs.length} jobs are left over`)
      await sleep(100)
    }
  })
}

/** What arrived at the missions against what the writers know. Returns how much came twice. */
function checkArrivals(sink: MailSink, site: CrashSite, ledger: Ledger): number {
  const arrived = site.recipients.flatMap(({ email }) => sink.taken.get(email) ?? [])
  const bySubject = Map.groupBy(arrived, ({ subject }) => subject)
  for (const [subject, copies] of bySubject) {
    assert.equal(new Set(copies.map(({ messageId }) => messageId)).size, 1, `${subject} is two`)
    assert.ok(!ledger.ignored.has(subject), `${subject} was not confirmed and arrived`)
  }
  for (const [subject, email] of ledger.confirmed) {
    const copies = bySubject.get(subject) ?? []
    assert.ok(copies.length > 0, `${subject} was confirmed and did not arrive`)
    assert.ok(
      copies.every(({ to }) => to === email),
      `${subject} went to somebody else`,
    )
  }
  return arrived.length - bySubject.size
}

/** Letters, their histories and the counts tell one story. */
async function checkRows({ reader }: AppDeps, ledger: Ledger): Promise<void> {
  const letters = await reader.selectFrom('letters').selectAll().execute()
  const events = await reader.selectFrom('letter_events').selectAll().orderBy('id').execute()
  const histories = Map.groupBy(events, (event) => event.letter_id)
  for (const { id, state, confirmed_at } of letters) {
    let before = 'draft' as (typeof events)[number]['from_state']
    for (const { from_state, to_state, event } of histories.get(id) ?? []) {
      assert.equal(from_state, before, `the history of ${id} has a gap`)
      assert.equal(nextState(from_state, event), to_state)
      before = to_state
    }
    assert.equal(before, state, `the history of ${id} ends elsewhere`)
    assert.equal(state, confirmed_at ? 'accepted' : 'unconfirmed')
  }
  const confirmed = letters.filter(({ confirmed_at }) => confirmed_at !== null).length
  const { confirmed: answered, unanswered, ignored } = ledger
  assert.equal(letters.length, answered.size + unanswered.size + ignored.size)
  assert.ok(confirmed >= answered.size && confirmed <= answered.size + unanswered.size)

  const counts = await reader.selectFrom('letter_counts').select('letters').execute()
  const counted = counts.reduce((sum, row) => sum + Number(row.letters), 0)
  assert.equal(counted, confirmed, 'as many are counted as were confirmed')
}

/** The generator mulberry32: small, and the same numbers for the same seed. */
function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
