import assert from 'node:assert/strict'
import { test } from 'node:test'
import { APPEAL_PATH, openLetterApp } from '../../../../test/letters.ts'
import { findAppealId } from '../../appeals/index.ts'
import { addToCount } from '../count-queries.ts'
import type { LetterCountsTable } from '../tables.ts'

const key = { publishedOn: '2013-05-22', slug: 'housing-justice-activists-arrested-in-astana' }

async function openCountedAppeal(t: Parameters<typeof openLetterApp>[0]) {
  const { deps, server } = await openLetterApp(t)
  const appealId = (await findAppealId(deps.reader, key)) ?? ''
  const count = (country: string, day: string, kind: LetterCountsTable['kind'] = 'confirmed') =>
    addToCount(deps, { appealId, country, kind, at: `${day}T08:00:00.000Z` })
  const get = async (path: string) => (await server.inject(path)).body
  return { count, get }
}

test('the map has a circle for each country with a confirmed letter, and no other', async (t) => {
  const { count, get } = await openCountedAppeal(t)
  await count('IE', '2013-05-22')
  await count('IE', '2013-05-23')
  await count('MT', '2013-05-23')
  await count('FR', '2013-05-23', 'self_reported')
  const map = await get(`/en${APPEAL_PATH}letters.svg`)
  assert.equal(map.match(/<circle /g)?.length, 2)
  assert.match(
    map,
    /<title>Map of the world: letters from 2 countries\. Most: Ireland 2, Malta 1\./,
  )
  const page = await get(`/ru${APPEAL_PATH}`)
  assert.match(page, /<img class="letters-map" src="\/ru\/2013[^"]+letters\.svg" alt="Карта мира: /)
})

test('letters by day are bars, in words for who does not see them, and a table', async (t) => {
  const { count, get } = await openCountedAppeal(t)
  await count('IE', '2013-05-22')
  assert.doesNotMatch(await get(`/en${APPEAL_PATH}?from=IE`), /days-chart/)
  await count('IE', '2013-05-24')
  await count('FR', '2013-05-24')
  const page = await get(`/en${APPEAL_PATH}?from=FR`)
  const described =
    'Bar chart from 22 May 2013 to 24 May 2013; most letters, 2, from 24 May 2013 on.'
  assert.ok(page.includes(`aria-label="${described}"`))
  assert.match(page, /<th scope="row">24 May 2013<\/th><td class="number">2<\/td>/)
})

test('there is no map where there is no appeal', async (t) => {
  const { server } = await openLetterApp(t)
  const answer = await server.inject('/2013/05/22/nothing/letters.svg')
  assert.equal(answer.statusCode, 404)
})
