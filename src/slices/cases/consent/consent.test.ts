import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { openTestApp, type TestApp } from '../../../../test/harness.ts'
import { DAY_MS } from '../../../platform/time.ts'
import { addPerson } from '../record/add-person.ts'
import { openCase } from '../record/open-case.ts'
import { recordEvent } from '../record/record-event.ts'
import { namesCommands } from './cli.ts'
import { giveConsent, type NewConsent, withdrawConsent } from './record.ts'
import type { AgreedBy } from './types.ts'

async function openNamed(t: Parameters<typeof openTestApp>[0]) {
  const app = await openTestApp(t)
  const case_ = { key: 'novel', country: 'KZ', titles: { en: 'A novel' } }
  const caseId = await openCase(app.deps, undefined, case_)
  const person = {
    caseId,
    key: 'student',
    names: ['Rodion Raskolnikov'],
    roles: { en: 'a student' },
  }
  const personId = await addPerson(app.deps, undefined, person)
  return { ...app, caseId, personId }
}

const consent = {
  agreedBy: 'family',
  agreedOn: '2013-05-22',
  word: 'his sister, by phone',
  uses: ['pages'],
  holdsAfterRelease: false,
} as const satisfies Omit<NewConsent, 'personId'>

const shown = async ({ deps }: TestApp, use: 'pages' | 'letters' | 'spread' = 'pages') =>
  (await deps.veils.for(use)).text('Rodion Raskolnikov') === 'Rodion Raskolnikov'

test('a name is hidden from the moment it is entered, and shown for what was agreed to', async (t) => {
  const app = await openNamed(t)
  assert.equal(await shown(app), false)
  await giveConsent(app.deps, undefined, { ...consent, personId: app.personId })
  assert.equal(await shown(app), true)
  assert.equal(await shown(app, 'letters'), false)
  const withdrawal = { personId: app.personId, agreedBy: 'person', word: 'himself' } as const
  await withdrawConsent(app.deps, undefined, withdrawal)
  assert.equal(await shown(app), false)
  await withdrawConsent(app.deps, undefined, withdrawal)
  assert.equal(await shown(app), false)
})

test('somebody who agreed is named beside others of the case who did not', async (t) => {
  const app = await openNamed(t)
  const { deps, caseId, personId } = app
  const names = ['Dunya Raskolnikova']
  await addPerson(deps, undefined, { caseId, key: 'sister', names, roles: { en: 'a sister' } })
  await giveConsent(deps, undefined, { ...consent, personId })
  const veil = await deps.veils.for('pages')
  assert.equal(veil.text('Rodion Raskolnikov'), 'Rodion Raskolnikov')
  assert.equal(veil.text('Dunya Raskolnikova'), 'D. R.')
})

test('a consent ends with its day, and with release unless it says otherwise', async (t) => {
  const app = await openNamed(t)
  const { deps, clock, caseId, personId } = app
  await giveConsent(deps, undefined, { ...consent, personId, until: '2013-05-23' })
  clock.advance(DAY_MS)
  assert.equal(await shown(app), true)
  clock.advance(DAY_MS)
  assert.equal(await shown(app), false)

  await giveConsent(deps, undefined, { ...consent, personId })
  const about = { people: ['student'] }
  const sources = [{ name: 'Campaign', reliability: 'reported' } as const]
  for (const [kind, on] of [
    ['detained', '2013-05-22'],
    ['released', '2013-05-23'],
  ] as const) {
    const when = { on, precision: 'day' } as const
    await recordEvent(deps, undefined, { caseId, kind, when, about, details: {}, sources })
  }
  assert.equal(await shown(app), false)
  await giveConsent(deps, undefined, { ...consent, personId, holdsAfterRelease: true })
  assert.equal(await shown(app), true)
})

test('the history of consents is only added to, and holds nobody’s name in the clear', async (t) => {
  const { deps, personId } = await openNamed(t)
  await giveConsent(deps, undefined, { ...consent, personId })
  const { rows } = await sql`select * from name_consents`.execute(deps.db)
  const acts = await sql`select * from acts`.execute(deps.db)
  assert.doesNotMatch(JSON.stringify([rows, acts.rows]), /sister|Raskolnikov/)
  await assert.rejects(sql`delete from name_consents`.execute(deps.db), /never changed/)
})

test('a consent without anybody’s word, without a use or on a wrong day is refused', async (t) => {
  const { deps, personId } = await openNamed(t)
  const wrongs: [Partial<NewConsent>, string][] = [
    [{ word: ' ' }, 'cases.consent_word_missing'],
    [{ uses: [] }, 'cases.consent_no_use'],
    [{ agreedBy: 'cousin' as AgreedBy }, 'cases.consent_nobody'],
    [{ agreedOn: '2013-05-23' }, 'cases.consent_in_future'],
    [{ until: '2013-05-21' }, 'cases.consent_over'],
    [{ personId: 'nobody' }, 'cases.not_found'],
  ]
  for (const [wrong, messageKey] of wrongs) {
    const input = { ...consent, personId, ...wrong }
    await assert.rejects(giveConsent(deps, undefined, input), { messageKey })
  }
})

test('the command line says whether the case or the person is unknown', async (t) => {
  const { deps } = await openNamed(t)
  const agree = namesCommands.find(({ name }) => name === 'names agree')
  const out = { line: () => {}, note: () => {}, progress: () => {} }
  for (const [person, messageKey] of [
    ['novel/nobody', 'cases.person_not_found'],
    ['nowhere/nobody', 'cases.not_found'],
  ] as const) {
    const called = async () => agree?.run({ deps, values: {}, positionals: [person], out })
    await assert.rejects(called, { messageKey })
  }
})
