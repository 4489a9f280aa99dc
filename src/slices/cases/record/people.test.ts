import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { openTestApp } from '../../../../test/harness.ts'
import { openNames } from '../names.ts'
import { eventLine } from '../pages/words.ts'
import { findLedger } from '../queries.ts'
import { addGroup, addPerson } from './add-person.ts'
import { changeCase, changePerson } from './change-case.ts'
import { type NewCase, openCase } from './open-case.ts'
import { recordEvent } from './record-event.ts'

const astana = { key: 'astana-2013', country: 'KZ', titles: { en: 'Housing campaigners' } }

test('a case begins empty, hidden from readers, with the settings that were given', async (t) => {
  const { deps } = await openTestApp(t)
  const id = await openCase(deps, undefined, { ...astana, zone: 'Asia/Almaty' })
  const ledger = await findLedger(deps.reader, id)
  assert.equal(ledger?.case.publishedAt, undefined)
  assert.equal(ledger?.case.zone, 'Asia/Almaty')
  assert.deepEqual(ledger?.people, [])
})

test('a second case of one key is refused, and so is a key that could be a name', async (t) => {
  const { deps } = await openTestApp(t)
  await openCase(deps, undefined, astana)
  await assert.rejects(openCase(deps, undefined, astana), { messageKey: 'cases.key_taken' })
  const wrongs: [Partial<NewCase>, string][] = [
    [{ key: 'Two Words' }, 'cases.bad_key'],
    [{ country: 'XX' }, 'cases.bad_country'],
    [{ zone: 'Asia/Nowhere' }, 'cases.bad_zone'],
    [{ zone: '+05:00' }, 'cases.bad_zone'],
    [{ titles: { en: ' ' } }, 'cases.text_missing'],
    [{ titles: { english: 'A' } }, 'cases.bad_language'],
    [{ quietDays: 0 }, 'cases.bad_quiet_days'],
  ]
  for (const [wrong, messageKey] of wrongs) {
    const input = { ...astana, key: 'another', ...wrong }
    await assert.rejects(openCase(deps, undefined, input), { messageKey })
  }
})

test('a name lies sealed in the database, and two people may have the same one', async (t) => {
  const { deps } = await openTestApp(t)
  const caseId = await openCase(deps, undefined, astana)
  const names = ['Roza Example', 'Роза Пример']
  const roles = { en: 'one of five leaders' }
  const first = await addPerson(deps, undefined, { caseId, key: 'leader-1', names, roles })
  const second = await addPerson(deps, undefined, { caseId, key: 'leader-2', names, roles })
  const { rows } = await sql`select * from people`.execute(deps.db)
  const acts = await sql`select * from acts`.execute(deps.db)
  assert.doesNotMatch(JSON.stringify([rows, acts.rows]), /Roza|Роза/)
  const opened = await openNames({ db: deps.reader, secrets: deps.secrets }, { caseId })
  assert.deepEqual(
    [...opened],
    [
      [first, { names, former: [] }],
      [second, { names, former: [] }],
    ],
  )
})

test('a person joins a group of the same case alone', async (t) => {
  const { deps } = await openTestApp(t)
  const caseId = await openCase(deps, undefined, astana)
  const otherId = await openCase(deps, undefined, { ...astana, key: 'another' })
  const labels = { en: 'members of the campaign' }
  const groupId = await addGroup(deps, undefined, { caseId, key: 'campaigners', labels })
  const roles = { en: 'one of five leaders' }
  await addPerson(deps, undefined, { caseId, key: 'leader-1', roles, groupId })
  await assert.rejects(
    addPerson(deps, undefined, { caseId: otherId, key: 'leader-1', roles, groupId }),
    { messageKey: 'cases.group_unknown' },
  )
  const people = (await findLedger(deps.reader, caseId))?.people ?? []
  assert.deepEqual(
    people.map(({ key, groupId: group }) => [key, group]),
    [['leader-1', groupId]],
  )
})

test('a name that was recorded once stays hidden, until it is forgotten expressly', async (t) => {
  const { deps } = await openTestApp(t)
  const caseId = await openCase(deps, undefined, astana)
  const roles = { en: 'one of five leaders' }
  const names = ['Roza Raskolnikova', 'Роза Раскольникова']
  const person = { caseId, key: 'leader-1', names, roles }
  const personId = await addPerson(deps, undefined, person)
  const shown = async () =>
    (await deps.veils.for('pages')).text('Roza Raskolnikova; Dunya Marmeladova')
  await changePerson(deps, undefined, { personId, roles, names: [] })
  assert.equal(await shown(), 'R. R.; Dunya Marmeladova')
  await changePerson(deps, undefined, { personId, roles, names: ['Dunya Marmeladova'] })
  assert.equal(await shown(), 'R. R.; D. M.')
  const known = (await openNames({ db: deps.reader, secrets: deps.secrets })).get(personId)
  assert.deepEqual(known, { names: ['Dunya Marmeladova'], former: names })
  const { rows } = await sql`select * from people`.execute(deps.db)
  assert.doesNotMatch(JSON.stringify(rows), /Raskol|Marmel/)
  await changePerson(deps, undefined, { personId, roles })
  assert.equal(await shown(), 'R. R.; D. M.')
  await changePerson(deps, undefined, { personId, roles, forgetsFormer: true })
  assert.equal(await shown(), 'Roza Raskolnikova; D. M.')
})

test('what a case and a person are called in other languages outlives a change of two of them', async (t) => {
  const { deps } = await openTestApp(t)
  const titles = { en: 'Campaigners', kk: 'Белсенділер' }
  const caseId = await openCase(deps, undefined, { ...astana, titles })
  const roles = { en: 'one of five leaders', kk: 'бес жетекшінің бірі' }
  const personId = await addPerson(deps, undefined, { caseId, key: 'leader-1', names: [], roles })
  const changed = { en: 'Housing campaigners', ru: '' }
  await changeCase(deps, undefined, { caseId, titles: changed })
  await changePerson(deps, undefined, { personId, roles: { en: 'a leader', ru: '' } })
  const ledger = await findLedger(deps.reader, caseId)
  assert.deepEqual(ledger?.case.titles, { en: 'Housing campaigners', kk: titles.kk })
  assert.deepEqual(ledger?.people[0]?.roles, { en: 'a leader', kk: roles.kk })
})

test('several of whom one word is said are named in one breath', async (t) => {
  const { deps } = await openTestApp(t)
  const caseId = await openCase(deps, undefined, astana)
  for (const n of [1, 2]) {
    const roles = { en: `leader (${n} of 5)` }
    await addPerson(deps, undefined, { caseId, key: `leader-${n}`, names: [], roles })
  }
  await recordEvent(deps, undefined, {
    ...{ caseId, kind: 'detained', about: { people: ['leader-1', 'leader-2'] } },
    ...{ when: { on: '2013-05-22', precision: 'day' } },
    sources: [{ name: 'Campaign Kazakhstan', reliability: 'reported' }],
  })
  const ledger = await findLedger(deps.reader, caseId)
  const [event] = ledger?.events ?? []
  assert.ok(ledger && event)
  const words = { t: deps.catalogues.translator('en') }
  assert.equal(eventLine(words, ledger, event), 'Detained: leader (1 of 5 and 2 of 5)')
})
