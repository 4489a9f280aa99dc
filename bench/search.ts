import type { AppDeps } from '../src/app/deps.ts'
import { importAppeals } from '../src/slices/appeals/index.ts'
import { archiveCommands } from '../src/slices/archive/index.ts'
import { positionsOf } from '../src/slices/archive/search/positions.ts'
import { Connection, getRequest } from './connection.ts'
import { databaseCpuMs, spentMs } from './database-cpu.ts'
import { type Bench, OUTCRY, withInstallation } from './installation.ts'
import type { Report } from './report.ts'
import { type ServerProcess, startServer } from './server-process.ts'

const SIZES = [
  { appeals: 2000, target: '≤ 1.5' },
  { appeals: 20_000, target: '≤ 8' },
] as const
const BATCH = 500
const CONNECTIONS = 4
const SECONDS = 2

/** What people look for, by what makes it hard. */
const searchesAmong = (appeals: number): Record<string, string> => ({
  'a name': 'q=Zhanaozen',
  'a name in the other script': 'q=Жанаозен',
  'a word that stands once': 'q=once1234x',
  'another word that stands once, each time': 'q=once{n}x',
  'a word of every text': 'q=court',
  'the beginning of many words': 'q=ka',
  'two common words': 'q=court+embassy',
  'a dozen common words':
    'q=five+people+were+brought+before+the+court+write+to+embassy+today+country',
  'a phrase': 'q="before+the+court"',
  'a phrase that stands nowhere, of words of every text': 'q="court+the+before"',
  'two characters without blanks': 'q=法庭',
  'a sentence without blanks': 'q=五人在法庭受审',
  'one country': 'q=court&country=KZ',
  'all filters': 'q=court&country=KZ&topic=housing&year=2024',
  'a word of every text, in an early year': `q=court&year=${dayOf(appeals * 0.9).slice(0, 4)}`,
  'far down the list': `q=court&after=w${positionsOf(dayOf(appeals * 0.9), '9999-12-31').from}`,
  'nothing to be found': 'q=xyzzy',
})

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
      const costs = await measureSearches(bench, searchesAmong(appeals))
      for (const [what, cost] of Object.entries(costs)) report(`… ${what}`, cost.toFixed(2), target)
      const all = Object.values(costs)
      const mean = all.reduce((sum, each) => sum + each, 0) / all.length
      const figures = [mean, Math.max(...all)].map((each) => each.toFixed(2))
      report('… processor time of a search, ms: mean; dearest', figures.join('; '), target)
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

async function measureSearches(
  { deps, environment }: Bench,
  searches: Record<string, string>,
): Promise<Record<string, number>> {
  const server = await startServer(OUTCRY, environment)
  const costs: Record<string, number> = {}
  // The first round goes to the just-in-time compiler.
  for (const search of Object.values(searches)) await ask(server, search, SECONDS / 2)
  for (const [what, search] of Object.entries(searches)) {
    const [here, database] = [server.cpuMs(), await databaseCpuMs(deps)]
    const count = await ask(server, search, SECONDS)
    const inDatabase = spentMs(database, await databaseCpuMs(deps))
    costs[what] = (server.cpuMs() - here + inDatabase) / count
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
        const asked = search.replace('{n}', String((networks * 7919) % SIZES[0].appeals))
        const request = getRequest(`/search?${encodeURI(asked)}`, 'identity', from)
        const { status } = await connection.send(request)
        if (status !== 200) throw new Error(`a search answered ${status}`)
        count += 1
      }
      connection.close()
    }),
  )
  return count
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

function dayOf(number: number): string {
  return new Date(Date.UTC(2024, 11, 31 - number)).toISOString().slice(0, 10)
}

function appealFiles(number: number) {
  const day = dayOf(number)
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

Five people were brought before the court in ${TOWNS[town]}. ${words(number + 2, 350)}. Case once${number}x.
`
  const inRussian = `---
translates: ${day.replaceAll('-', '/')}/search-${number}
language: ru
title: ${cyrillic(words(number + 3, 7))}
call: Напишите сегодня в посольство, которое отвечает за вашу страну.
---

Пять человек предстали перед судом, город ${CYRILLIC_TOWNS[town]}. ${cyrillic(words(number + 4, 300))}.
`
  const inChinese = `---
translates: ${day.replaceAll('-', '/')}/search-${number}
language: zh
title: ${han(number + 5, 12)}
call: 今天就给大使馆写信。
---

五人在法庭受审。${han(number + 6, 500)}。
`
  const translation = { 0: [inRussian], 1: [inChinese] }[number % 3] ?? []
  return [original, ...translation].map((text, index) => ({
    name: `${number}-${index}.md`,
    bytes: Buffer.from(text),
  }))
}

const VOCABULARY = 30_000
const SYLLABLES = 'ka zak sta na re lea se pro te sti ho us in gri ght mi le to ver al'.split(' ')

/** Made-up words, as unevenly frequent as those of a language (Zipf's law). */
function words(seed: number, count: number): string {
  return ranks(seed, count, VOCABULARY).map(wordOf).join(' ')
}

const CHARACTERS = 3000

function han(seed: number, count: number): string {
  return ranks(seed, count, CHARACTERS)
    .map((rank) => String.fromCodePoint(0x4e00 + rank))
    .join('')
}

function ranks(seed: number, count: number, most: number): number[] {
  let state = Math.imul(seed + 1, 2_654_435_761)
  return Array.from({ length: count }, () => {
    state = Math.imul(state, 1_103_515_245) + 12_345
    return Math.floor(most ** ((state >>> 1) / 2 ** 31))
  })
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
