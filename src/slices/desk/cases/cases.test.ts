import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { type TestContext, test } from 'node:test'
import { openDeskApp } from '../../../../test/desk.ts'
import { APPEAL_PATH } from '../../../../test/letters.ts'
import { DAY_MS } from '../../../platform/time.ts'
import { importAppeals } from '../../appeals/index.ts'
import { findCaseByKey, findLedger } from '../../cases/index.ts'

const opened = { key: 'astana-2013', country: 'kz', text_en: 'Housing campaigners', zone: 'UTC' }
const event = { kind: 'detained', on: '2013-05-22', source: 'Campaign Kazakhstan' }

test('the usual events of a story are recorded from one screen', async (t) => {
  const { ana, address, ledger } = await openCaseDesk(t)
  await ana.post(`${address}/groups`, { key: 'campaigners', text_en: 'members of the campaign' })
  const somebody = { key: 'leader-1', text_en: 'a leader', group: 'campaigners' }
  await ana.post(`${address}/people`, { ...somebody, names: 'Roza Example\nРоза Пример' })
  await ana.post(`${address}/demands`, { key: 'release', text_en: 'Release them.' })
  const counted = { ...event, key: 'round-up', group: 'campaigners', at_least: '81' }
  await ana.post(`${address}/events`, counted)
  await ana.post(`${address}/events`, { ...event, kind: 'trial', 'people[]': 'leader-1' })
  const fine = {
    ...event,
    kind: 'fined',
    'people[]': 'leader-1',
    amount: '17310.50',
    currency: 'kzt',
  }
  await ana.post(`${address}/events`, fine)
  const met = { demand: 'release government', state: 'partly_met', on: '2013-05-22' }
  await ana.post(`${address}/demand-changes`, { ...met, source: 'Campaign Kazakhstan' })
  const page = (await ana.get(`${address}/`)).body
  assert.match(page, /more than 80\sdetained/)
  assert.match(page, /Partly met/)
  const { events, changes } = await ledger()
  assert.equal(events[2]?.details.amountMinor, 1731050)
  assert.deepEqual([events.length, changes.length], [3, 1])
})

test('what a person is called, and their group, is changed, and the act stands in the log', async (t) => {
  const { app, ana, address, ledger } = await openCaseDesk(t)
  await ana.post(`${address}/groups`, { key: 'campaigners', text_en: 'members of the campaign' })
  const names = 'Roza Example'
  await ana.post(`${address}/people`, { key: 'leader-1', text_en: 'a leader', names })
  const open = (await ana.get(`${address}/?person=leader-1`)).body
  assert.match(open, /id="changed-text_en"[^>]*value="a leader"/)
  const form = { text_en: 'one of five', text_ru: 'один из пяти', pseudonym_en: 'R.' }
  const saved = await ana.post(`${address}/people/leader-1`, { ...form, group: 'campaigners' })
  assert.equal(saved.statusCode, 303)
  const { people, groups } = await ledger()
  assert.deepEqual(people[0]?.roles, { en: 'one of five', ru: 'один из пяти' })
  assert.deepEqual(people[0]?.pseudonyms, { en: 'R.' })
  assert.equal(people[0]?.groupId, groups[0]?.id)
  assert.equal(people[0]?.hasNames, true)
  const emptied = { text_en: 'one of five', text_ru: '', pseudonym_en: '' }
  await ana.post(`${address}/people/leader-1`, emptied)
  const after = (await ledger()).people[0]
  assert.deepEqual([after?.roles, after?.groupId], [{ en: 'one of five' }, undefined])
  const dora = await app.joinWithFactor('Dora', 'administrator')
  const log = (await dora.get('/desk/audit/')).body
  assert.equal(log.match(/<td>Person of a case changed<\/td>/g)?.length, 2)
  assert.doesNotMatch(log, /Roza/)
})

test('forms ask for the languages of the site, and keep what a text says in others', async (t) => {
  const { ana, address, ledger } = await openCaseDesk(t, { languages: ['ru'] })
  const fieldsOf = (body: string) => [
    ...new Set(
      [...body.matchAll(/name="((?:text|place|pseudonym)_\w+)"/g)].map(([, name]) => name),
    ),
  ]
  assert.deepEqual(fieldsOf((await ana.get('/desk/cases/')).body), ['text_ru'])
  const brought = { kind: 'detained', key: 'dawn', text_ru: 'на рассвете', text_kk: 'таңертең' }
  await ana.post(`${address}/people`, { key: 'leader-1', text_ru: 'лидер', text_kk: 'жетекші' })
  await ana.post(`${address}/events`, { ...event, ...brought, 'people[]': 'leader-1' })
  const form = (await ana.get(`${address}/?corrects=dawn`)).body
  assert.match(form, /name="text_kk"[^>]*value="таңертең"/)
  const person = (await ana.get(`${address}/?person=leader-1`)).body
  assert.match(person, /id="changed-text_kk"[^>]*value="жетекші"/)

  await ana.post(`${address}/people/leader-1`, { text_ru: 'один из пяти' })
  const { people, events } = await ledger()
  assert.deepEqual(people[0]?.roles, { ru: 'один из пяти', kk: 'жетекші' })
  assert.deepEqual(events[0]?.details.texts, { ru: 'на рассвете', kk: 'таңертең' })
  const odd = { text_ru: '', 'text_<b>': 'x', text_kk: '' }
  assert.equal((await ana.post(`${address}/people/leader-1`, odd)).statusCode, 422)
})

test('a change of a person that cannot be comes back as it was typed', async (t) => {
  const { ana, address, ledger } = await openCaseDesk(t)
  await ana.post(`${address}/people`, { key: 'leader-1', text_en: 'a leader' })
  const empty = { text_en: '', pseudonym_en: 'Typed with care' }
  const refused = await ana.post(`${address}/people/leader-1`, empty)
  assert.equal(refused.statusCode, 422)
  assert.match(refused.body, /value="Typed with care"/)
  const stale = { text_en: 'a leader', group: 'nobodys' }
  assert.equal((await ana.post(`${address}/people/leader-1`, stale)).statusCode, 422)
  assert.equal((await ana.post(`${address}/people/nobody`, stale)).statusCode, 404)
  assert.deepEqual((await ledger()).people[0]?.roles, { en: 'a leader' })
})

test('who saves a person after somebody else is told, keeps what they typed, and may then replace it', async (t) => {
  const { app, ana, address, ledger } = await openCaseDesk(t)
  await ana.post(`${address}/people`, { key: 'leader-1', text_en: 'a leader' })
  const versionIn = (body: string) => /name="version" value="([^"]+)"/.exec(body)?.[1] ?? ''
  const version = versionIn((await ana.get(`${address}/?person=leader-1`)).body)
  const save = (text_en: string, from: string) =>
    ana.post(`${address}/people/leader-1`, { text_en, version: from })
  assert.equal((await save('one of five', version)).statusCode, 303)

  const late = await save('one of six', version)
  assert.equal(late.statusCode, 409)
  assert.match(late.body, /Somebody has changed this person in the meantime/)
  assert.match(late.body, /What stands here now[\s\S]*one of five[\s\S]*value="one of six"/)
  assert.deepEqual((await ledger()).people[0]?.roles, { en: 'one of five' })
  const dora = await app.joinWithFactor('Dora', 'administrator')
  assert.match((await dora.get('/desk/audit/')).body, /Refused: somebody else was faster/)

  // What is wrong with a stale form is said first, and does not make it a fresh one.
  const wrong = await save('', version)
  assert.equal(versionIn(wrong.body), wrong.statusCode === 409 ? versionIn(late.body) : version)
  assert.equal((await save('one of six', versionIn(late.body))).statusCode, 303)
  assert.deepEqual((await ledger()).people[0]?.roles, { en: 'one of six' })
})

test('of two who change one person at once, one is told', async (t) => {
  const { ana, address, ledger } = await openCaseDesk(t)
  await ana.post(`${address}/people`, { key: 'leader-1', text_en: 'a leader' })
  const page = (await ana.get(`${address}/?person=leader-1`)).body
  const version = /name="version" value="([^"]+)"/.exec(page)?.[1] ?? ''
  const both = await Promise.all(
    ['one', 'two'].map((text_en) => ana.post(`${address}/people/leader-1`, { text_en, version })),
  )
  assert.deepEqual(both.map(({ statusCode }) => statusCode).sort(), [303, 409])
  const kept = both[0]?.statusCode === 303 ? 'one' : 'two'
  assert.deepEqual((await ledger()).people[0]?.roles, { en: kept })
})

test('a form that is sent twice records one event', async (t) => {
  const { ana, address, ledger } = await openCaseDesk(t)
  await ana.post(`${address}/people`, { key: 'leader-1', text_en: 'a leader' })
  const page = (await ana.get(`${address}/`)).body
  const key = /name="key" value="(e-[^"]+)"/.exec(page)?.[1] ?? ''
  for (const _ of [1, 2]) {
    const answer = await ana.post(`${address}/events`, { ...event, key, 'people[]': 'leader-1' })
    assert.equal(answer.statusCode, 303)
  }
  assert.equal((await ledger()).events.length, 1)
})

test('what cannot be is said plainly, and what was typed stays in the form', async (t) => {
  const { ana, address, ledger } = await openCaseDesk(t)
  await ana.post(`${address}/groups`, { key: 'campaigners', text_en: 'members of the campaign' })
  const turned = { ...event, group: 'campaigners', at_least: '90', at_most: '80' }
  const answer = await ana.post(`${address}/events`, { ...turned, text_en: 'Typed with care.' })
  assert.equal(answer.statusCode, 422)
  assert.match(answer.body, /range is turned round/)
  assert.match(answer.body, /value="Typed with care\."/)
  const odd = await ana.post(`${address}/events`, { ...event, group: 'campaigners', at_least: 'x' })
  assert.equal(odd.statusCode, 422)
  assert.deepEqual((await ledger()).events, [])
})

test('a correction begins with what it corrects; the second to correct is shown why not', async (t) => {
  const { ana, address, ledger } = await openCaseDesk(t)
  await ana.post(`${address}/people`, { key: 'leader-1', text_en: 'a leader' })
  const sentence = { ...event, kind: 'sentenced', key: 'sentence', days: '100' }
  await ana.post(`${address}/events`, { ...sentence, 'people[]': 'leader-1' })
  const form = (await ana.get(`${address}/?corrects=sentence`)).body
  assert.match(form, /name="days"[^>]*value="100"/)
  assert.match(form, /name="corrects" value="sentence"/)
  const right = { ...sentence, 'people[]': 'leader-1', days: '10', corrects: 'sentence' }
  await ana.post(`${address}/events`, { ...right, key: 'right' })
  const late = await ana.post(`${address}/events`, { ...right, key: 'late', days: '11' })
  assert.equal(late.statusCode, 409)
  assert.match(late.body, /corrected this event already/)
  assert.equal((await ledger()).events.length, 2)
})

test('the list says what calls for somebody', async (t) => {
  const { app, ana, address, clock } = await openCaseDesk(t)
  await ana.post(`${address}/people`, { key: 'leader-1', text_en: 'a leader' })
  await ana.post(`${address}/events`, { ...event, 'people[]': 'leader-1' })
  const hearing = { ...event, kind: 'hearing', 'people[]': 'leader-1', on: '2013-05-27' }
  await ana.post(`${address}/events`, hearing)
  assert.match((await ana.get('/desk/cases/')).body, /Hearing or deadline on 27 May 2013/)
  clock.advance(6 * DAY_MS)
  // Sessions end when they are not used for days.
  const dora = await app.joinWithFactor('Dora', 'administrator')
  assert.match((await dora.get('/desk/cases/')).body, /Nothing heard since the hearing/)
})

test('an appeal is linked to a case of the same organisation', async (t) => {
  const { app, ana, address } = await openCaseDesk(t)
  const source = readFileSync('demo/astana.md', 'utf8').replace(/^case:.*|^people:\n( .*\n)+/gm, '')
  const file = { name: 'astana.md', bytes: Buffer.from(source) }
  await importAppeals(app.deps, [file], { publish: true })
  await ana.post(`${address}/people`, { key: 'leader-1', text_en: 'a leader' })
  await ana.post(`${address}/events`, { ...event, 'people[]': 'leader-1' })
  await ana.post(`${address}/publication`)
  assert.match((await app.visitor().get(APPEAL_PATH)).body, /more than 80\sdetained/)
  assert.equal((await ana.post(`${address}/appeals`, { path: APPEAL_PATH })).statusCode, 303)
  assert.match((await app.visitor().get(APPEAL_PATH)).body, /1\sdetained/)
  assert.equal((await ana.post(`${address}/appeals`, { path: 'nonsense' })).statusCode, 422)
})

test('closing is refused with a list of what is open', async (t) => {
  const { ana, address } = await openCaseDesk(t)
  await ana.post(`${address}/people`, { key: 'leader-1', text_en: 'a leader' })
  await ana.post(`${address}/events`, { ...event, 'people[]': 'leader-1' })
  const answer = await ana.post(`${address}/closing`)
  assert.equal(answer.statusCode, 409)
  assert.match(answer.body, /no outcome yet \(leader-1\)/)
})

test('showing a case to readers needs the second factor', async (t) => {
  const { app, ana, address, ledger } = await openCaseDesk(t)
  const bare = await app.join('Eve', 'editor')
  await bare.post(`${address}/publication`)
  assert.equal((await ledger()).case.publishedAt, undefined)
  await ana.post(`${address}/publication`)
  assert.ok((await ledger()).case.publishedAt)
})

test('an editor of another organisation sees nothing of a case, and changes nothing', async (t) => {
  const { app, address, ledger } = await openCaseDesk(t)
  const chloe = await app.joinWithFactor('Chloe', 'editor', { organisation: 'Campaign Kazakhstan' })
  assert.doesNotMatch((await chloe.get('/desk/cases/')).body, /Housing campaigners/)
  assert.equal((await chloe.get(`${address}/`)).statusCode, 404)
  for (const [path, form] of [
    ['people', { key: 'leader-1', text_en: 'a leader' }],
    ['people/leader-1', { text_en: 'a leader' }],
    ['groups', { key: 'others', text_en: 'others' }],
    ['events', { ...event, 'people[]': 'leader-1' }],
    ['publication', {}],
    ['closing', {}],
    ['settings', { ...opened, quiet_days: '3' }],
  ] as [string, Record<string, string>][]) {
    assert.equal((await chloe.post(`${address}/${path}`, form)).statusCode, 404, path)
  }
  const { people, groups, case: found } = await ledger()
  assert.deepEqual([people, groups, found.version], [[], [], 0])
})

async function openCaseDesk(t: TestContext, changes: Parameters<typeof openDeskApp>[1] = {}) {
  const app = await openDeskApp(t, changes)
  const ana = await app.joinWithFactor('Ana', 'editor')
  const answer = await ana.post('/desk/cases/', opened)
  assert.equal(answer.statusCode, 303, answer.body)
  const found = await findCaseByKey(app.deps.reader, 'astana-2013')
  assert.ok(found)
  const ledger = async () => {
    const each = await findLedger(app.deps.reader, found.id)
    assert.ok(each)
    return each
  }
  return { app, ana, clock: app.clock, address: `/desk/cases/${found.id}`, ledger }
}
