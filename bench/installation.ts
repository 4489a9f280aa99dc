import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { fillDemo } from '../src/app/demo.ts'
import { type AppDeps, openInstallation } from '../src/app/deps.ts'
import { migrations } from '../src/app/rooms.ts'
import { readConfig } from '../src/platform/config.ts'
import { migrate } from '../src/platform/db/migrate.ts'
import type { Clock } from '../src/platform/time.ts'
import { listAppeals } from '../src/slices/appeals/index.ts'

/** The server as `npm start` runs it. */
export const OUTCRY = [
  '--max-semi-space-size=8',
  '--max-old-space-size=128',
  'dist/main.js',
  'serve',
]

/** An installation with the worked example in a folder of its own. */
export interface Bench {
  deps: AppDeps
  /** What the server under load is told, so that it opens the same installation. */
  environment: Record<string, string>
  dataDir: string
  /** The page of the worked example. */
  appealPath: string
}

/**
 * Opens an installation, measures on it, and removes it. `DATABASE_URL` names a server of PostgreSQL
 * on which databases may be made: the installation gets one of its own, beside the one that is named.
 */
export async function withInstallation(
  settings: Record<string, string>,
  measure: (bench: Bench) => Promise<void>,
  overrides: { clock?: Clock } = {},
): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'outcry-bench-'))
  const database = settings.DATABASE_URL ? await createDatabase(settings.DATABASE_URL) : undefined
  const environment = {
    ...{ DATA_DIR: dataDir, ROLE: 'web', LOG_LEVEL: 'error', ...settings },
    ...(database && { DATABASE_URL: database.url }),
  }
  try {
    await measureIn(environment, measure, overrides)
  } finally {
    await database?.drop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function measureIn(
  environment: Bench['environment'] & { DATA_DIR: string },
  measure: (bench: Bench) => Promise<void>,
  overrides: { clock?: Clock },
): Promise<void> {
  const result = readConfig(environment, { demo: false })
  if ('problems' in result) throw new Error(result.problems.join('\n'))
  const installation = openInstallation(result.config, overrides)
  const { deps } = installation
  try {
    await migrate(deps.db, migrations)
    await fillDemo(deps)
    const { teasers } = await listAppeals(deps.reader, { lang: 'en', limit: 1 })
    const appealPath = teasers[0]?.path ?? '/'
    await measure({ deps, environment, dataDir: environment.DATA_DIR, appealPath })
  } finally {
    await installation.close()
  }
}

let databases = 0

async function createDatabase(server: string): Promise<{ url: string; drop(): Promise<void> }> {
  databases += 1
  const name = `outcry_bench_${process.pid}_${databases}`
  await askServer(server, `create database ${name}`)
  const own = new URL(server)
  own.pathname = `/${name}`
  // A server under load may still be connected when the measuring has failed.
  return { url: own.href, drop: () => askServer(server, `drop database ${name} with (force)`) }
}

async function askServer(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
