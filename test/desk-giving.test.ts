import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MINUTE_MS } from '../src/platform/time.ts'
import { openDeskApp } from './desk.ts'

const URL = '/desk/settings/giving/'
const LINK = { kind: 'link', name: 'shop', address: 'https://shop.example/', label: 'Our shop' }

test('an administrator adds a way to give, orders and stops it, and readers see it at once', async (t) => {
  const app = await openDeskApp(t)
  const dora = await app.joinWithFactor('Dora', 'administrator')
  const donate = async () => (await app.server.inject('/en/donate/')).body
  assert.doesNotMatch(await donate(), /shop\.example/)
  assert.equal((await dora.post(`${URL}ways`, LINK)).statusCode, 303)
  await dora.post(`${URL}ways`, { ...LINK, name: 'other', address: 'https://other.example/' })
  assert.match(await donate(), /shop\.example[\s\S]*other\.example/)
  await dora.post(`${URL}ways/other/rise`)
  assert.match(await donate(), /other\.example[\s\S]*shop\.example/)
  await dora.post(`${URL}ways/shop/switch-off`)
  assert.doesNotMatch(await donate(), /shop\.example/)
  await dora.post(`${URL}ways/shop/switch-off`)
  await dora.post(`${URL}ways/shop/switch-on`)
  assert.match(await donate(), /shop\.example/)
  const log = (await dora.get('/desk/audit/')).body
  assert.match(log, /Way to give offered[\s\S]*offered no longer[\s\S]*reordered[\s\S]*added/)
  assert.equal(log.match(/<td>Way to give offered no longer<\/td>/g)?.length, 1)
})

test('a bank account is added by its IBAN, and a wrong one comes back', async (t) => {
  const app = await openDeskApp(t)
  const dora = await app.joinWithFactor('Dora', 'administrator')
  const bank = {
    kind: 'bank',
    name: 'bank',
    holder: 'Solidarity Now',
    iban: 'DE89370400440532013000',
  }
  const wrong = await dora.post(`${URL}ways`, { ...bank, iban: 'DE89370400440532013001' })
  assert.equal(wrong.statusCode, 422)
  assert.match(wrong.body, /id="iban-error"/)
  assert.match(wrong.body, /value="Solidarity Now"/)
  assert.equal((await dora.post(`${URL}ways`, bank)).statusCode, 303)
  assert.match((await dora.get(URL)).body, /DE89 3704 0044 0532 0130 00/)
  assert.equal((await dora.post(`${URL}ways`, bank)).statusCode, 422)
  const insecure = { ...LINK, address: 'http://shop.example/' }
  assert.match((await dora.post(`${URL}ways`, insecure)).body, /id="address-error"/)
})

test('a way to give is changed, readers see it at once, and the log says what it was', async (t) => {
  const app = await openDeskApp(t)
  const dora = await app.joinWithFactor('Dora', 'administrator')
  await dora.post(`${URL}ways`, LINK)
  const form = (await dora.get(`${URL}ways/shop`)).body
  assert.match(form, /name="address"[^>]*value="https:\/\/shop\.example\/"/)
  const moved = { address: 'https://moved.example/', label: 'Our new shop', note: '' }
  const wrong = await dora.post(`${URL}ways/shop`, { ...moved, address: 'http://moved.example/' })
  assert.equal(wrong.statusCode, 422)
  assert.match(wrong.body, /id="address-error"/)
  assert.match(wrong.body, /value="Our new shop"/)
  assert.equal((await dora.post(`${URL}ways/shop`, moved)).statusCode, 303)
  const page = (await app.server.inject('/en/donate/')).body
  assert.match(page, /moved\.example[\s\S]*Our new shop/)
  assert.doesNotMatch(page, /https:\/\/shop\.example/)
  const log = (await dora.get('/desk/audit/')).body
  assert.match(log, /Way to give changed[\s\S]*shop\.example[\s\S]*moved\.example/)
  assert.equal((await dora.post(`${URL}ways/none`, moved)).statusCode, 404)
  assert.equal((await dora.get(`${URL}ways/none`)).statusCode, 404)
})

test('who changes a way after somebody else is told, keeps what they typed, and may then replace it', async (t) => {
  const app = await openDeskApp(t)
  const dora = await app.joinWithFactor('Dora', 'administrator')
  await dora.post(`${URL}ways`, LINK)
  const versionIn = (body: string) => /name="version" value="([^"]+)"/.exec(body)?.[1] ?? ''
  const version = versionIn((await dora.get(`${URL}ways/shop`)).body)
  const save = (host: string, from: string) =>
    dora.post(`${URL}ways/shop`, { address: `https://${host}.example/`, version: from })
  const donate = async () => (await app.server.inject('/en/donate/')).body
  const both = await Promise.all([save('first', version), save('second', version)])
  assert.deepEqual(both.map(({ statusCode }) => statusCode).sort(), [303, 409])
  const [kept, lost] = both[0]?.statusCode === 303 ? ['first', 'second'] : ['second', 'first']
  const late = both.find(({ statusCode }) => statusCode === 409)?.body ?? ''
  assert.match(late, /Somebody has changed this way to give in the meantime/)
  const compared = new RegExp(
    `What stands here now[\\s\\S]*${kept}\\.example[\\s\\S]*value="[^"]*${lost}`,
  )
  assert.match(late, compared)
  assert.match(await donate(), new RegExp(`${kept}\\.example`))
  assert.match((await dora.get('/desk/audit/')).body, /Refused: somebody else was faster/)
  assert.equal((await save(lost ?? '', versionIn(late))).statusCode, 303)
  assert.match(await donate(), new RegExp(`${lost}\\.example`))
})

test('an account is changed whole, and only by whoever showed the factor lately', async (t) => {
  const app = await openDeskApp(t)
  const dora = await app.joinWithFactor('Dora', 'administrator')
  const bank = { holder: 'Solidarity Now', iban: 'DE89370400440532013000' }
  await dora.post(`${URL}ways`, { ...bank, kind: 'bank', name: 'bank' })
  const other = { holder: 'Solidarity Now', iban: 'GB82 WEST 1234 5698 7654 32' }
  const bic = { ...other, bic: 'no bic' }
  assert.match((await dora.post(`${URL}ways/bank`, bic)).body, /id="bic-error"/)
  const right = { ...other, bic: 'WESTGB22', remittance: 'Lawyers' }
  assert.equal((await dora.post(`${URL}ways/bank`, right)).statusCode, 303)
  assert.match((await dora.get(`${URL}ways/bank`)).body, /value="WESTGB22"[\s\S]*value="Lawyers"/)
  assert.match((await dora.get(URL)).body, /GB82 WEST/)
  app.clock.advance(16 * MINUTE_MS)
  const stale = await dora.post(`${URL}ways/bank`, bank)
  assert.match(String(stale.headers.location), /\/desk\/factor/)
  assert.match((await dora.get(URL)).body, /GB82 WEST/)
})

test('a goal is set and ended, and the words above are said in each language', async (t) => {
  const app = await openDeskApp(t)
  const dora = await app.joinWithFactor('Dora', 'administrator')
  await dora.post(`${URL}ways`, LINK)
  const goal = { amount: '500', currency: 'eur', basis: 'received', ends: '' }
  assert.match(
    (await dora.post(`${URL}goal`, { ...goal, amount: 'much' })).body,
    /id="amount-error"/,
  )
  assert.match(
    (await dora.post(`${URL}goal`, { ...goal, ends: '2001-01-01' })).body,
    /id="ends-error"/,
  )
  assert.equal((await dora.post(`${URL}goal`, goal)).statusCode, 303)
  assert.match((await dora.get(URL)).body, /€500/)
  await dora.post(`${URL}goal/end`)
  assert.doesNotMatch((await dora.get(URL)).body, /€500/)
  await dora.post(`${URL}ask`, { language: 'ru', text: 'На адвокатов.' })
  assert.match((await app.server.inject('/ru/donate/')).body, /На адвокатов/)
  assert.equal((await dora.post(`${URL}ask`, { language: 'tlh', text: 'x' })).statusCode, 422)
})
