import { importAppeals } from '../src/slices/appeals/index.ts'
import { addPerson, giveConsent, openCase } from '../src/slices/cases/index.ts'
import type { TestApp } from './harness.ts'

/** Somebody of a novel: nobody can be harmed by a test that fails. */
export const NAMES = ['Родион Раскольников', 'Rodion Raskolnikov']

const original = `---
title: "Free Rodion Raskolnikov"
call: Raskolnikov was taken from his room. Write today.
language: en
country: KZ
place: Astana
date: 2013-05-22
slug: free-rodion-raskolnikov
case: student-2013
topics: [housing]
quotation:
  who: R. Raskolnikov’s sister
  date: 2013-05-22
  text: They took Rodion.
events:
  taken:
    date: 2013-05-22
    text: Rodion Romanovich Raskolnikov is taken.
    source: Campaign
demands:
  release: Release Rodion Raskolnikov.
letters:
  en:
    subject: Rodion Raskolnikov
    text: |-
      Please release Rodion Raskolnikov and drop all charges.
---

Rodion *Raskolnikov*, 23, lives alone. Ask for RASKOLNIKOV at the station.
`

const translation = `---
translates: 2013/05/22/free-rodion-raskolnikov
language: ru
title: "Свободу Родиону Раскольникову"
call: Раскольникова забрали из дома.
place: Астана
quotation: Забрали Родиона.
events:
  taken: Задержан Раскольников Р.
demands:
  release: Освободить Родиона Раскольникова.
---

С Раскольниковым не дают увидеться.
`

/** An appeal that names somebody, in two languages, and a case with that person in it. */
export async function publishNamed(
  { deps }: Pick<TestApp, 'deps'>,
  { isAgreed = true } = {},
): Promise<{ caseId: string; personId: string }> {
  const caseId = await openCase(deps, undefined, {
    key: 'student-2013',
    country: 'KZ',
    titles: { en: 'A student' },
  })
  const personId = await addPerson(deps, undefined, {
    caseId,
    key: 'student',
    names: NAMES,
    roles: { en: 'a student', ru: 'студент' },
  })
  if (isAgreed) await agree({ deps }, personId)
  const files = [original, translation].map((text, index) => ({
    name: `${index}.md`,
    bytes: Buffer.from(text),
  }))
  await importAppeals(deps, files, { publish: true })
  return { caseId, personId }
}

export async function agree({ deps }: Pick<TestApp, 'deps'>, personId: string): Promise<void> {
  await giveConsent(deps, undefined, {
    personId,
    agreedBy: 'family',
    agreedOn: '2013-05-22',
    word: 'his sister, by phone',
    uses: ['pages', 'spread', 'letters'],
    holdsAfterRelease: false,
  })
}
