import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fillDemo } from '../src/app/demo.ts'
import { type Installation, openInstallation } from '../src/app/deps.ts'
import { migrations } from '../src/app/rooms.ts'
import { readConfig } from '../src/platform/config.ts'
import { migrate } from '../src/platform/db/migrate.ts'
import { listAppeals } from '../src/slices/appeals/index.ts'
import { resolveMissions } from '../src/slices/missions/index.ts'
import { measureLetters } from './letters.ts'
import { measureMissions } from './missions.ts'
import { measurePage } from './pages.ts'
import { pinLoad, type ServerProcess, startServer } from './server-process.ts'

/**
 * Measures the installation against targets and against a bare server in the same run. Prints a
 * table and writes bench/results/latest.json. PostgreSQL takes part when BENCH_DATABASE_URL names
 * an empty database.
 */
/** The server as `npm start` runs it. */
const OUTCRY = ['--max-semi-space-size=8', 'dist/main.js', 'serve']

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, only: { type: 'string' } },
})
const seconds = Number(values.seconds)
const rows: { what: string; value: string; target: string }[] = []

pinLoad()
const databaseUrl = process.env.BENCH_DATABASE_URL
if (isWanted('pages')) await benchPages()
if (isWanted('letters')) await benchLetters('SQLite', {})
if (isWanted('letters') && databaseUrl) {
  await benchLetters('PostgreSQL', { DATABASE_URL: databaseUrl })
}
if (isWanted('missions')) await benchMissions()
report()

function isWanted(part: string): boolean {
  return values.only === undefined || values.only === part
}

async function benchPages(): Promise<void> {
  await withInstallation({}, async ({ installation, environment, dataDir }) => {
    const path = await appealPath(installation)
    const ours = await startServer(OUTCRY, environment)
    const body = await fetchWarm(ours, path)
    const file = join(dataDir, 'page.br')
    writeFileSync(file, body)
    const bare = await startServer(['bench/baseline-server.ts'], { BODY: file }, '/')

    const rounds = []
    for (let round = 0; round < 5; round += 1) {
      rounds.push({
        bare: await measurePage(bare, path, 2),
        ours: await measurePage(ours, path, 2),
      })
    }
    const ratios = rounds.map((each) => each.ours.requestsPerSecond / each.bare.requestsPerSecond)
    const cpu = rounds.map((each) => each.ours.cpuMsPerRequest / each.bare.cpuMsPerRequest)
    const best = median(rounds.map((each) => each.ours.requestsPerSecond))
    add('appeal page: requests a second', best.toFixed(0), '')
    add('… as a share of a bare node:http server', median(ratios).toFixed(2), '')
    add('… processor time, ratio to the bare server', median(cpu).toFixed(2), '')
    add('start to first answer, ms', ours.startMs.toFixed(0), '≤ 500')
    add('appeal page, brotli, bytes', String(body.length), '≤ 14336 with CSS')
    await bare.stop()
    await ours.stop()
  })
}

async function benchLetters(name: string, database: Record<string, string>): Promise<void> {
  await withInstallation(database, async ({ installation, environment }) => {
    const { deps } = installation
    const path = await appealPath(installation)
    const { missions } = await resolveMissions(deps.reader, {
      sendingState: 'KZ',
      readerState: 'IE',
    })
    const server = await startServer(OUTCRY, environment)
    const figures = await measureLetters(
      { server, storage: deps },
      { letterPath: `${path}letter`, missionId: missions[0]?.id ?? '', seconds },
    )
    await server.stop()
    const { answeredConfirmations, foundAfterwards } = figures
    const target = name === 'SQLite' ? '≥ 10000' : ''
    add(`${name}: confirmed letters a minute`, String(figures.confirmedPerMinute), target)
    add('… answered / found afterwards', `${answeredConfirmations} / ${foundAfterwards}`, 'equal')
    add('… processor time a letter (two posts), ms', figures.cpuMsPerLetter.toFixed(2), '')
    add('… peak memory, MB', figures.peakMemoryMb.toFixed(0), '< 200')
  })
}

async function benchMissions(): Promise<void> {
  await withInstallation({}, async ({ installation }) => {
    const figures = await measureMissions(installation.deps)
    add('missions imported a second', String(figures.importedPerSecond), '')
    add(
      `answer among ${figures.missions} missions, median ms`,
      figures.medianAnswerMs.toFixed(2),
      '',
    )
    add('… slowest of 2000 pairs, ms', figures.slowestAnswerMs.toFixed(2), '< 5')
  })
}

interface Opened {
  installation: Installation
  environment: Record<string, string>
  dataDir: string
}

/** An installation with the worked example in a folder of its own, removed afterwards. */
async function withInstallation(
  database: Record<string, string>,
  measure: (opened: Opened) => Promise<void>,
): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'outcry-bench-'))
  const environment = { DATA_DIR: dataDir, ROLE: 'web', LOG_LEVEL: 'error', ...database }
  const result = readConfig(environment, { demo: false })
  if ('problems' in result) throw new Error(result.problems.join('\n'))
  const installation = openInstallation(result.config)
  await migrate(installation.deps.db, migrations)
  await fillDemo(installation.deps)
  try {
    await measure({ installation, environment, dataDir })
  } finally {
    await installation.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function appealPath({ deps }: Installation): Promise<string> {
  const { teasers } = await listAppeals(deps.reader, { lang: 'en', limit: 1 })
  return teasers[0]?.path ?? '/'
}

/** The page's bytes once it is answered from memory. */
async function fetchWarm({ port }: ServerProcess, path: string): Promise<Buffer> {
  const args = ['-s', '-H', 'Accept-Encoding: br', '-H', 'Accept-Language: en-IE,en;q=0.8']
  const url = `http://127.0.0.1:${port}${path}`
  execFileSync('curl', [...args, url])
  await new Promise((resolve) => setTimeout(resolve, 300))
  return execFileSync('curl', [...args, url])
}

function add(what: string, value: string, target: string): void {
  rows.push({ what, value, target })
}

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}

function report(): void {
  const lines = rows.map(({ what, value, target }) => `| ${what} | ${value} | ${target} |`)
  const table = ['| what | measured | target |', '|---|---:|---|', ...lines].join('\n')
  process.stdout.write(`${table}\n`)
  mkdirSync('bench/results', { recursive: true })
  writeFileSync('bench/results/latest.json', `${JSON.stringify({ seconds, rows }, null, 2)}\n`)
}
