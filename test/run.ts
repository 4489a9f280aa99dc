import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import pg from 'pg'

/**
 * Runs the whole suite: the rooms and, beside them, what needs a browser or whole servers. On
 * SQLite, and at the same time on PostgreSQL when `TEST_DATABASE_URL` names a server on which
 * databases may be made. Arguments are passed on: `npm test -- --test-name-pattern letter`.
 */
const parts = {
  rooms: globSync('src/**/*.test.{ts,tsx}'),
  house: globSync('test/**/*.test.{ts,tsx}'),
}
const serverUrl = process.env.TEST_DATABASE_URL

for (const [part, files] of Object.entries(parts)) {
  // Two at a time: more would only make each other late.
  const results = await Promise.all([
    runSuite(`${part} on SQLite`, files, {}),
    ...(serverUrl ? [runOnPostgres(part, files, serverUrl)] : []),
  ])
  for (const { name, output, status } of results) {
    process.stdout.write(`\n── ${name} ──\n${output}`)
    if (status !== 0) process.exitCode = 1
  }
}
if (!serverUrl) {
  process.stdout.write('\nSKIPPED: the suite on PostgreSQL, because TEST_DATABASE_URL is not set\n')
  if (process.env.CI) process.exitCode = 1
}

/** Each part has a database of its own, because tests empty all tables. */
async function runOnPostgres(part: string, files: string[], url: string) {
  const database = `outcry_test_${part}_${process.pid}`
  const address = new URL(url)
  address.pathname = `/${database}`
  await askServer(url, `create database ${database}`)
  const environment = { OUTCRY_TEST_DATABASE: 'postgres', TEST_DATABASE_URL: address.href }
  const result = await runSuite(`${part} on PostgreSQL`, files, environment)
  await askServer(url, `drop database ${database} with (force)`)
  return result
}

async function askServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement)
  await client.end()
}

async function runSuite(name: string, files: string[], environment: Record<string, string>) {
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
  return { name, output: Buffer.concat(chunks).toString('utf8'), status }
}
