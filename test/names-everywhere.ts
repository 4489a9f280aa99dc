import assert from 'node:assert/strict'
import { MINUTE_MS } from '../src/platform/time.ts'
import { importAppeals } from '../src/slices/appeals/index.ts'
import {
  addPerson,
  giveConsent,
  openCase,
  recordEvent,
  setCasePublic,
} from '../src/slices/cases/index.ts'
import { approveComment } from '../src/slices/comments/index.ts'
import { insertMissionReply } from '../src/slices/missions/index.ts'
import { planGathering, publishGathering } from '../src/slices/protests/index.ts'
import { hiddenField } from './comments.tsx'
import { get, type LetterApp, post } from './letters.ts'
import { photograph } from './pictures.ts'

/**
 * People of novels and legends: as they are known to the desk, and as somebody writes them of whom nobody
 * asked to keep to it.
 */
export const PEOPLE = {
  latin: {
    names: ['Rodion Raskolnikov'],
    written: ['Rodion Raskolnikov', 'RASKOLNIKOV, Rodion', 'R. Raskolnikov'],
    parts: /raskoln/i,
  },
  cyrillic: {
    names: ['Родион Раскольников', 'Rodion Raskolnikov'],
    written: ['Родиона Раскольникова', 'Раскольников Родион', 'Р. Раскольникову'],
    parts: /раскольн|raskoln/i,
  },
  kazakh: {
    names: ['Қозы Көрпешұлы', 'Kozy Korpeshuly'],
    written: ['Қозы Көрпешұлы', 'Козы Корпешулы', 'Qozy Körpeşuly'],
    parts: /көрпеш|корпеш|korpesh|körpeş/i,
  },
  arabic: {
    names: ['ليلى العامرية', 'Layla al-Amiriyya'],
    written: ['ليلى العامرية', 'لَيْلَى الْعَامِرِيَّة', 'Laila al-Amiriya'],
    parts: /عامري|عَامِرِيَّ|amiri/i,
  },
}

export const PATH = '/2013/05/22/seen-in-astana/'

const appealFile = ([first, second, third]: readonly string[]) => `---
title: "Free ${first}"
call: "${second} was taken. Write today."
language: en
country: KZ
place: Astana
date: 2013-05-22
slug: seen-in-astana
case: taken-2013
pictures:
  street: {file: street.jpg, alt: "The house of ${third}.", caption: "Here lived ${first}.", credit: "${second}"}
---

They took ${third} this morning.
`

/**
 * One person of a case, agreed to be named, and named wherever somebody can write something that readers
 * see: in an appeal and beside its picture, in a comment and as its author, in the answer of
 * a mission, at a picket, in the case.
 */
export async function nameEverywhere(
  app: LetterApp,
  { names, written }: { names: string[]; written: string[] },
): Promise<{ caseId: string; personId: string }> {
  const { deps } = app
  const caseId = await openCase(deps, undefined, {
    ...{ key: 'taken-2013', country: 'KZ', titles: { en: `The case of ${written[0]}` } },
  })
  const person = { caseId, key: 'first', names, roles: { en: 'a student', ru: 'студент' } }
  const personId = await addPerson(deps, undefined, person)
  await giveConsent(deps, undefined, {
    ...{ personId, agreedBy: 'family', agreedOn: '2013-05-22', word: 'by phone' },
    ...{ uses: ['pages', 'spread', 'letters'], holdsAfterRelease: true },
  })
  await setCasePublic(deps, undefined, { caseId, isPublic: true })
  await recordHearing(app, { caseId, written })
  const file = { name: 'seen.md', bytes: Buffer.from(appealFile(written)) }
  const readBeside = () => photograph(500, 400)
  await importAppeals(deps, [{ ...file, readBeside }], { publish: true })
  await app.runJobs()
  const [first = '', second = '', third = ''] = written
  await comment(app, { name: 'Chloé', text: `Where is ${first}? Free ${second}!` })
  await comment(app, { name: third, text: 'It is me who is meant, thank you all.' })
  await answerAndGather(app, written)
  await app.runJobs()
  return { caseId, personId }
}

async function recordHearing(
  { deps }: LetterApp,
  { caseId, written }: { caseId: string; written: string[] },
): Promise<void> {
  await recordEvent(deps, undefined, {
    ...{ caseId, kind: 'hearing', about: { people: ['first'] } },
    when: { on: '2013-06-01', precision: 'day' },
    details: { texts: { en: `${written[1]} is heard.` }, places: { en: 'Astana' } },
    sources: [{ name: `The lawyer of ${written[2]}`, reliability: 'reported' }],
  })
}

async function comment(app: LetterApp, words: { name: string; text: string }): Promise<void> {
  const stamp = hiddenField((await get(app, PATH)).body, 'stamp')
  app.clock.advance(MINUTE_MS)
  const email = `reader${words.text.length}@reader.example`
  const { headers } = await post(app, `${PATH}comments`, { ...words, email, stamp })
  const token = /\/comments\/([\w-]+)$/.exec(String(headers.location))?.[1] ?? ''
  await approveComment(app.deps, app.deps.secrets.readToken('comment-status', token) ?? '')
}

async function answerAndGather(app: LetterApp, written: string[]): Promise<void> {
  const { deps } = app
  const appeal = await deps.db
    .selectFrom('appeals')
    .select('id')
    .where('slug', '=', 'seen-in-astana')
    .executeTakeFirst()
  assert.ok(appeal)
  await insertMissionReply(deps.db, {
    ...{ id: 'reply', missionId: await app.missionIdFor('IE'), appealId: appeal.id },
    ...{ appealPath: PATH, receivedOn: '2013-05-23' },
    text: `We know of nobody called ${written[0]}.\nAs for ${written[2]}, nothing is known.`,
  })
  let id = ''
  const keep = async (_: unknown, planned: string) => {
    id = planned
  }
  const place = { country: 'IE', city: 'Dublin', place: `The wall for ${written[1]}` }
  const when = { on: '2013-06-01', time: '12:00', note: `Bring a picture of ${written[0]}.` }
  await planGathering(deps, { ...place, ...when, appeal: appeal.id, kind: 'picket' }, keep)
  await publishGathering(deps, id)
}
