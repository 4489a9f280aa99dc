import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { parseJsonFeed, parseRssFeed } from 'feedsmith'
import { get, openLetterApp } from '../../../test/letters.ts'
import { NAMES, publishNamed } from '../../../test/names.ts'
import { DAY_MS } from '../../platform/time.ts'
import { addDemand, changeDemand, closeCase, recordEvent, setCasePublic } from '../cases/index.ts'

const FEED = '/cases/student-2013/feed/'

async function openCaseFeed(t: TestContext) {
  const app = await openLetterApp(t)
  const { deps } = app
  const { caseId } = await publishNamed(app, { isAgreed: false })
  const sources = [{ name: 'Campaign', url: 'https://news.example.org/1', reliability: 'reported' }]
  type Reported = Parameters<typeof recordEvent>[2]
  const record = (event: Partial<Reported> & Pick<Reported, 'kind' | 'key'>) =>
    recordEvent(deps, undefined, {
      caseId,
      when: { on: '2013-05-22', precision: 'day' },
      about: { people: ['student'] },
      details: {},
      sources: sources as Reported['sources'],
      ...event,
    })
  const titles = async (url: string) => {
    const { body } = await get(app, url)
    return (parseJsonFeed(body).items ?? []).map(({ title }) => title)
  }
  return { ...app, caseId, record, titles, sources: sources as Reported['sources'] }
}

test('the feed of a case tells of each milestone, its day and source, in the reader’s language', async (t) => {
  const { deps, caseId, record, clock, sources, titles, ...app } = await openCaseFeed(t)
  assert.equal((await get(app, FEED)).statusCode, 404)
  await setCasePublic(deps, undefined, { caseId, isPublic: true })
  await record({ kind: 'detained', key: 'taken' })
  await record({
    kind: 'sentenced',
    key: 'sentence',
    details: {
      length: { years: 0, months: 0, days: 10 },
      texts: { en: `${NAMES[1]} was sentenced.` },
    },
  })
  const demand = { key: 'release', texts: { en: 'Release him', ru: 'Освободить его' } }
  await addDemand(deps, undefined, { caseId, ...demand, addressees: [] })
  clock.advance(DAY_MS)
  await record({ kind: 'released', key: 'free' })
  const met = { demand: 'release', state: 'met', changedOn: '2013-05-22', texts: {} } as const
  await changeDemand(deps, undefined, { caseId, ...met, sources })
  clock.advance(DAY_MS)
  await closeCase(deps, undefined, caseId)
  const english = ['The case is closed', 'Released: a student', 'Sentenced: a student, 10 days']
  const found = await titles('/en/cases/student-2013/feed.json')
  assert.deepEqual(
    found.filter((title) => !title?.includes('demand')),
    english,
  )
  assert.ok(found.includes('A demand is met: Release him'))
  const russian = await titles('/ru/cases/student-2013/feed.json')
  assert.ok(russian.includes('Требование выполнено: Освободить его'), russian.join())
  const { body } = await get(app, `/en${FEED}`)
  assert.doesNotMatch(body, /raskoln/i)
  const sentence = parseRssFeed(body).items?.find(({ title }) => title?.startsWith('Sentenced'))
  assert.match(sentence?.content?.encoded ?? '', /22 May 2013.*R\. R\. was.*news\.example\.org/s)
})

test('a release that is corrected stays one entry, and one that was none is taken back', async (t) => {
  const { deps, caseId, record, clock, titles, ...app } = await openCaseFeed(t)
  await setCasePublic(deps, undefined, { caseId, isPublic: true })
  await record({ kind: 'detained', key: 'taken' })
  await record({ kind: 'released', key: 'free' })
  const entry = async () => {
    const { items = [] } = parseJsonFeed((await get(app, '/en/cases/student-2013/feed.json')).body)
    assert.equal(items.length, 1)
    return items[0]
  }
  const first = await entry()
  clock.advance(DAY_MS)
  await record({ kind: 'released', key: 'free-2', corrects: 'free', details: { organ: 'court' } })
  const corrected = await entry()
  assert.equal(corrected?.id, first?.id)
  assert.notEqual(corrected?.date_modified, first?.date_modified)
  assert.equal(corrected?.date_published, first?.date_published)
  await record({ kind: 'retracted', key: 'never', corrects: 'free-2' })
  const last = await entry()
  assert.equal(last?.id, first?.id)
  assert.equal(last?.title, 'News was taken back')
})

test('the page of the case, of the appeal and the letter lead to the feed of the case', async (t) => {
  const { deps, caseId, record, ...app } = await openCaseFeed(t)
  await record({ kind: 'detained', key: 'taken' })
  await app.runJobs()
  const letter = '/en/2013/05/22/free-r-r/letter?from=IE'
  assert.doesNotMatch((await get(app, letter)).body, /student-2013\/feed/)
  await setCasePublic(deps, undefined, { caseId, isPublic: true })
  for (const page of ['/en/cases/student-2013/', '/en/2013/05/22/free-r-r/']) {
    const { body } = await get(app, page)
    assert.match(body, /<link[^>]*href="\/en\/cases\/student-2013\/feed\/"/, page)
    assert.match(body, /<a href="\/en\/cases\/student-2013\/feed\/"/, page)
  }
  assert.match((await get(app, letter)).body, /without giving an address:\s*<a href="[^"]*feed\/"/)
})
