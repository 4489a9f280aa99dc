import type { AppDeps } from '../src/app/deps.ts'
import { importAppeals } from '../src/slices/appeals/index.ts'
import { OUTCRY, withInstallation } from './installation.ts'
import { measureMade } from './pages.ts'
import type { Report } from './report.ts'
import { startServer } from './server-process.ts'

const FEW = 200
const MANY = 20_000
const BATCH = 500
const SECONDS = 3
const PATHS = ['/', '/page/3/', '/countries/KZ/', '/2024/', '/2024/11/', '/2024/12/27/appeal-4/']

/** What a page costs to make with 200 and with 20,000 appeals. */
export async function benchGrowth(report: Report): Promise<void> {
  const few = await measureArchive(FEW)
  const many = await measureArchive(MANY)
  for (const [path, cost] of Object.entries(many)) {
    const before = few[path] ?? 0
    const value = `${before.toFixed(2)} … ${cost.toFixed(2)}; ${(cost / before).toFixed(2)}`
    report(`${path} made anew with ${FEW} … ${MANY} appeals, ms; ratio`, value, '≤ 1.2')
  }
}

async function measureArchive(appeals: number): Promise<Record<string, number>> {
  const costs: Record<string, number> = {}
  await withInstallation({}, async ({ deps, environment }) => {
    await fillArchive(deps, appeals)
    const server = await startServer(OUTCRY, environment)
    for (const path of PATHS) {
      costs[path] = await measureMade(server, path, SECONDS)
    }
    await server.stop()
  })
  return costs
}

/** One appeal a day, backwards from the end of 2024; a seventh of them about Kazakhstan. */
export async function fillArchive(deps: AppDeps, appeals: number): Promise<void> {
  for (let from = 0; from < appeals; from += BATCH) {
    const files = Array.from({ length: Math.min(BATCH, appeals - from) }, (_, index) =>
      appealFile(from + index),
    )
    await importAppeals(deps, files, { publish: true })
  }
}

function appealFile(number: number) {
  const day = new Date(Date.UTC(2024, 11, 31 - number)).toISOString().slice(0, 10)
  const country = ['KZ', 'BY', 'IR', 'TR', 'RU', 'CN', 'EG'][number % 7]
  const text = `---
slug: appeal-${number}
date: ${day}
language: en
country: ${country}
place: Town ${number % 90}
title: Appeal number ${number}
call: Write to the embassy that answers for your country, today.
topics: [housing]
addressee_languages: [en]
demands:
  release: Release everyone who is held.
letters:
  en:
    subject: Release them
    text: |
      Please release everyone who is held.
---

${'What happened is told here in a few sentences that a reader takes in at once. '.repeat(12)}
`
  return { name: `appeal-${number}.md`, bytes: Buffer.from(text) }
}
