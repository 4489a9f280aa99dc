import type { AppDeps } from '../src/app/deps.ts'
import { importAppeals } from '../src/slices/appeals/index.ts'

const BATCH = 500

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
