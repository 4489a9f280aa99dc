import { Connection, postRequest } from './connection.ts'
import { type Bench, OUTCRY, withInstallation } from './installation.ts'
import type { Report } from './report.ts'
import { type ServerProcess, startServer } from './server-process.ts'

const CONNECTIONS = 64

/** Comments on SQLite and, when there is one, on PostgreSQL. */
export async function benchComments(report: Report, seconds: number): Promise<void> {
  await benchDatabase(report, { name: 'SQLite', settings: {} }, seconds)
  const url = process.env.BENCH_DATABASE_URL
  if (!url) return
  await benchDatabase(report, { name: 'PostgreSQL', settings: { DATABASE_URL: url } }, seconds)
}

/** Comments posted as fast as the server takes them, each on the disk before its answer. */
async function benchDatabase(
  report: Report,
  { name, settings }: { name: string; settings: Record<string, string> },
  seconds: number,
): Promise<void> {
  await withInstallation({ COMMENTS_PER_NETWORK: '100000000', ...settings }, async (bench) => {
    const server = await startServer(OUTCRY, bench.environment)
    const stamp = await readStamp(server, bench.appealPath)
    // A form that comes back at once was not typed by a person.
    await new Promise((resolve) => setTimeout(resolve, 10_000))
    const cpuBefore = server.cpuMs()
    const startedAt = performance.now()
    const endAt = startedAt + seconds * 1000
    let posted = 0
    await Promise.all(
      Array.from({ length: CONNECTIONS }, async () => {
        const connection = await Connection.open(server.port)
        while (performance.now() < endAt) {
          posted += 1
          const request = postRequest(`${bench.appealPath}comments`, commentOf(posted, stamp))
          const { status } = await connection.send(request)
          if (status !== 303) throw new Error(`a comment answered ${status}`)
        }
        connection.close()
      }),
    )
    const tookSeconds = (performance.now() - startedAt) / 1000
    report(`${name}: comments posted a second`, (posted / tookSeconds).toFixed(0), '≥ 1500')
    report('… processor time a comment, ms', ((server.cpuMs() - cpuBefore) / posted).toFixed(2))
    report('… posted / found afterwards', `${posted} / ${await countComments(bench)}`, 'equal')
    await server.stop()
  })
}

async function readStamp({ port }: ServerProcess, path: string): Promise<string> {
  const page = await (await fetch(`http://127.0.0.1:${port}${path}`)).text()
  const stamp = /name="stamp" value="([^"]+)"/.exec(page)?.[1]
  if (!stamp) throw new Error('the page of the appeal has no form for comments')
  return stamp
}

async function countComments({ deps }: Bench): Promise<number> {
  const row = await deps.reader
    .selectFrom('comments')
    .select(({ fn }) => fn.countAll().as('number'))
    .executeTakeFirstOrThrow()
  return Number(row.number)
}

function commentOf(number: number, stamp: string): Record<string, string> {
  return {
    name: `Reader ${number}`,
    email: `reader${number}@mail.example`,
    text: `This is comment number ${number}. The people who were taken from their homes must be free.`,
    stamp,
    website: '',
  }
}
