import type { AppDeps } from '../src/app/deps.ts'
import { handlers } from '../src/app/rooms.ts'
import { buildServer } from '../src/app/serve.ts'
import { runDueJobs } from '../src/platform/outbox/worker.ts'
import { importAppeals } from '../src/slices/appeals/index.ts'
import { addPerson, giveConsent, openCase, withdrawConsent } from '../src/slices/cases/index.ts'
import { withInstallation } from './installation.ts'
import type { Report } from './report.ts'
import { fillAppeals } from './search.ts'

const APPEALS = 20_000
const NAMING = 50
const OTHER_PEOPLE = 40
const NAME = 'Rodion Raskolnikov'

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
    const personId = await addPeople(deps)
    await fillAppeals(deps, 0, APPEALS)
    await importAppeals(deps, Array.from({ length: NAMING }, appealFile), { publish: true })
    await work(deps)
    const server = await buildServer(deps)
    const named = async (url: string) => (await server.inject({ url })).body.includes('Raskolnikov')
    const urls = ['/', '/feed/', '/feed.json', '/search?q=taken', '/2025/01/01/named-1/']
    for (const url of urls) {
      if (!(await named(url))) throw new Error(`${url} does not name anybody before`)
    }
    const startedAt = performance.now()
    await withdrawConsent(deps, undefined, { personId, agreedBy: 'person', word: 'himself' })
    for (const url of urls) if (await named(url)) throw new Error(`${url} still names somebody`)
    report(`${name}: s until no page names a person`, seconds(startedAt), '≤ 5')
    await work(deps)
    report('… s until the search index has forgotten the name', seconds(startedAt), '≤ 60')
    await server.close()
  })
}

function seconds(startedAt: number): string {
  return ((performance.now() - startedAt) / 1000).toFixed(2)
}

/** One person whom appeals name, and dozens who are to be hidden anyway. */
async function addPeople(deps: AppDeps): Promise<string> {
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
  return personId
}

function appealFile(_: unknown, number: number) {
  const text = `---
slug: named-${number}
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

async function work(deps: AppDeps): Promise<void> {
  while (await runDueJobs(deps, handlers)) {}
}
