import { existsSync } from 'node:fs'
import { type Insertable, sql } from 'kysely'
import type { AppDeps } from '../src/app/deps.ts'
import { buildServer } from '../src/app/serve.ts'
import type { Database } from '../src/platform/db/database.ts'
import { newId } from '../src/platform/ids.ts'
import { addMs, DAY_MS, systemClock } from '../src/platform/time.ts'
import { listDeskAppeals } from '../src/slices/appeals/index.ts'
import { importCase } from '../src/slices/cases/index.ts'
import { places } from '../src/slices/desk/places.ts'
import { importMissions } from '../src/slices/missions/index.ts'
import { findBoard, listLettersOf } from '../src/slices/protests/index.ts'
import { deskOf, type Person } from '../test/desk.ts'
import { appealPages } from '../test/desk-appeals.ts'
import { madeUpCase } from './cases.ts'
import { withInstallation } from './installation.ts'
import { fillArchive } from './made-appeals.ts'
import { madeUpDirectory } from './missions.ts'
import { addNamedPeople } from './names.ts'
import { median, type Report } from './report.ts'
import { cpuMsOf } from './server-process.ts'

const APPEALS = 20_000
const LETTERS = 200_000
const ACTS = 50_000
const COMMENTS = 20_000
const ROWS_AT_ONCE = 1000
const WARM_UP = 3
const ROUNDS = 15
const TARGET = '< 100'
const CONTENT = JSON.stringify({
  ...{ name: 'Nora Byrne', email: 'nora@reader.example', subject: 'Release them' },
  text: 'Please release everyone who is still held. '.repeat(10),
})

/** Every page of the desk at the size of a large installation: how long the server takes to make it. */
export async function benchDesk(report: Report): Promise<void> {
  await benchOn('SQLite', {}, report)
  const url = process.env.BENCH_DATABASE_URL
  if (url) await benchOn('PostgreSQL', { DATABASE_URL: url }, report)
}

/** Codes of an authenticator are used once, so that the clock has to be moved on. */
function movableClock() {
  let aheadMs = 0
  return {
    now: () => addMs(systemClock.now(), aheadMs),
    advance(ms: number) {
      aheadMs += ms
    },
  }
}

async function benchOn(
  name: string,
  settings: Record<string, string>,
  report: Report,
): Promise<void> {
  const clock = movableClock()
  const measure = async ({ deps }: { deps: AppDeps }) => {
    await fill(deps)
    const server = await buildServer(deps)
    const desk = deskOf({ deps, clock, server, runJobs: async () => {} })
    const dora = await desk.joinWithFactor('Dora', 'administrator')
    await fillLog(deps)
    // As `autovacuum` leaves an installation that was not filled a moment ago.
    if (deps.config.databaseUrl) await sql`vacuum analyze`.execute(deps.db)
    for (const path of await listPaths(deps, dora)) {
      const { times, cpuMs, databaseMs } = await time(deps, dora, path)
      const shown = path.replace(/[0-9a-f-]{36}/g, 'ID').replace(/after=.*/, 'after=…')
      const work = deps.config.databaseUrl ? [cpuMs, databaseMs] : [cpuMs]
      const figures = [...work, median(times), Math.max(...times)].map((each) => each.toFixed(1))
      report(`${name}: ${shown}: ${units(work)}`, figures.join('; '), TARGET)
    }
    await server.close()
  }
  await withInstallation({ ...settings, PUBLIC_URL: 'https://bench.example' }, measure, { clock })
}

function units(work: readonly number[]): string {
  const database = work.length > 1 ? ' here; in the database' : ''
  return `processor time${database}; median; slowest, ms`
}

/** The menu as an administrator sees it, and what lies behind it and grows with the data. */
async function listPaths(deps: AppDeps, dora: Person): Promise<string[]> {
  const { reader } = deps
  const organisation = { id: '', name: '', isHost: true }
  const nobody = { memberId: '', email: '', name: '', sessionId: '', hasFactor: true }
  const menu = places({ ...nobody, organisation, role: 'administrator' })
  const { next } = await listDeskAppeals(reader, { organisation }, { limit: 50 })
  const ofOneAppeal = await appealPages(dora)
  const ofPeople = await addNamedPeople(deps)
  const { caseId } = await importCase(deps, undefined, JSON.stringify(madeUpCase()))
  return [
    ...menu.map(({ path }) => path),
    '/desk/appeals/?state=waiting',
    `/desk/appeals/?state=public&after=${encodeURIComponent(next ?? '')}`,
    ...ofOneAppeal.map(([, path]) => path).slice(1),
    '/desk/missions/?q=city+17',
    '/desk/missions/to-confirm/',
    '/desk/missions/corrections/',
    ...(await listLetterPaths(deps)),
    `/desk/cases/${caseId}/`,
    `/desk/cases/${ofPeople.caseId}/names/${ofPeople.personId}/`,
  ]
}

/** Pages about letters, one of a mission and one of an appeal that have as many as any. */
async function listLetterPaths({ reader }: AppDeps): Promise<string[]> {
  const board = (kind: 'appeal' | 'mission') => findBoard(reader, kind, { limit: 1 })
  const [mission, appeal] = [await board('mission'), await board('appeal')].map(
    ({ rows }) => rows[0]?.id ?? '',
  )
  const subject = { kind: 'mission', id: mission ?? '' } as const
  const [letter] = await listLettersOf(reader, subject, { state: 'final', limit: 1 })
  return [
    '/desk/letters/?by=appeal',
    '/desk/bundles/account/',
    `/desk/letters/missions/${mission}?state=final`,
    `/desk/letters/appeals/${appeal}?state=final`,
    `/desk/letters/${letter?.id}`,
    `/desk/missions/${mission}`,
  ]
}

interface Timed {
  /** From question to answer, in milliseconds. */
  times: number[]
  /** What this process worked for one of them. */
  cpuMs: number
  /** What a database of its own worked for one of them, without those who help it for a moment. */
  databaseMs: number
}

async function time(deps: AppDeps, person: Person, path: string): Promise<Timed> {
  const times: number[] = []
  for (let round = 0; round < WARM_UP; round += 1) await person.get(path)
  const databaseBefore = await databaseCpu(deps)
  const before = process.cpuUsage()
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedAt = performance.now()
    const { statusCode } = await person.get(path)
    if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}`)
    times.push(performance.now() - startedAt)
  }
  const { user, system } = process.cpuUsage(before)
  let databaseMs = 0
  for (const [pid, ms] of await databaseCpu(deps)) databaseMs += ms - (databaseBefore.get(pid) ?? 0)
  return { times, cpuMs: (user + system) / 1000 / ROUNDS, databaseMs: databaseMs / ROUNDS }
}

/** Processor time of each connection to PostgreSQL on this machine, by its process. */
async function databaseCpu({ config, reader }: AppDeps): Promise<Map<number, number>> {
  if (!config.databaseUrl) return new Map()
  const { rows } = await sql<{ pid: number }>`
    select pid from pg_stat_activity
    where datname = current_database() and backend_type = 'client backend'`.execute(reader)
  const here = rows.filter(({ pid }) => existsSync(`/proc/${pid}/stat`))
  return new Map(here.map(({ pid }) => [pid, cpuMsOf(pid)]))
}

async function fill(deps: AppDeps): Promise<void> {
  await fillArchive(deps, APPEALS)
  const content = Buffer.from(madeUpDirectory())
  await importMissions(deps, { name: 'bench.csv', content }, { dryRun: false })
  const appeals = await idsOf(deps, 'appeals')
  const missions = await idsOf(deps, 'missions')
  await insert(deps, 'letters', LETTERS, (number) => letterRow(deps, { number, appeals, missions }))
  await insert(deps, 'comments', COMMENTS, (number) => commentRow(deps, number))
}

async function fillLog(deps: AppDeps): Promise<void> {
  const [host] = await idsOf(deps, 'organisations')
  await insert(deps, 'acts', ACTS, (number) => actRow(deps, number, host ?? ''))
}

async function idsOf(
  { db }: AppDeps,
  table: 'appeals' | 'missions' | 'organisations',
): Promise<string[]> {
  const rows = await db.selectFrom(table).select('id').execute()
  return rows.map(({ id }) => id)
}

async function insert<Table extends 'letters' | 'acts' | 'comments'>(
  { db }: AppDeps,
  table: Table,
  count: number,
  row: (number: number) => Insertable<Database[Table]>,
): Promise<void> {
  for (let from = 0; from < count; from += ROWS_AT_ONCE) {
    const rows = Array.from({ length: ROWS_AT_ONCE }, (_, index) => row(from + index))
    await db.insertInto(table).values(rows).execute()
  }
}

const states = [
  'final',
  'final',
  'final',
  'ready',
  'waiting_address',
  'accepted',
  'lapsed',
] as const

function letterRow(
  { clock, secrets }: AppDeps,
  made: { number: number; appeals: string[]; missions: string[] },
): Insertable<Database['letters']> {
  const id = newId()
  const { number, appeals, missions } = made
  const at = addMs(clock.now(), -(number % 400) * DAY_MS)
  // Steps that share no factor with the numbers of missions and of states reach every pair.
  const state = states[Math.floor(number / states.length) % states.length] ?? 'final'
  return {
    ...{ id, appeal_id: appeals[number % appeals.length] ?? '' },
    ...{ mission_id: missions[(number * 7919) % missions.length] ?? '', country: 'KZ' },
    ...{ reader_country: 'IE', language: 'en', letter_language: 'en' },
    ...{ state, state_at: at, due_at: null },
    ...{ attempts: 1, display: 'full', sealed: secrets.seal(CONTENT, id) },
    ...{ person_hash: `person ${number}` },
    ...{ content_hash: null, code_hash: null, mailed_at: at, asked_at: at, reminded_at: null },
    ...{ follow_at: null, consent_version: '1', consent_at: at, created_at: at },
    ...{ confirmed_at: at, warned_at: null, erased_at: null, held_for: null },
  }
}

function actRow(
  { clock }: AppDeps,
  number: number,
  organisationId: string,
): Insertable<Database['acts']> {
  return {
    ...{ id: newId(), at: addMs(clock.now(), -number * 60_000), organisation_id: organisationId },
    ...{ actor_id: null, actor_name: null, act: 'accounts.act_member_joined' },
    ...{ subject_kind: 'member', subject_id: `member ${number}`, subject_name: null },
    ...{ before_value: null, after_value: '{"role":"editor"}' },
  }
}

function commentRow({ clock }: AppDeps, number: number): Insertable<Database['comments']> {
  const id = newId()
  const at = clock.now()
  const isHeld = number % 4 === 0
  return {
    ...{ id, subject_kind: 'appeal', subject_id: `appeal ${number % 500}`, thread_id: id },
    ...{ subject_path: '/2024/12/27/appeal-4/', name: 'A reader', language: 'en' },
    ...{ text: 'Release them all, and at once. '.repeat(5), html: null, html_version: null },
    ...{ email: null, person_hash: `person ${number}`, text_hash: null },
    ...{ content_hash: `content ${number}`, reasons: '[]', created_at: at, told_at: at },
    ...{ approved_at: isHeld ? null : at, refused_at: null, announced_at: null },
    ...{ wants_replies_at: null, subscribed_at: null, erase_at: null },
  }
}
