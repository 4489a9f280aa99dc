import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type AppDeps, openInstallation } from '../src/app/deps.ts'
import { migrations } from '../src/app/rooms.ts'
import { readConfig } from '../src/platform/config.ts'
import { migrate } from '../src/platform/db/migrate.ts'
import { addMs, DAY_MS, type Instant, MINUTE_MS } from '../src/platform/time.ts'
import { dispatchLetters } from '../src/slices/protests/delivery/dispatch.ts'
import { resumeMission } from '../src/slices/protests/delivery/resume.ts'
import { HostileFilter, type Rules } from './hostile-filter.ts'
import { addMissions, addReadyLetters, type WaitingMission } from './ready-letters.ts'

/**
 * Letters to missions whose mail servers do not want them: the planner against sending everything at
 * once. Both use the server's own code on a database of their own; only the clock and the missions'
 * mail servers are made up. The same seed gives the same figures.
 *
 * `--letters 600 --days 10 --seed 1`: letters to each mission.
 */
const { values } = parseArgs({
  options: {
    letters: { type: 'string', default: '600' },
    days: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
  },
})
const letters = Number(values.letters)
const seed = Number(values.seed)
/** A Wednesday, at nine in London. */
const START: Instant = '2013-05-22T08:00:00.000Z'
const END = addMs(START, Number(values.days) * DAY_MS)
const STEP_MS = 2 * MINUTE_MS
/** Of all letters, those that nobody put into words of their own. */
const COPIED = 0.1

const easy: Rules = {
  greylists: false,
  burst: 20,
  perHour: 100,
  firstDay: 300,
  sameText: 50,
  mailbox: 2000,
  emptiedPerHour: 30,
}
const filters: Record<string, Rules> = {
  DE: easy,
  FR: { ...easy, greylists: true },
  GB: { ...easy, burst: 5, perHour: 40, firstDay: 100 },
  IT: { ...easy, sameText: 5 },
  SA: { ...easy, mailbox: 60, emptiedPerHour: 8 },
  US: { ...easy, greylists: true, burst: 3, perHour: 30, firstDay: 60, sameText: 10, mailbox: 300 },
}

interface Way {
  name: string
  settings: Record<string, string>
  /** So long after a stop somebody at the desk lets letters leave again. */
  resumesAfterMs: number
  /** Whether neither slots nor stops are kept to. */
  isPushing: boolean
}
const ways: Way[] = [
  {
    name: 'all at once',
    settings: { LETTERS_PER_HOUR: '10000000', OFFICE_HOURS: 'off' },
    resumesAfterMs: 0,
    isPushing: true,
  },
  { name: 'planned', settings: {}, resumesAfterMs: DAY_MS, isPushing: false },
]

const random = Math.random
for (const way of ways) print(way.name, await simulate(way))
Math.random = random

interface Figures {
  /** By country of the mission. */
  delivered: Record<string, number>
  states: Record<string, number>
}

async function simulate(way: Way): Promise<Figures> {
  let now = START
  const clock = { now: () => now }
  // Hangs on the time alone, so that the order in which missions are served changes nothing.
  Math.random = () => chance(`${seed} ${now}`)
  const dataDir = mkdtempSync(join(tmpdir(), 'outcry-simulate-'))
  const result = readConfig(
    {
      DATA_DIR: dataDir,
      MAIL: 'smtp',
      MAIL_CHECK: 'off',
      MAIL_FROM: 'letters@outcry.example',
      SMTP_URL: 'smtp://127.0.0.1:9',
      LOG_LEVEL: 'error',
      ...way.settings,
    },
    { demo: false },
  )
  if ('problems' in result) throw new Error(result.problems.join('\n'))
  const installation = openInstallation(result.config, { clock })
  const { deps } = installation
  try {
    await migrate(deps.db, migrations)
    const missions = await addMissions(deps, Object.keys(filters))
    const servers = openServers(deps, missions)
    const count = letters * missions.length
    await addReadyLetters(deps, missions, { letters: count, textOf })
    const { signal } = new AbortController()
    while (now < END) {
      await resume(deps, way.resumesAfterMs)
      await dispatchLetters(deps, signal)
      if (way.isPushing) await pushOn(deps, signal)
      now = await nextTime(deps, now, way)
    }
    return { delivered: countDelivered(servers), states: await countStates(deps) }
  } finally {
    await installation.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

function openServers(deps: AppDeps, missions: WaitingMission[]): Map<string, HostileFilter> {
  const servers = new Map(
    missions.map(({ email }) => {
      const country = /@(\w\w)\./.exec(email)?.[1]?.toUpperCase() ?? ''
      return [email, new HostileFilter(filters[country] ?? easy, deps.clock)]
    }),
  )
  deps.mailer = {
    async handOver(message) {
      const outcome = servers.get(message.envelope.to)?.answer(message)
      if (!outcome) throw new Error(`nobody is called ${message.envelope.to}`)
      return outcome
    },
    close: async () => {},
  }
  return servers
}

/** Sends everything that is left, whatever the servers say. */
async function pushOn(deps: AppDeps, signal: AbortSignal): Promise<void> {
  for (;;) {
    const isLeft = await deps.reader
      .selectFrom('letters')
      .select('id')
      .where('state', '=', 'ready')
      .executeTakeFirst()
    if (!isLeft) return
    const at = deps.clock.now()
    await deps.db.updateTable('letter_pace').set({ next_slot_at: at, stopped_at: null }).execute()
    await dispatchLetters(deps, signal)
  }
}

/** What somebody at the desk does about missions that stopped, some time later. */
async function resume(deps: AppDeps, afterMs: number): Promise<void> {
  const now = deps.clock.now()
  const stopped = await deps.reader
    .selectFrom('letter_pace')
    .select('mission_id')
    .where('stopped_at', '<=', addMs(now, -afterMs))
    .execute()
  for (const { mission_id } of stopped) await resumeMission(deps, mission_id)
}

/** The next step; hours in which nothing can happen are skipped. */
async function nextTime(
  { reader }: AppDeps,
  now: Instant,
  { resumesAfterMs }: Way,
): Promise<Instant> {
  const pace = await reader.selectFrom('letter_pace').selectAll().execute()
  const due = await reader
    .selectFrom('letters')
    .select(({ fn }) => fn.min('due_at').as('at'))
    .where('state', '=', 'deferred')
    .executeTakeFirst()
  const ready = await reader
    .selectFrom('letters')
    .select('id')
    .where('state', '=', 'ready')
    .limit(1)
    .execute()
  const slots =
    ready.length === 0
      ? []
      : pace.map((row) => {
          if (row.stopped_at) return addMs(row.stopped_at, resumesAfterMs)
          return [row.next_slot_at, row.closed_until ?? ''].sort().at(-1) ?? now
        })
  const events = [...slots, due?.at ?? ''].filter((at) => at !== '')
  const next = events.sort()[0] ?? END
  return [next, addMs(now, STEP_MS)].sort().at(-1) ?? END
}

function countDelivered(servers: Map<string, HostileFilter>): Record<string, number> {
  return Object.fromEntries([...servers].map(([email, { delivered }]) => [email, delivered.size]))
}

async function countStates({ reader }: AppDeps): Promise<Record<string, number>> {
  const rows = await reader
    .selectFrom('letters')
    .select('state')
    .select(({ fn }) => fn.countAll().as('letters'))
    .groupBy('state')
    .orderBy('state')
    .execute()
  return Object.fromEntries(rows.map(({ state, letters: count }) => [state, Number(count)]))
}

/** One letter in ten is the text that was offered, the others are the writers' own. */
function textOf(index: number): string {
  const text = 'Please release everyone who is still held, and drop the charges.'
  return chance(`${seed} text ${index}`) < COPIED ? text : `${text} I am reader ${index}.`
}

/** A number from 0 up to 1 that hangs on the text alone (FNV-1a, mixed once more). */
function chance(text: string): number {
  let hash = 0x811c9dc5
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32
}

function print(name: string, { delivered, states }: Figures): void {
  const all = Object.values(delivered).reduce((sum, count) => sum + count, 0)
  const share = (count: number, of: number) => `${((100 * count) / of).toFixed(1)} %`
  const total = letters * Object.keys(delivered).length
  process.stdout.write(`${name}: ${share(all, total)} of ${total} letters got through\n`)
  for (const [email, count] of Object.entries(delivered)) {
    process.stdout.write(`  ${email.padEnd(24)} ${share(count, letters).padStart(8)}\n`)
  }
  const words = Object.entries(states).map(([state, count]) => `${state} ${count}`)
  process.stdout.write(`  ${words.join(', ')}\n`)
}
