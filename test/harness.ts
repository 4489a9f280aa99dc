import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { sql } from 'kysely'
import { type AppDeps, openInstallation } from '../src/app/deps.ts'
import { handlers, timetables } from '../src/app/rooms.ts'
import { buildServer } from '../src/app/serve.ts'
import { type Config, packageDir, readConfig } from '../src/platform/config.ts'
import type { App } from '../src/platform/http/types.ts'
import { loadCatalogues } from '../src/platform/i18n/catalogues.ts'
import type { Log } from '../src/platform/log.ts'
import { runDueJobs, runTimetable } from '../src/platform/outbox/worker.ts'
import { addMs, type Clock, type Instant } from '../src/platform/time.ts'
import { copyEmptyDatabase, emptyDatabase } from './empty-database.ts'

/** A clock that stands still until a test moves it. */
export interface StoppedClock extends Clock {
  advance(ms: number): void
}

/** The day of the worked example, early in the morning. */
export const DAWN: Instant = '2013-05-22T05:00:00.000Z'

export function stoppedClock(start: Instant = DAWN): StoppedClock {
  let now = start
  return {
    now: () => now,
    advance(ms) {
      now = addMs(now, ms)
    },
  }
}

/** A whole installation on an empty, migrated database, closed with its test. */
export interface TestApp {
  deps: AppDeps
  clock: StoppedClock
  server: App
  /** Runs every job that is due and every timetable once, until nothing is left to do. */
  runJobs(): Promise<void>
}

const databaseUrl =
  process.env.OUTCRY_TEST_DATABASE === 'postgres' ? process.env.TEST_DATABASE_URL : undefined

/** Which database the suite runs on now. */
export const testDatabase = databaseUrl ? 'postgres' : 'sqlite'

/** They are read once, because no test changes them. */
const catalogues = loadCatalogues(join(packageDir, 'locales'))

/** Opens an installation whose configuration differs from the defaults as given. */
export async function openTestApp(
  t: TestContext,
  changes: Partial<Config> = {},
  { log }: { log?: Log } = {},
): Promise<TestApp> {
  const dataDir = mkdtempSync(join(tmpdir(), 'outcry-test-'))
  const clock = stoppedClock()
  if (testDatabase === 'sqlite') await copyEmptyDatabase(dataDir)
  const installation = openInstallation(testConfig(dataDir, changes), { clock, log, catalogues })
  const { deps } = installation
  if (testDatabase === 'postgres') await emptyDatabase(deps.db)
  // What a test writes need not survive a power cut.
  else await sql`pragma synchronous = off`.execute(deps.db)
  const server = await buildServer(deps)
  t.after(
    inTurn([
      () => closeAtOnce(server),
      () => installation.close(),
      () => rmSync(dataDir, { recursive: true, force: true }),
    ]),
  )
  return { deps, clock, server, runJobs: () => runJobs(deps) }
}

/** A browser keeps connections open that it has asked nothing by; nobody here waits until they end. */
async function closeAtOnce(server: App): Promise<void> {
  const ending = setInterval(() => server.server.closeAllConnections(), 20)
  await server.close()
  clearInterval(ending)
}

/** Node keeps what is done after a test until the last test has ended: this keeps nothing then. */
function inTurn(steps: (() => unknown)[]): () => Promise<void> {
  return async () => {
    for (const step of steps.splice(0)) await step()
  }
}

function testConfig(dataDir: string, changes: Partial<Config>): Config {
  const result = readConfig(
    {
      DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl,
      PUBLIC_URL: 'https://outcry.example',
      ORGANISATION: 'Solidarity Now',
      MAIL: 'preview',
      MAIL_FROM: 'letters@outcry.example',
      // No test asks anybody outside.
      VIDEO_CHECK: 'off',
      LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
    },
    { demo: false },
  )
  if ('problems' in result) throw new Error(result.problems.join('\n'))
  return { ...result.config, ...changes }
}

const MAX_ROUNDS = 50

async function runJobs(deps: AppDeps): Promise<void> {
  const { signal } = new AbortController()
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const wasBusy = await runDueJobs(deps, handlers)
    if (wasBusy) continue
    for (const entry of timetables) await runTimetable(deps, entry, signal)
    if (!(await runDueJobs(deps, handlers))) return
  }
  throw new Error(`jobs were still due after ${MAX_ROUNDS} rounds`)
}
