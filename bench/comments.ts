import { setTimeout as sleep } from 'node:timers/promises'
import { type Insertable, sql } from 'kysely'
import { findSubject } from '../src/app/subjects.ts'
import type { Database } from '../src/platform/db/database.ts'
import { newId } from '../src/platform/ids.ts'
import { Connection, postRequest } from './connection.ts'
import { databaseCpuMs, spentMs } from './database-cpu.ts'
import { type Bench, OUTCRY, withInstallation } from './installation.ts'
import { median, type Report } from './report.ts'
import { type ServerProcess, startServer } from './server-process.ts'

const CONNECTIONS = 64
/** A form that comes back at once was not typed by a person. */
const TYPING_MS = 10_000
const STORED = 100_000
const ROWS_AT_ONCE = 1000
const ROUNDS = 7
const ROUND_SECONDS = 1

interface Storage {
  name: string
  settings: Record<string, string>
}

/** A page with a form for comments, and the server that takes them. */
interface Form {
  bench: Bench
  server: ServerProcess
  stamp: string
}

/** Comments on SQLite and, when there is one, on PostgreSQL. */
export async function benchComments(report: Report, seconds: number): Promise<void> {
  const url = process.env.BENCH_DATABASE_URL
  const storages: Storage[] = [{ name: 'SQLite', settings: {} }]
  if (url) storages.push({ name: 'PostgreSQL', settings: { DATABASE_URL: url } })
  for (const storage of storages) {
    await withForm(storage, async (form) => {
      await sleep(TYPING_MS)
      await measurePosts(report, storage.name, form, seconds)
    })
    await measureGrowth(report, storage)
  }
}

/** Comments posted as fast as the server takes them, each on the disk before its answer. */
async function measurePosts(
  report: Report,
  name: string,
  form: Form,
  seconds: number,
): Promise<void> {
  const startedAt = performance.now()
  const { posted, cpuMs } = await post(form, seconds)
  const tookSeconds = (performance.now() - startedAt) / 1000
  report(`${name}: comments posted a second`, (posted / tookSeconds).toFixed(0), '≥ 1500')
  report('… processor time a comment with the database, ms', (cpuMs / posted).toFixed(2))
  report('… posted / found afterwards', `${posted} / ${await countComments(form.bench)}`, 'equal')
}

/** What a comment costs where few are stored under its appeal and where 100,000 are, in turns. */
async function measureGrowth(report: Report, storage: Storage): Promise<void> {
  await withForm(storage, (few) =>
    withForm(storage, async (many) => {
      await store(many.bench, STORED)
      await sleep(TYPING_MS)
      const cost = async (form: Form) => {
        const { posted, cpuMs } = await post(form, ROUND_SECONDS)
        return cpuMs / posted
      }
      // The first posts meet code not yet compiled.
      for (const form of [few, many, few, many]) await cost(form)
      const rounds: { few: number; many: number }[] = []
      for (let round = 0; round < ROUNDS; round += 1) {
        rounds.push({ few: await cost(few), many: await cost(many) })
      }
      const [before, after, ratio] = [
        rounds.map((each) => each.few),
        rounds.map((each) => each.many),
        rounds.map((each) => each.many / each.few),
      ].map((each) => median(each).toFixed(2))
      const stored = [await countComments(few.bench), await countComments(many.bench)]
      report(
        `${storage.name}: processor time a comment among up to ${stored.join(' … ')}, ms; ratio`,
        `${before} … ${after}; ${ratio}`,
        '≤ 1.2',
      )
    }),
  )
}

async function withForm(
  { settings }: Storage,
  measure: (form: Form) => Promise<void>,
): Promise<void> {
  await withInstallation({ COMMENTS_PER_NETWORK: '100000000', ...settings }, async (bench) => {
    const server = await startServer(OUTCRY, bench.environment)
    const stamp = await readStamp(server, bench.appealPath)
    await measure({ bench, server, stamp }).finally(server.stop)
  })
}

let numbers = 0

/** Posts from many connections for a while. */
async function post(
  { bench, server, stamp }: Form,
  seconds: number,
): Promise<{ posted: number; cpuMs: number }> {
  const [here, database] = [server.cpuMs(), await databaseCpuMs(bench.deps)]
  const endAt = performance.now() + seconds * 1000
  let posted = 0
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const connection = await Connection.open(server.port)
      while (performance.now() < endAt) {
        posted += 1
        numbers += 1
        const request = postRequest(`${bench.appealPath}comments`, commentOf(numbers, stamp))
        const { status } = await connection.send(request)
        if (status !== 303) throw new Error(`a comment answered ${status}`)
      }
      connection.close()
    }),
  )
  const inDatabase = spentMs(database, await databaseCpuMs(bench.deps))
  return { posted, cpuMs: server.cpuMs() - here + inDatabase }
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

/** Puts comments under the worked example past the rules; of four, one still waits for approval. */
async function store({ deps, appealPath }: Bench, count: number): Promise<void> {
  const subject = await findSubject(deps, appealPath)
  if (!subject) throw new Error(`${appealPath} has no page`)
  const rowOf = (number: number): Insertable<Database['comments']> => {
    const id = newId()
    const at = deps.clock.now()
    const approvedAt = number % 4 === 0 ? null : at
    return {
      ...{ id, subject_kind: subject.kind, subject_id: subject.id, thread_id: id },
      ...{ subject_path: appealPath, name: `Reader ${number}`, language: 'en' },
      ...{ text: 'Release them all, and at once. '.repeat(5), html: null, html_version: null },
      ...{ email: deps.secrets.seal(`stored${number}@mail.example`, id) },
      ...{ person_hash: `person ${number}`, text_hash: `text ${number}` },
      ...{ content_hash: `content ${number}`, reasons: '[]', created_at: at, told_at: at },
      ...{ approved_at: approvedAt, refused_at: null, announced_at: approvedAt },
      ...{ wants_replies_at: null, subscribed_at: null, erase_at: null },
    }
  }
  for (let from = 0; from < count; from += ROWS_AT_ONCE) {
    const rows = Array.from({ length: ROWS_AT_ONCE }, (_, index) => rowOf(from + index))
    await deps.db.insertInto('comments').values(rows).execute()
  }
  // As `autovacuum` leaves a table that was not filled a moment ago.
  if (deps.config.databaseUrl) await sql`vacuum analyze comments`.execute(deps.db)
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
