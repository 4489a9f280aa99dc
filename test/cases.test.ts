import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { type TestContext, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { DAY_MS } from '../src/platform/time.ts'
import { closeAppeal, exportAppeal, findAppealId } from '../src/slices/appeals/index.ts'
import {
  addPerson,
  findCaseByKey,
  importCase,
  recordEvent,
  setCasePublic,
} from '../src/slices/cases/index.ts'
import { actor } from './actors.ts'
import { fillDemoLater } from './demo.ts'
import { openTestApp } from './harness.ts'
import { APPEAL_PATH } from './letters.ts'

const sources = [{ name: 'Campaign Kazakhstan', reliability: 'reported' as const }]

test('the page of an appeal shows its case, and every new event at once', async (t) => {
  const { deps, caseId, get } = await openSite(t)
  const before = await get(APPEAL_PATH)
  assert.match(before, /<li>at least 82\sdetained<\/li>/)
  assert.match(before, /10 days/)
  assert.match(before, /href="[^"]*\/cases\/astana-2013\/"/)
  await recordEvent(deps, undefined, {
    ...{ caseId, kind: 'released', about: { people: ['leader-1'] }, sources },
    when: { on: '2013-06-05', precision: 'day' },
  })
  assert.match(await get(APPEAL_PATH), /5 June 2013/)
  assert.match(await get('/cases/astana-2013/'), /5 June 2013/)
})

test('a hidden case is nowhere: the appeal speaks for itself, and its addresses answer 404', async (t) => {
  const { deps, caseId, get, server } = await openSite(t)
  await get(APPEAL_PATH)
  await setCasePublic(deps, undefined, { caseId, isPublic: false })
  const page = await get(APPEAL_PATH)
  assert.match(page, /<li>more than 80\sdetained<\/li>/)
  assert.doesNotMatch(page, /10 days/)
  for (const path of ['/', '.json', '.csv', '.ics']) {
    const answer = await server.inject(`/cases/astana-2013${path}`)
    assert.equal(answer.statusCode, 404, path)
  }
  assert.doesNotMatch(await get('/cases/'), /astana-2013/)
  assert.doesNotMatch(await get('/cases/outcomes.csv'), /KZ/)
})

test('the page of a case leads to its appeals and says where everybody is', async (t) => {
  const { get } = await openSite(t)
  const page = await get('/cases/astana-2013/')
  assert.match(page, new RegExp(`href="[^"]*${APPEAL_PATH}"`))
  assert.match(page, /leader of the campaign \(2 of 5\)/)
  assert.match(page, /The sentence of leader of the campaign \(1 of 5\) ends between/)
  const russian = await get('/ru/cases/astana-2013/')
  assert.match(russian, /лидер кампании \(2 из 5\)/)
  assert.match(russian, /под судом 3 человека/)
})

test('no name leaves the ledger, whatever the output', async (t) => {
  const { deps, caseId, get } = await openSite(t)
  const names = ['Roza Example', 'Роза Пример']
  const person = { caseId, key: 'somebody', names, roles: { en: 'somebody else' } }
  await addPerson(deps, undefined, person)
  await recordEvent(deps, undefined, {
    ...{ caseId, kind: 'hearing', about: { people: ['somebody'] }, sources },
    when: { on: '2013-07-01', time: '10:00', precision: 'hour' },
  })
  const endings = ['/', '.json', '.csv', '.ics']
  const paths = [...endings.map((ending) => `/cases/astana-2013${ending}`), APPEAL_PATH]
  for (const path of paths) assert.doesNotMatch(await get(path), /Roza|Роза|Пример/, path)
})

test('the calendar knows the time of the court, and what was called off', async (t) => {
  const { deps, caseId, get } = await openSite(t)
  await recordEvent(deps, undefined, {
    ...{ caseId, key: 'next', kind: 'hearing', about: { people: ['leader-3'] }, sources },
    when: { on: '2013-07-01', time: '10:00', precision: 'hour' },
  })
  const planned = await get('/cases/astana-2013.ics')
  assert.match(planned, /^DTSTART:20130701T040000Z\r$/m)
  assert.match(planned, /^STATUS:CONFIRMED\r$/m)
  const uid = /^UID:(.*)\r$/m.exec(planned)?.[1]
  await recordEvent(deps, undefined, {
    ...{ caseId, kind: 'retracted', corrects: 'next', about: { case: true }, sources },
    when: { on: '2013-06-01', precision: 'day' },
  })
  const cancelled = await get('/cases/astana-2013.ics')
  assert.match(cancelled, /^STATUS:CANCELLED\r$/m)
  assert.match(cancelled, /^SEQUENCE:1\r$/m)
  assert.equal(/^UID:(.*)\r$/m.exec(cancelled)?.[1], uid)
})

test('the file of outcomes names neither cases nor people, and warns of causes', async (t) => {
  const { get } = await openSite(t)
  const csv = await get('/cases/outcomes.csv')
  const rows: Record<string, string>[] = parse(csv, { columns: true })
  const sentence = rows.find(({ kind }) => kind === 'sentenced')
  assert.deepEqual([sentence?.country, sentence?.month, sentence?.at_least], ['KZ', '2013-05', '1'])
  assert.doesNotMatch(csv, /astana|leader|campaign/i)
  assert.match(JSON.parse(await get('/cases/outcomes.json')).warning, /does not show/)
})

test('the data of a case can be read back: CSV as a table, JSON as a case file', async (t) => {
  const { deps, get } = await openSite(t)
  const rows: Record<string, string>[] = parse(await get('/cases/astana-2013.csv'), {
    columns: true,
  })
  assert.equal(rows.find(({ key }) => key === 'ten-days')?.days, '10')
  const json = await get('/cases/astana-2013.json')
  const copied = json.replace('"key": "astana-2013"', '"key": "copy"')
  const { events } = await importCase(deps, undefined, copied)
  assert.equal(events, rows.length)
})

test('an appeal file keeps its case and what it says of people, in both languages', async (t) => {
  const { deps } = await openSite(t)
  const slug = 'housing-justice-activists-arrested-in-astana'
  const [english, russian] = await exportAppeal(deps, { publishedOn: '2013-05-22', slug })
  assert.match(String(english?.content), /^case: astana-2013$/m)
  assert.match(String(english?.content), /leader-1: leader of the campaign/)
  assert.match(String(russian?.content), /leader-1: лидер кампании/)
})

test('an appeal is not closed while somebody of its case has no outcome', async (t) => {
  const app = await openSite(t)
  const { deps, clock } = app
  const ana = await actor(app, 'Ana')
  const appealId = await findAppealId(deps.reader, {
    publishedOn: '2013-05-22',
    slug: 'housing-justice-activists-arrested-in-astana',
  })
  const closing = { appealId: appealId ?? '', outcomes: { en: 'It ended.' }, takeBack: false }
  await assert.rejects(closeAppeal(deps, ana, closing), { messageKey: 'cases.still_open' })
  clock.advance(30 * DAY_MS)
  await importCase(deps, undefined, readFileSync('demo/astana-case-end.json', 'utf8'))
  const fresh = { ...ana, factorAt: clock.now() }
  assert.equal(await closeAppeal(deps, fresh, closing), undefined)
})

test('the demo can be taken to its end', async (t) => {
  const { deps, clock, get } = await openSite(t)
  clock.advance(30 * DAY_MS)
  await importCase(deps, undefined, readFileSync('demo/astana-case-end.json', 'utf8'))
  const page = await get('/cases/astana-2013/')
  assert.match(page, /Closed on/)
  assert.match(page, /For the demonstration only/)
})

async function openSite(t: TestContext) {
  const app = await openTestApp(t)
  const { deps, server, clock } = app
  await fillDemoLater({ deps, clock })
  const found = await findCaseByKey(deps.reader, 'astana-2013')
  assert.ok(found)
  const get = async (path: string) => {
    const answer = await server.inject({ url: path, headers: { 'accept-language': 'en' } })
    assert.equal(answer.statusCode, 200, path)
    return answer.body
  }
  return { ...app, caseId: found.id, get }
}
