import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { AppDeps } from '../src/app/deps.ts'
import { listCountries } from '../src/platform/countries.ts'
import { prepareRound } from '../src/slices/protests/delivery/dispatch.ts'
import { forecastMissions } from '../src/slices/protests/index.ts'
import { OUTCRY, withInstallation } from './installation.ts'
import { addMissions, addReadyLetters } from './ready-letters.ts'
import { median, type Report } from './report.ts'
import { freePort, LOAD_CORE, type ServerProcess, startServer } from './server-process.ts'

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
  const sink = await startSink()
  const unbraked = {
    MAIL: 'smtp',
    SMTP_URL: sink.smtpUrl,
    MAIL_CHECK: 'off',
    MAIL_FROM: 'letters@outcry.example',
    OFFICE_HOURS: 'off',
    LETTERS_PER_HOUR: '10000000',
  }
  await withInstallation({ ...settings, ...unbraked }, async ({ deps, environment }) => {
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
    const worker = await startServer(OUTCRY, { ...environment, ROLE: 'all' })
    await measureHandOver(report, deps, worker, seconds)
    await worker.stop()
    const counts = `${await sink.stop()} / ${await countAccepted(deps)}`
    report('… taken by the mail server / written down as accepted', counts, 'equal')
  }).finally(sink.stop)
}

/** Watches a server hand over for a while, with the mail server on the other core. */
async function measureHandOver(
  report: Report,
  deps: AppDeps,
  worker: ServerProcess,
  seconds: number,
): Promise<void> {
  const memory: number[] = []
  const [lettersBefore, cpuBefore] = [await countAccepted(deps), worker.cpuMs()]
  const startedAt = performance.now()
  for (let tenth = 0; tenth < 10; tenth += 1) {
    await sleep(seconds * 100)
    memory.push(worker.memoryMb())
  }
  const letters = (await countAccepted(deps)) - lettersBefore
  const perSecond = letters / ((performance.now() - startedAt) / 1000)
  report('… handed over to a local server, letters a second', perSecond.toFixed(0), '≥ 100')
  const cpuMs = (worker.cpuMs() - cpuBefore) / letters
  report('… processor time a letter, ms', cpuMs.toFixed(2), '< 10')
  const [first = 0, middle = 0, last = 0] = [memory[0], memory[4], memory[9]]
  const shown = [first, middle, last, worker.peakMemoryMb()].map((each) => each.toFixed(0))
  report('… memory after a tenth, half, all of the time; at most, MB', shown.join('; '), 'flat')
}

async function countAccepted({ reader }: AppDeps): Promise<number> {
  const { letters } = await reader
    .selectFrom('letters')
    .select(({ fn }) => fn.countAll().as('letters'))
    .where('state', '=', 'accepted')
    .executeTakeFirstOrThrow()
  return Number(letters)
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

/** A mail server on this machine; `stop` gives the number of messages that it took. */
async function startSink(): Promise<{ smtpUrl: string; stop(): Promise<number> }> {
  const port = await freePort()
  const child = spawn('taskset', ['-c', LOAD_CORE, process.execPath, 'bench/smtp-sink.ts'], {
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  let taken: Promise<number> | undefined
  const stop = () => {
    taken ??= once(child.stdout, 'data').then(([said]) => Number(said))
    child.kill('SIGTERM')
    return taken
  }
  return { smtpUrl: `smtp://127.0.0.1:${port}`, stop }
}
