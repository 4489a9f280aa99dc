import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Connection, getRequest } from './connection.ts'
import { type Bench, OUTCRY, withInstallation } from './installation.ts'
import { fillArchive } from './made-appeals.ts'
import { addComments } from './made-comments.ts'
import { median, type Report } from './report.ts'
import { type ServerProcess, startNginx, startServer } from './server-process.ts'

/** What one server did under one kind of request. */
interface PageFigures {
  requestsPerSecond: number
  /** Processor time of the server for one request, in milliseconds. */
  cpuMsPerRequest: number
}

/** The three servers, one after the other. */
interface Round {
  bare: PageFigures
  ours: PageFigures
  nginx?: PageFigures
}

const CONNECTIONS = 32
const ROUNDS = 5
const ROUND_SECONDS = 2
const WARM_SECONDS = 5
const STARTS = 7
const COMMENTS = 100
const ORDINARY_APPEAL = '/2024/12/31/appeal-0/'

/** A page from memory against nginx and a bare Node server with the same bytes, and a page made anew. */
export async function benchPages(report: Report): Promise<void> {
  await withInstallation({}, async (bench) => {
    const { environment, dataDir, appealPath } = bench
    await measureStarts(report, environment)
    const ours = await startServer(OUTCRY, environment)
    const body = await fetchWarm(ours, appealPath)
    const bare = await startServer(
      ['bench/baseline-server.ts'],
      { BODY: bodyFile(dataDir, body) },
      '/',
    )
    const nginx = await startNginx(dataDir, appealPath)

    const request = getRequest(appealPath, 'gzip')
    const rounds: Round[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.push({
        bare: await measure(bare, request, ROUND_SECONDS),
        ours: await measure(ours, request, ROUND_SECONDS),
        nginx: nginx && (await measure(nginx, request, ROUND_SECONDS)),
      })
    }
    const cpu = (pick: (round: Round) => PageFigures | undefined) =>
      median(rounds.map((round) => pick(round)?.cpuMsPerRequest ?? 0))
    const [a, b, c] = [
      cpu((round) => round.ours),
      cpu((round) => round.bare),
      cpu((round) => round.nginx),
    ]
    report('appeal from memory, gzip, bytes', String(body.length))
    report(
      '… requests a second',
      median(rounds.map((each) => each.ours.requestsPerSecond)).toFixed(0),
    )
    report(
      '… requests of a bare node:http server',
      median(rounds.map((each) => each.bare.requestsPerSecond)).toFixed(0),
    )
    report('… processor time a request, ms', a.toFixed(4))
    report('… of the bare server, ms; ratio', `${b.toFixed(4)}; ${(a / b).toFixed(2)}`)
    if (nginx) report('… of nginx, ms; ratio', `${c.toFixed(4)}; ${(a / c).toFixed(2)}`, '≤ 2')
    await bare.stop()
    await nginx?.stop()
    await measurePages(report, bench, ours)
    await ours.stop()
  })
}

/** Pages made anew. The worked example has a case with many people below it; most appeals have none. */
async function measurePages(report: Report, bench: Bench, server: ServerProcess): Promise<void> {
  await fillArchive(bench.deps, 1)
  for (const [name, path] of [
    ['front page', '/'],
    ['month', '/2013/05/'],
    ['appeal', ORDINARY_APPEAL],
    ['appeal with a case', bench.appealPath],
  ] as const) {
    const made = await measureMade(server, path, ROUND_SECONDS)
    report(`${name} made anew, ms`, made.toFixed(2), '≤ 1')
  }
  await addComments(bench, COMMENTS)
  const made = await measureMade(server, bench.appealPath, ROUND_SECONDS)
  report(`… with ${COMMENTS} comments, ms`, made.toFixed(2), '≤ 3')
}

/** To the front page. The first start compiles and keeps what it compiled, so it is left out. */
async function measureStarts(report: Report, environment: Record<string, string>): Promise<void> {
  const starts: { ms: number; cpuMs: number }[] = []
  for (let start = 0; start <= STARTS; start += 1) {
    const server = await startServer(OUTCRY, environment, '/')
    starts.push({ ms: server.startMs, cpuMs: server.cpuMs() })
    await server.stop()
  }
  const later = starts.slice(1)
  report('start to first page, ms', median(later.map(({ ms }) => ms)).toFixed(0), '≤ 500')
  report('… processor time, ms', median(later.map(({ cpuMs }) => cpuMs)).toFixed(0))
}

/** Processor time of a page that is made anew each time: whoever sends a cookie gets none from memory. */
export async function measureMade(
  server: ServerProcess,
  path: string,
  seconds: number,
): Promise<number> {
  const request = getRequest(path, 'identity', 'Cookie: bench=1\r\n')
  // What is not warm yet is work for the just-in-time compiler.
  const id = `${server.port} ${path}`
  if (!warm.has(id)) await measure(server, request, WARM_SECONDS)
  warm.add(id)
  return (await measure(server, request, seconds)).cpuMsPerRequest
}

const warm = new Set<string>()

/** Asks for one page over and over for some seconds. */
async function measure(
  server: ServerProcess,
  request: Buffer,
  seconds: number,
): Promise<PageFigures> {
  const cpuBefore = server.cpuMs()
  const startedAt = performance.now()
  const endAt = startedAt + seconds * 1000
  const counts = await Promise.all(
    Array.from({ length: CONNECTIONS }, () => askUntil(server.port, request, endAt)),
  )
  const requests = counts.reduce((sum, count) => sum + count, 0)
  return {
    requestsPerSecond: (1000 * requests) / (performance.now() - startedAt),
    cpuMsPerRequest: (server.cpuMs() - cpuBefore) / requests,
  }
}

async function askUntil(port: number, request: Buffer, endAt: number): Promise<number> {
  const connection = await Connection.open(port)
  let count = 0
  while (performance.now() < endAt) {
    const { status } = await connection.send(request)
    if (status !== 200) throw new Error(`a page answered ${status}`)
    count += 1
  }
  connection.close()
  return count
}

/** The page's bytes once it is answered from memory. */
async function fetchWarm({ port }: ServerProcess, path: string): Promise<Buffer> {
  const args = ['-s', '-H', 'Accept-Encoding: gzip', '-H', 'Accept-Language: en-IE,en;q=0.8']
  const url = `http://127.0.0.1:${port}${path}`
  execFileSync('curl', [...args, url])
  await new Promise((resolve) => setTimeout(resolve, 300))
  return execFileSync('curl', [...args, url])
}

/** The same bytes for the bare server, and packed in advance for nginx, which reads them from a folder. */
function bodyFile(dataDir: string, body: Buffer): string {
  const site = join(dataDir, 'site')
  mkdirSync(site)
  writeFileSync(join(site, 'index.html.gz'), body)
  writeFileSync(join(site, 'index.html'), gzipSync('unpacked'))
  return join(site, 'index.html.gz')
}
