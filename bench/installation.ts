import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

/** Opens an installation, measures on it, and removes it. */
export async function withInstallation(
  settings: Record<string, string>,
  measure: (bench: Bench) => Promise<void>,
  overrides: { clock?: Clock } = {},
): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'outcry-bench-'))
  const environment = { DATA_DIR: dataDir, ROLE: 'web', LOG_LEVEL: 'error', ...settings }
  const result = readConfig(environment, { demo: false })
  if ('problems' in result) throw new Error(result.problems.join('\n'))
  const installation = openInstallation(result.config, overrides)
  const { deps } = installation
  try {
    await migrate(deps.db, migrations)
    await fillDemo(deps)
    const { teasers } = await listAppeals(deps.reader, { lang: 'en', limit: 1 })
    await measure({ deps, environment, dataDir, appealPath: teasers[0]?.path ?? '/' })
  } finally {
    await installation.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
