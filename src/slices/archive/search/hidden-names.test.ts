import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { openTestApp } from '../../../../test/harness.ts'
import { publishNamed } from '../../../../test/names.ts'
import { addPerson, findNamesVersion, openCase, withdrawConsent } from '../../cases/index.ts'
import { type GivenAppeal, publish } from '../fixture.ts'
import { listPossiblyNaming } from './possibly-naming.ts'
import { reindexNamed } from './reindex-named.ts'

const withdrawal = { agreedBy: 'person', word: 'himself' } as const
const NAMED = /raskoln|раскольн|free-r/i

async function openNamed(t: TestContext, ...appeals: GivenAppeal[]) {
  const app = await openTestApp(t)
  const { personId } = await publishNamed(app)
  await publish(app.deps, ...appeals)
  await app.runJobs()
  const main = async (q: string) => {
    const { body } = await app.server.inject(`/search?${new URLSearchParams({ q })}`)
    return /<section aria-labelledby="results".*<\/section>/s.exec(body)?.[0] ?? ''
  }
  return { ...app, personId, main }
}

/** No whole name, so that the search cannot tell from the words alone who is meant. */
const partsOfTheName = ['rask', 'raskol', 'Раско', 'room raskol', '"his room" rask', 'rodion rasko']

test('until the index has followed, part of a hidden name finds nothing by it', async (t) => {
  const { deps, personId, main, runJobs } = await openNamed(t)
  for (const words of partsOfTheName) assert.match(await main(words), /free-rodion/, words)
  await withdrawConsent(deps, undefined, { personId, ...withdrawal })
  const forgotten: string[] = []
  for (const words of partsOfTheName) forgotten.push(await main(words))
  await runJobs()
  for (const [index, words] of partsOfTheName.entries()) {
    assert.doesNotMatch(forgotten[index] ?? '', NAMED, words)
    assert.equal(forgotten[index]?.replaceAll('\n', ''), await main(words), words)
  }
})

test('what else stands in the appeal is found meanwhile, and shown without the name', async (t) => {
  const { deps, personId, main } = await openNamed(t)
  assert.match(await main('room'), /Free Rodion Raskolnikov/)
  await withdrawConsent(deps, undefined, { personId, ...withdrawal })
  const shown = await main('room')
  assert.match(shown, /Free R\. R\..*taken from his <mark>room<\/mark>/s)
  assert.doesNotMatch(shown.replaceAll('free-rodion-raskolnikov', ''), /raskoln/i)
})

test('results behind pages of hidden ones are found, and pages of hidden ones leave no trace', async (t) => {
  const day = '2013-06-01'
  const many = Array.from({ length: 12 }, (_, index) => ({
    ...{ day, slug: `many-${index}`, title: `Help ${index} of 12`, story: 'Rodion Raskolnikov.' },
  }))
  const older = { day: '2012-01-01', slug: 'older', story: 'The raskolniki were old believers.' }
  const { deps, personId, main } = await openNamed(t, ...many, older)
  assert.match(await main('raskolnik'), /many-1/)
  await withdrawConsent(deps, undefined, { personId, ...withdrawal })
  const found = await main('raskolniki')
  assert.match(found, /\/older\//)
  assert.doesNotMatch(found, /many-|rel="next"/)
  assert.match(await main('rasko'), /\/older\//)
  assert.doesNotMatch(await main('raskolnikov'), /rel="next"/)
})

test('appeals that name the person are put into the index anew before all others are looked at', async (t) => {
  const { deps, personId } = await openNamed(t)
  const names = ['Rodion Raskolnikov', 'Родион Раскольников']
  const naming = () => listPossiblyNaming(deps.reader, names, { limit: 10 })
  assert.equal((await naming()).length, 1)
  await withdrawConsent(deps, undefined, { personId, ...withdrawal })
  // One more change: going through all is left to the job that comes with it.
  const caseId = await openCase(deps, undefined, { key: 'x', country: 'KZ', titles: { en: 'X' } })
  const other = { caseId, key: 'other', names: ['Arkady Svidrigailov'], roles: { en: 'other' } }
  await addPerson(deps, undefined, other)
  const version = (await findNamesVersion(deps.reader)) - 1
  await reindexNamed(deps, { version })
  assert.equal((await naming()).length, 1)
  await reindexNamed(deps, { version, personId })
  assert.deepEqual(await naming(), [])
})

test('the index tells who may be meant by the beginnings of the words, whatever ends them', async (t) => {
  const { deps } = await openNamed(
    t,
    { day: '2013-07-01', slug: 'a', story: 'С Раскольниковым не дают увидеться.' },
    { day: '2013-07-02', slug: 'b', story: 'Nothing.', also: { zh: { title: '释放刘晓波' } } },
  )
  const find = (spelling: string, limit = 10) =>
    listPossiblyNaming(deps.reader, [spelling], { limit })
  assert.equal((await find('Родион Раскольников')).length, 2)
  assert.equal((await find('Rodion Raskolnikov', 1)).length, 1)
  assert.equal((await find('刘晓波')).length, 1)
  assert.deepEqual(await find('Li'), [])
})
