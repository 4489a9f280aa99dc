import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'

/**
 * Runs the whole suite on SQLite and, when `TEST_DATABASE_URL` names a server, at the same time on
 * PostgreSQL. Arguments are passed on: `npm test -- --test-name-pattern letter`.
 */
const files = globSync(['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'])
const runs = ['sqlite', ...(process.env.TEST_DATABASE_URL ? ['postgres'] : [])].map(runSuite)
const results = await Promise.all(runs)

for (const { database, output, status } of results) {
  process.stdout.write(`\n── ${database} ──\n${output}`)
  if (status !== 0) process.exitCode = 1
}
if (!process.env.TEST_DATABASE_URL) {
  process.stdout.write('\nSKIPPED: the suite on PostgreSQL, because TEST_DATABASE_URL is not set\n')
}

async function runSuite(database: string) {
  const options = ['--import', './test/hooks.ts', '--test', '--test-isolation=none']
  const suite = spawn(process.execPath, [...options, ...process.argv.slice(2), ...files], {
    env: { ...process.env, OUTCRY_TEST_DATABASE: database },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const chunks: Buffer[] = []
  for (const stream of [suite.stdout, suite.stderr]) {
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  }
  const status = await new Promise<number>((resolve) =>
    suite.on('close', (code) => resolve(code ?? 1)),
  )
  return { database, output: Buffer.concat(chunks).toString('utf8'), status }
}
