import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import type { AppDeps } from '../src/app/deps.ts'
import { importAppeals } from '../src/slices/appeals/index.ts'
import { archiveCommands } from '../src/slices/archive/index.ts'
import { Connection, getRequest } from './connection.ts'
import { type Bench, OUTCRY, withInstallation } from './installation.ts'
import type { Report } from './report.ts'
import { type ServerProcess, startServer } from './server-process.ts'

const SIZES = [
  { appeals: 2000, target: '≤ 1.5' },
  { appeals: 20_000, target: '≤ 8' },
]
const BATCH = 500
const CONNECTIONS = 4
const SECONDS = 2

/** What people look for, by what makes it hard. */
const SEARCHES: Record<string, string> = {
  'a name': 'q=Zhanaozen',
  'a name in the other script': 'q=Жанаозен',
  'a word of every text': 'q=court',
  'the beginning of many words': 'q=ka',
  'two common words': 'q=court+embassy',
  'a phrase': 'q="before+the+court"',
  'all filters': 'q=court&country=KZ&topic=housing&year=2024',
  'nothing to be found': 'q=xyzzy',
}

/** Searches through the page, with 2,000 and with 20,000 appeals, a third of them in two languages. */
export async function benchSearch(report: Report): Promise<void> {
  await benchOn('SQLite', {}, report)
  const url = process.env.BENCH_DATABASE_URL
  if (url) await benchOn('PostgreSQL', { DATABASE_URL: url }, report)
}

async function benchOn(
  name: string,
  settings: Record<string, string>,
  report: Report,
): Promise<void> {
  // Each search seems to come from a network of its own, because one may not search so often.
  await withInstallation({ ...settings, TRUST_PROXY: '127.0.0.1' }, async (bench) => {
    let filled = 0
    for (const { appeals, target } of SIZES) {
      await fillAppeals(bench.deps, filled, appeals)
      filled = appeals
      const rebuildMs = await rebuild(bench.deps)
      report(
        `${name}: ${appeals} appeals indexed a second`,
        (appeals / (rebuildMs / 1000)).toFixed(0),
      )
      const costs = await measureSearches(bench)
      const all = Object.values(costs)
      const mean = all.reduce((sum, each) => sum + each, 0) / all.length
      report(`… processor time of a search, ms`, mean.toFixed(2), target)
      for (const [what, cost] of Object.entries(costs)) report(`… ${what}`, cost.toFixed(2), target)
    }
  })
}

async function rebuild(deps: AppDeps): Promise<number> {
  const command = archiveCommands.find((each) => each.name === 'search rebuild')
  const startedAt = performance.now()
  const out = { line: () => {}, note: () => {}, progress: () => {} }
  await command?.run({ deps, values: {}, positionals: [], out })
  return performance.now() - startedAt
}

async function measureSearches({ deps, environment }: Bench): Promise<Record<string, number>> {
  const server = await startServer(OUTCRY, environment)
  const costs: Record<string, number> = {}
  // The first round goes to the just-in-time compiler.
  for (const search of Object.values(SEARCHES)) await ask(server, search, SECONDS / 2)
  for (const [what, search] of Object.entries(SEARCHES)) {
    const before = server.cpuMs() + (await databaseCpuMs(deps))
    const count = await ask(server, search, SECONDS)
    costs[what] = (server.cpuMs() + (await databaseCpuMs(deps)) - before) / count
  }
  await server.stop()
  return costs
}

let networks = 0

async function ask({ port }: ServerProcess, search: string, seconds: number): Promise<number> {
  const endAt = performance.now() + seconds * 1000
  let count = 0
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const connection = await Connection.open(port)
      while (performance.now() < endAt) {
        networks += 1
        const address = [24, 16, 8, 0].map((bits) => (networks >> bits) & 255).join('.')
        const from = `X-Forwarded-For: ${address}\r\n`
        const request = getRequest(`/search?${encodeURI(search)}`, 'identity', from)
        const { status } = await connection.send(request)
        if (status !== 200) throw new Error(`a search answered ${status}`)
        count += 1
      }
      connection.close()
    }),
  )
  return count
}

const CLOCK_TICKS_PER_SECOND = 100

/** Processor time of PostgreSQL's processes for this database, if it runs on this machine. */
async function databaseCpuMs({ config, db }: AppDeps): Promise<number> {
  if (!config.databaseUrl) return 0
  const { rows } = await sql<{ pid: number }>`
    select pid from pg_stat_activity where datname = current_database()`.execute(db)
  const ticks = rows.map(({ pid }) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return Number(fields[11]) + Number(fields[12])
  })
  return (ticks.reduce((sum, each) => sum + each, 0) * 1000) / CLOCK_TICKS_PER_SECOND
}

/** One appeal a day, backwards from the end of 2024. */
export async function fillAppeals(deps: AppDeps, from: number, until: number): Promise<void> {
  for (let number = from; number < until; number += BATCH) {
    const numbers = Array.from({ length: BATCH }, (_, index) => number + index)
    await importAppeals(deps, numbers.flatMap(appealFiles), { publish: true })
  }
}

const COUNTRIES = ['KZ', 'BY', 'IR', 'TR', 'RU', 'CN', 'EG', 'AZ', 'UZ', 'VN', 'BH', 'CU']
const TOPICS = ['housing', 'labour', 'press', 'torture', 'fair-trial', 'assembly']
const TOWNS = ['Astana', 'Minsk', 'Tehran', 'Ankara', 'Kazan', 'Zhanaozen', 'Cairo', 'Baku']
const CYRILLIC_TOWNS = [
  'Астана',
  'Минск',
  'Тегеран',
  'Анкара',
  'Казань',
  'Жанаозен',
  'Каир',
  'Баку',
]

function appealFiles(number: number) {
  const day = new Date(Date.UTC(2024, 11, 31 - number)).toISOString().slice(0, 10)
  const town = number % 97 === 0 ? 5 : number % 5
  const original = `---
slug: search-${number}
date: ${day}
language: en
country: ${COUNTRIES[number % COUNTRIES.length]}
place: ${TOWNS[town]}
title: ${words(number, 7)} ${number % 20 === 0 ? 'court' : ''}
call: Write to the embassy that answers for your country, today. ${words(number + 1, 10)}.
topics: [${TOPICS[number % TOPICS.length]}]
---

Five people were brought before the court in ${TOWNS[town]}. ${words(number + 2, 350)}.
`
  const translation = `---
translates: ${day.replaceAll('-', '/')}/search-${number}
language: ru
title: ${cyrillic(words(number + 3, 7))}
call: Напишите сегодня в посольство, которое отвечает за вашу страну.
---

Пять человек предстали перед судом, город ${CYRILLIC_TOWNS[town]}. ${cyrillic(words(number + 4, 300))}.
`
  const texts = number % 3 === 0 ? [original, translation] : [original]
  return texts.map((text, index) => ({
    name: `${number}-${index}.md`,
    bytes: Buffer.from(text),
  }))
}

const VOCABULARY = 30_000
const SYLLABLES = 'ka zak sta na re lea se pro te sti ho us in gri ght mi le to ver al'.split(' ')

/** Made-up words, as unevenly frequent as those of a language (Zipf's law). */
function words(seed: number, count: number): string {
  let state = Math.imul(seed + 1, 2_654_435_761)
  return Array.from({ length: count }, () => {
    state = Math.imul(state, 1_103_515_245) + 12_345
    return wordOf(Math.floor(VOCABULARY ** ((state >>> 1) / 2 ** 31)))
  }).join(' ')
}

function wordOf(rank: number): string {
  let word = ''
  for (let rest = rank + 20; rest > 0; rest = Math.floor(rest / 20)) word += SYLLABLES[rest % 20]
  return word
}

function cyrillic(text: string): string {
  const letters = 'абцдефгхижклмнопкрстувшхыз'
  return text.replace(/[a-z]/g, (letter) => letters[letter.charCodeAt(0) - 97] ?? letter)
}
