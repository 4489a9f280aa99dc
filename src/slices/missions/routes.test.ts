import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestApp } from '../../../test/harness.ts'
import { importRows } from './fixture.ts'

async function openDirectory(t: Parameters<typeof openTestApp>[0]) {
  const app = await openTestApp(t)
  await importRows(
    app.deps,
    {
      city: 'London',
      source_id: 'Q1',
      also_accredited_to: 'IE',
      email: 'london@mfa.example',
      phone: '+44 20 7925 1757',
      source: 'ie-dfa-diplomatic-list',
      source_date: '2011-04',
    },
    { receiving_state: 'DE', city: 'Berlin <b>', source_id: 'Q2' },
    { receiving_state: 'FR', city: 'Lyon', type: 'consulate', source_id: 'Q3' },
  )
  return {
    ...app,
    get: (url: string) => app.server.inject({ url, headers: { 'accept-language': 'en' } }),
  }
}

test('the answer as data has exactly the keys of the contract, and null for what is not known', async (t) => {
  const { get } = await openDirectory(t)
  const response = await get('/missions/KZ/for/IE.json')
  assert.equal(response.statusCode, 200)
  const { missions, ...rest } = response.json()
  assert.deepEqual(rest, { sending_state: 'KZ', reader_state: 'IE' })
  const [{ id, ...mission }] = missions
  assert.match(id, /^[0-9a-f-]{36}$/)
  assert.deepEqual(mission, {
    type: 'embassy',
    reason: 'non_resident',
    receiving_state: 'GB',
    city: 'London',
    address: null,
    email: 'london@mfa.example',
    phone: '+44 20 7925 1757',
    website: null,
    source: 'ie-dfa-diplomatic-list',
    confirmed_on: null,
  })
})

test('the answer as a page says why, from where, how old and how sure', async (t) => {
  const { get } = await openDirectory(t)
  const { body, statusCode } = await get('/missions/KZ/for/IE')
  assert.equal(statusCode, 200)
  assert.match(body, /Embassy of Kazakhstan in London/)
  assert.match(body, /has no embassy in Ireland that we know of/)
  assert.match(body, /Irish Diplomatic List, April 2011, not confirmed/)
  assert.match(body, /older than a year/)
})

test('the consulate nearest to the reader’s town comes first when asked', async (t) => {
  const { deps, get } = await openDirectory(t)
  const consulate = { type: 'consulate', receiving_state: 'FR' }
  await importRows(
    deps,
    { ...consulate, city: 'Nice', source_id: 'Q4', latitude: '43.7', longitude: '7.3' },
    { ...consulate, city: 'Lille', source_id: 'Q5', latitude: '50.6', longitude: '3.1' },
  )
  const first = async (query: string) =>
    (await get(`/missions/KZ/for/FR.json${query}`)).json().missions[0].city
  assert.equal(await first(''), 'Lille')
  assert.equal(await first('?town=nice'), 'Nice')
  assert.match((await get('/missions/KZ/for/FR?town=nice')).body, /name="town" value="nice"/)
})

test('the nearest embassy is said to be not accredited, and a missing address to be missing', async (t) => {
  const { get } = await openDirectory(t)
  const { body } = await get('/missions/KZ/for/PL')
  assert.match(body, /it is not accredited to Poland/)
  assert.match(body, /No email address is known/)
  assert.match(body, /Berlin &lt;b>/)
})

test('a reader in the state itself gets a warning and no mission', async (t) => {
  const { get } = await openDirectory(t)
  assert.match((await get('/missions/KZ/for/KZ')).body, /can be dangerous/)
  assert.deepEqual((await get('/missions/KZ/for/KZ.json')).json(), {
    sending_state: 'KZ',
    reader_state: 'KZ',
    reason: 'accused_state',
    missions: [],
  })
})

test('the form leads to the answer without scripts', async (t) => {
  const { get } = await openDirectory(t)
  const directory = await get('/missions/KZ/')
  assert.match(directory.body, /<form method="get" action="\/missions\/KZ\/for">/)
  const answer = await get('/missions/KZ/for?from=IE')
  assert.equal(answer.statusCode, 303)
  assert.equal(answer.headers.location, '/missions/KZ/for/IE')
  assert.equal((await get('/missions/KZ/for')).headers.location, '/missions/KZ/')
})

test('the form begins with no country, unless the reader’s languages name one', async (t) => {
  const { get, server } = await openDirectory(t)
  const form = /<select id="reader-country" name="from" required><option value(?:="")?>Choose…</
  assert.match((await get('/missions/KZ/')).body, form)
  const headers = { 'accept-language': 'en-IE' }
  const guessed = await server.inject({ url: '/missions/KZ/', headers })
  assert.match(guessed.body, /<option value="IE" selected>/)
})

test('the directory is a page, JSON and CSV that can be imported again', async (t) => {
  const { get } = await openDirectory(t)
  assert.match((await get('/missions/KZ/')).body, /Consulate of Kazakhstan in Lyon/)
  assert.equal((await get('/missions/KZ.json')).json().missions.length, 3)
  const csv = await get('/missions/KZ.csv')
  assert.match(String(csv.headers['content-type']), /^text\/csv/)
  assert.match(csv.body, /^sending_state,receiving_state,type,.*confirmed_on\nKZ,/)
})

test('the states are a page, JSON and CSV with counts', async (t) => {
  const { get } = await openDirectory(t)
  assert.match((await get('/missions/')).body, /<a href="\/missions\/KZ\/">Kazakhstan<\/a>/)
  assert.deepEqual((await get('/missions.json')).json(), {
    states: [{ sending_state: 'KZ', missions: 3, with_email: 1 }],
  })
  assert.equal((await get('/missions.csv')).body, 'sending_state,missions,with_email\nKZ,3,1\n')
})

test('pages exist in Russian', async (t) => {
  const { get } = await openDirectory(t)
  const { body } = await get('/ru/missions/KZ/for/IE')
  assert.match(body, /Посольство Казахстана, London/)
})

for (const path of [
  '/missions/ZZ/',
  '/missions/KZ/for/ZZ',
  '/missions/KZ/for?from=Atlantis',
  '/missions/ZZ.json',
]) {
  test(`${path} answers 404 and says what a code is`, async (t) => {
    const { get } = await openDirectory(t)
    const response = await get(path)
    assert.equal(response.statusCode, 404)
    assert.match(response.body, /is not the code of a country/)
  })
}

test('a state of which no mission is known has a page that says so', async (t) => {
  const { get } = await openDirectory(t)
  assert.match((await get('/missions/BT/')).body, /No mission of this state is known here/)
  assert.match((await get('/missions/BT/for/IE')).body, /No mission of this state is known here/)
})
