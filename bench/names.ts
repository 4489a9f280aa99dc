import { setTimeout as pause } from 'node:timers/promises'
import type { AppDeps } from '../src/app/deps.ts'
import { handlers } from '../src/app/rooms.ts'
import { buildServer } from '../src/app/serve.ts'
import { runDueJobs } from '../src/platform/outbox/worker.ts'
import { dayOf } from '../src/platform/time.ts'
import { importAppeals } from '../src/slices/appeals/index.ts'
import { listPossiblyNaming } from '../src/slices/archive/index.ts'
import {
  addPerson,
  giveConsent,
  listNamed,
  openCase,
  withdrawConsent,
} from '../src/slices/cases/index.ts'
import { previewWithdrawal } from '../src/slices/desk/names/preview.ts'
import { withInstallation } from './installation.ts'
import type { Report } from './report.ts'
import { fillAppeals } from './search.ts'

const APPEALS = 20_000
const NAMING = 50
const OTHER_PEOPLE = 40
const NAME = 'Rodion Raskolnikov'
/** The address that holds the name hides it, too, but a moment later. */
const NAMED = /raskolnikov(?!-0\/)/i
const OLD_ADDRESS = '/2025/01/01/raskolnikov-0/'
const urls = [
  ...['/', '/2025/01/', '/countries/KZ/', '/feed/', '/feed.json', '/2025/01/01/named-1/'],
  ...['/embed/2025/01/01/named-1/', '/search?q=taken', '/search?q=raskol'],
]
const PREVIEWS = 9
const LOOK_EVERY_MS = 20

/** How long it takes until a name whose consent is withdrawn is gone, among 20,000 appeals. */
export async function benchNames(report: Report): Promise<void> {
  await benchOn('SQLite', {}, report)
  const url = process.env.BENCH_DATABASE_URL
  if (url) await benchOn('PostgreSQL', { DATABASE_URL: url }, report)
}

async function benchOn(
  name: string,
  settings: Record<string, string>,
  report: Report,
): Promise<void> {
  await withInstallation(settings, async ({ deps }) => {
    const { personId } = await addNamedPeople(deps)
    await fillAppeals(deps, 0, APPEALS)
    await importAppeals(deps, Array.from({ length: NAMING }, appealFile), { publish: true })
    await workOff(deps)
    const server = await buildServer(deps)
    const named = async (url: string) => NAMED.test((await server.inject({ url })).body)
    for (const url of urls) {
      if (!(await named(url))) throw new Error(`${url} does not name anybody before`)
    }
    report(`${name}: preview before the switch, ms`, await previewMs(deps, personId), '≤ 100')
    const startedAt = performance.now()
    await withdrawConsent(deps, undefined, { personId, agreedBy: 'person', word: 'himself' })
    for (const url of urls) if (await named(url)) throw new Error(`${url} still names somebody`)
    report('… s until no page, feed or search names a person', seconds(startedAt), '≤ 5')
    const work = workOff(deps)
    const isKnown = async () => (await server.inject({ url: OLD_ADDRESS })).statusCode !== 404
    while (await isKnown()) await pause(LOOK_EVERY_MS)
    report('… s until the address with the name is unknown', seconds(startedAt), '≤ 5')
    const find = () => listPossiblyNaming(deps.reader, [NAME], { limit: 1 })
    while ((await find()).length > 0) await pause(LOOK_EVERY_MS)
    report('… s until the search index has forgotten the name', seconds(startedAt), '≤ 5')
    await work
    report('… s until every appeal was looked at', seconds(startedAt))
    await server.close()
  })
}

async function previewMs(deps: AppDeps, personId: string): Promise<string> {
  const times: number[] = []
  for (let round = 0; round < PREVIEWS; round += 1) {
    const all = await listNamed(deps, dayOf(deps.clock.now()))
    const named = all.find(({ name }) => name.id === personId)
    if (!named) throw new Error('nobody is named')
    const startedAt = performance.now()
    const { appeals } = await previewWithdrawal(deps, named)
    times.push(performance.now() - startedAt)
    if (appeals !== NAMING) throw new Error(`the preview knows ${appeals} appeals`)
  }
  return (times.sort((a, b) => a - b)[Math.floor(PREVIEWS / 2)] ?? 0).toFixed(1)
}

function seconds(startedAt: number): string {
  return ((performance.now() - startedAt) / 1000).toFixed(2)
}

/** One person whom appeals name, and dozens who are to be hidden anyway. */
/** A case with people, one of whom is named, as they have agreed. */
export async function addNamedPeople(deps: AppDeps): Promise<{ caseId: string; personId: string }> {
  const titles = { en: 'A novel' }
  const caseId = await openCase(deps, undefined, { key: 'novel', country: 'KZ', titles })
  const roles = { en: 'a student' }
  for (let number = 0; number < OTHER_PEOPLE; number += 1) {
    const names = [`Person${number} Other${number}`]
    await addPerson(deps, undefined, { caseId, key: `other-${number}`, names, roles })
  }
  const person = { caseId, key: 'student', names: [NAME], roles }
  const personId = await addPerson(deps, undefined, person)
  await giveConsent(deps, undefined, {
    ...{ personId, agreedBy: 'person', word: 'himself', agreedOn: '2024-01-01' },
    uses: ['pages', 'spread', 'letters'],
    holdsAfterRelease: true,
  })
  return { caseId, personId }
}

function appealFile(_: unknown, number: number) {
  const text = `---
slug: ${number === 0 ? 'raskolnikov' : 'named'}-${number}
date: 2025-01-01
language: en
country: KZ
place: Astana
title: Free ${NAME} ${number}
call: ${NAME} was taken this morning.
---

${NAME} was taken.
`
  return { name: `named-${number}.md`, bytes: Buffer.from(text) }
}

async function workOff(deps: AppDeps): Promise<void> {
  while (await runDueJobs(deps, handlers)) {}
}
