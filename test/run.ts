import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import pg from 'pg'

/**
 * Runs the whole suite on SQLite, and on PostgreSQL when `TEST_DATABASE_URL` names a server on which
 * databases may be made. Arguments are passed on: `npm test -- --test-name-pattern letter`.
 *
 * The dearest part comes first, so that none is left over when all others have ended.
 */
const parts = {
  rooms: globSync('src/**/*.test.{ts,tsx}'),
  pages: ['test/pages.test.ts'],
  journeys: globSync('test/journeys/*.test.ts', { exclude: ['**/*crash.test.ts'] }),
  house: [] as string[],
  crashes: globSync('test/journeys/*crash.test.ts'),
}
const listed = new Set(Object.values(parts).flat())
parts.house = globSync('test/**/*.test.{ts,tsx}').filter((file) => !listed.has(file))

const serverUrl = process.env.TEST_DATABASE_URL

const runs = Object.entries(parts).flatMap(([part, files]) => [
  ...(serverUrl ? [() => runOnPostgres(part, files, serverUrl)] : []),
  () => runSuite(`${part} on SQLite`, files, {}),
])

/** More at a time than there are processors would only make each other late. */
const LANES = Math.max(2, availableParallelism())

await Promise.all(
  Array.from({ length: LANES }, async () => {
    for (let run = runs.shift(); run; run = runs.shift()) {
      if ((await run()) !== 0) process.exitCode = 1
    }
  }),
)
if (!serverUrl) {
  process.stdout.write('\nSKIPPED: the suite on PostgreSQL, because TEST_DATABASE_URL is not set\n')
  if (process.env.CI) process.exitCode = 1
}

/** Each part has a database of its own, because tests empty all tables. */
async function runOnPostgres(part: string, files: string[], url: string): Promise<number> {
  const database = `outcry_test_${part}_${process.pid}`
  const address = new URL(url)
  address.pathname = `/${database}`
  await askServer(url, `create database ${database}`)
  const environment = { OUTCRY_TEST_DATABASE: 'postgres', TEST_DATABASE_URL: address.href }
  const status = await runSuite(`${part} on PostgreSQL`, files, environment)
  await askServer(url, `drop database ${database} with (force)`)
  return status
}

async function askServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement)
  await client.end()
}

/** Runs some files in a process of their own and shows what they said, whole, when they have ended. */
async function runSuite(
  name: string,
  files: string[],
  environment: Record<string, string>,
): Promise<number> {
  const begin = performance.now()
  const options = ['--import', './test/hooks.ts', '--test', '--test-isolation=none']
  const suite = spawn(process.execPath, [...options, ...process.argv.slice(2), ...files], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const chunks: Buffer[] = []
  for (const stream of [suite.stdout, suite.stderr]) {
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  }
  const status = await new Promise<number>((resolve) =>
    suite.on('close', (code) => resolve(code ?? 1)),
  )
  const seconds = Math.round((performance.now() - begin) / 1000)
  process.stdout.write(`\n── ${name}, ${seconds} s ──\n${Buffer.concat(chunks).toString('utf8')}`)
  return status
}
