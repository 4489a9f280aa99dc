import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { AppDeps } from '../src/app/deps.ts'
import { listCountries } from '../src/platform/countries.ts'
import { dispatchLetters, prepareRound } from '../src/slices/protests/delivery/dispatch.ts'
import { forecastMissions } from '../src/slices/protests/index.ts'
import { withInstallation } from './installation.ts'
import { addMissions, addReadyLetters } from './ready-letters.ts'
import { median, type Report } from './report.ts'
import { freePort, SERVER_CORE } from './server-process.ts'

const LETTERS = 200_000
const MISSIONS = 150
const ROUNDS = 20

/** Letters that wait, planned and handed over, on SQLite and, when there is one, on PostgreSQL. */
export async function benchDelivery(report: Report, seconds: number): Promise<void> {
  await benchDatabase(report, { name: 'SQLite', settings: {} }, seconds)
  const url = process.env.BENCH_DATABASE_URL
  if (url)
    await benchDatabase(report, { name: 'PostgreSQL', settings: { DATABASE_URL: url } }, seconds)
}

async function benchDatabase(
  report: Report,
  { name, settings }: { name: string; settings: Record<string, string> },
  seconds: number,
): Promise<void> {
  const { smtpUrl, stop } = await startSink()
  const unbraked = {
    MAIL: 'smtp',
    SMTP_URL: smtpUrl,
    MAIL_CHECK: 'off',
    MAIL_FROM: 'letters@outcry.example',
    OFFICE_HOURS: 'off',
    LETTERS_PER_HOUR: '10000000',
  }
  await withInstallation({ ...settings, ...unbraked }, async ({ deps }) => {
    const countries = listCountries().slice(0, MISSIONS)
    const missions = await addMissions(
      deps,
      countries.map(({ code }) => code),
    )
    await addReadyLetters(deps, missions, { letters: LETTERS, textOf })
    const missionIds = missions.map(({ id }) => id)
    const round = await medianMs(() => prepareRound(deps))
    report(`${name}: a round among ${LETTERS} letters to ${MISSIONS} missions, ms`, round, '< 200')
    const forecast = await medianMs(() => forecastMissions(deps, missionIds))
    report('… when the last will have left, for every mission, ms', forecast)
    await measureHandOver(report, deps, seconds)
  }).finally(stop)
}

/** Hands over for a while, with the database and the mail server on other cores. */
async function measureHandOver(report: Report, deps: AppDeps, seconds: number): Promise<void> {
  const end = new AbortController()
  const memory: number[] = []
  const look = setInterval(() => memory.push(process.memoryUsage().rss / 2 ** 20), seconds * 100)
  const startedAt = performance.now()
  const cpuBefore = process.cpuUsage()
  setTimeout(() => end.abort(), seconds * 1000)
  while (!end.signal.aborted) await dispatchLetters(deps, end.signal)
  clearInterval(look)
  const elapsed = (performance.now() - startedAt) / 1000
  const { user, system } = process.cpuUsage(cpuBefore)
  const { letters } = await deps.reader
    .selectFrom('letters')
    .select(({ fn }) => fn.countAll().as('letters'))
    .where('state', '=', 'accepted')
    .executeTakeFirstOrThrow()
  report(
    '… handed over to a local server, letters a second',
    (Number(letters) / elapsed).toFixed(0),
    '≥ 100',
  )
  const cpuMs = (user + system) / 1000 / Number(letters)
  report('… processor time a letter, ms', cpuMs.toFixed(2), '< 10')
  const [first = 0] = memory
  report(
    '… memory after a tenth of the time … at the end, MB',
    `${first.toFixed(0)} … ${memory.at(-1)?.toFixed(0)}`,
  )
}

function textOf(index: number): string {
  return `${'Please release everyone who is still held, and drop the charges. '.repeat(12)}Letter ${index}.`
}

async function medianMs(work: () => Promise<unknown>): Promise<string> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = performance.now()
    await work()
    times.push(performance.now() - before)
  }
  return median(times).toFixed(1)
}

async function startSink(): Promise<{ smtpUrl: string; stop(): void }> {
  const port = await freePort()
  const child = spawn('taskset', ['-c', SERVER_CORE, process.execPath, 'bench/smtp-sink.ts'], {
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return { smtpUrl: `smtp://127.0.0.1:${port}`, stop: () => child.kill() }
}
