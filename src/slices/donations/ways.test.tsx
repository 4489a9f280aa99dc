import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { renderToString } from 'preact-render-to-string'
import { openTestApp, type TestApp } from '../../../test/harness.ts'
import type { View } from '../../platform/html/view.ts'
import { DAY_MS } from '../../platform/time.ts'
import { seedDemoWays } from './demo.ts'
import { findGiving } from './find-giving.ts'
import { DonateBlock } from './pages.tsx'
import { listWays } from './queries.ts'
import { recordSum } from './record.ts'
import { saveAsk } from './save-ask.ts'
import { addWay, changeWay, orderWays } from './save-way.ts'
import { endGoal, setGoal } from './set-goal.ts'
import { switchWay } from './switch-way.ts'
import type { WayInput } from './types.ts'

const paypal: WayInput = {
  name: 'paypal',
  kind: 'paypal',
  address: 'https://paypal.example/donate',
  texts: { en: { label: 'Give with PayPal' } },
}
const bank: WayInput = {
  name: 'bank',
  kind: 'bank',
  account: { holder: 'Solidarity Now', iban: 'DE89 3704 0044 0532 0130 00' },
  texts: {},
}

async function openWithWays(t: TestContext, ...ways: WayInput[]) {
  const app = await openTestApp(t)
  for (const way of ways) await addWay(app.deps, way)
  const names = async () => (await findGiving(app.deps.db, 'en')).ways.map(({ name }) => name)
  return { ...app, names }
}

test('a way is offered once it is added, in the order in which ways were added', async (t) => {
  const { names } = await openWithWays(t, paypal, bank)
  assert.deepEqual(await names(), ['paypal', 'bank'])
})

test('a way switched off is offered nowhere, and switched on again where it was', async (t) => {
  const { deps, names } = await openWithWays(t, paypal, bank)
  assert.equal(await switchWay(deps, 'paypal', 'off'), true)
  assert.equal(await switchWay(deps, 'paypal', 'off'), false)
  assert.deepEqual(await names(), ['bank'])
  await switchWay(deps, 'paypal', 'on')
  assert.deepEqual(await names(), ['paypal', 'bank'])
})

test('ways can be put into another order; those not named follow', async (t) => {
  const { deps, names } = await openWithWays(t, paypal, bank, { ...bank, name: 'bank-two' })
  await orderWays(deps, ['bank-two'])
  assert.deepEqual(await names(), ['bank-two', 'paypal', 'bank'])
  await assert.rejects(orderWays(deps, ['bank', 'nobody']), { code: 'not_found' })
  assert.deepEqual(await names(), ['bank-two', 'paypal', 'bank'])
})

test('a change replaces only what it names', async (t) => {
  const { deps } = await openWithWays(t, paypal, bank)
  await changeWay(deps, 'paypal', { texts: { ru: { label: 'Через PayPal' } } })
  await changeWay(deps, 'bank', { account: { remittance: 'Legal aid' } })
  const [first, second] = await listWays(deps.db)
  assert.equal(first?.address, 'https://paypal.example/donate')
  assert.equal(first?.texts.en?.label, 'Give with PayPal')
  assert.equal(first?.texts.ru?.label, 'Через PayPal')
  assert.equal(second?.account?.iban, 'DE89370400440532013000')
  assert.equal(second?.account?.remittance, 'Legal aid')
})

test('two ways of one name are refused, as is a change of one that does not exist', async (t) => {
  const { deps } = await openWithWays(t, paypal)
  await assert.rejects(addWay(deps, paypal), { code: 'conflict' })
  await assert.rejects(changeWay(deps, 'nobody', {}), { code: 'not_found' })
  await assert.rejects(switchWay(deps, 'nobody', 'on'), { code: 'not_found' })
})

test('what cannot be used is refused with the reason', async (t) => {
  const { deps } = await openTestApp(t)
  const wrong: [Partial<WayInput>, string][] = [
    [{ name: 'Pay Pal' }, 'donations.bad_name'],
    [{ address: 'http://paypal.example/' }, 'donations.bad_address'],
    [{ address: 'javascript:alert(1)' }, 'donations.bad_address'],
    [{ address: 'https://user:secret@paypal.example/' }, 'donations.bad_address'],
    [{ address: undefined }, 'donations.bad_address'],
    [{ currency: 'EURO' }, 'donations.bad_currency'],
    [{ texts: { xx: { label: 'Give' } } }, 'donations.bad_language'],
    [{ texts: { en: { label: 'a'.repeat(61) } } }, 'donations.text_too_long'],
    [{ ...bank, account: { holder: '', iban: 'DE89370400440532013000' } }, 'donations.no_holder'],
    [{ ...bank, account: { holder: 'A', iban: 'DE89370400440532013001' } }, 'donations.bad_iban'],
    [
      { ...bank, account: { holder: 'A', iban: 'BE72000000001616', bic: 'X' } },
      'donations.bad_bic',
    ],
  ]
  for (const [changes, messageKey] of wrong) {
    await assert.rejects(addWay(deps, { ...paypal, ...changes }), { code: 'invalid', messageKey })
  }
})

test('two processes that add the same way leave one', async (t) => {
  const { deps } = await openTestApp(t)
  const results = await Promise.allSettled([addWay(deps, paypal), addWay(deps, paypal)])
  assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
})

test('the goal counts what arrived in its currency from its first day on', async (t) => {
  const { deps, clock } = await openWithWays(t, bank)
  await recordSum(deps, { way: 'bank', amountMinor: 50_000, currency: 'EUR' })
  clock.advance(2 * DAY_MS)
  await setGoal(deps, { amountMinor: 100_000, currency: 'eur', basis: 'received' })
  await recordSum(deps, { way: 'bank', amountMinor: 30_000, currency: 'EUR' })
  await recordSum(deps, { way: 'bank', amountMinor: -5_000, currency: 'EUR' })
  await recordSum(deps, { way: 'bank', amountMinor: 9_000, currency: 'USD' })
  const { goal } = await findGiving(deps.db, 'en')
  assert.equal(goal?.reachedMinor, 25_000)
  assert.equal(goal?.startsOn, '2013-05-24')
  assert.equal(goal?.asOf, clock.now())
})

test('a new goal takes the place of the old one, and can be ended', async (t) => {
  const { deps } = await openTestApp(t)
  await setGoal(deps, { amountMinor: 100, currency: 'EUR', basis: 'received' })
  await setGoal(deps, { amountMinor: 200, currency: 'EUR', basis: 'monthly' })
  assert.equal((await findGiving(deps.db, 'en')).goal?.amountMinor, 200)
  await endGoal(deps)
  assert.equal((await findGiving(deps.db, 'en')).goal, undefined)
})

test('goals and sums that make no sense are refused', async (t) => {
  const { deps } = await openWithWays(t, bank)
  const goal = { amountMinor: 100, currency: 'EUR', basis: 'received' as const }
  for (const changes of [
    { amountMinor: 0 },
    { amountMinor: 1.5 },
    { currency: 'EURO' },
    { endsOn: '2013-02-30' },
    { endsOn: '2013-05-01' },
  ]) {
    await assert.rejects(setGoal(deps, { ...goal, ...changes }), { code: 'invalid' })
  }
  const sum = { way: 'bank', amountMinor: 100, currency: 'EUR' }
  await assert.rejects(recordSum(deps, { ...sum, paidOn: '2013-05-23' }), { code: 'invalid' })
  await assert.rejects(recordSum(deps, { ...sum, amountMinor: 0 }), { code: 'invalid' })
  await assert.rejects(recordSum(deps, { ...sum, way: 'nobody' }), { code: 'not_found' })
})

test('/donate/ shows every way with plain links, and loads nothing from elsewhere', async (t) => {
  const { deps, server } = await openTestApp(t)
  await seedDemoWays(deps)
  const { body, statusCode } = await server.inject('/donate/')
  assert.equal(statusCode, 200)
  assert.match(
    body,
    /<a class="button" href="https:\/\/paypal\.example\/donate\/outcry-demo" rel="external noopener noreferrer">Donate with PayPal<\/a>/,
  )
  assert.match(body, /leads to paypal\.example/)
  assert.match(body, /DE89 3704 0044 0532 0130 00/)
  assert.match(body, /<svg class="qr-code" role="img" aria-label="QR code/)
  assert.match(body, /€1,240 of €3,000 received/)
  assert.match(body, /<progress aria-labelledby="goal-sums" max="300000" value="124000">/)
  assert.match(body, /As of 22 May 2013</)
  assert.doesNotMatch(body, /<(img|script|iframe|object|embed)\b/)
  assert.doesNotMatch(
    body.replace(/<a [^>]*>/g, ''),
    /(src|href|action)="https?:\/\/[^"]*(paypal|patreon)/,
  )
})

test('words in the reader’s language are shown, else those of the catalogue', async (t) => {
  const { deps, server } = await openWithWays(t, paypal)
  await saveAsk(deps, 'ru', 'На адвокатов и штрафы. <script>')
  const russian = (await server.inject('/ru/donate/')).body
  assert.match(russian, /На адвокатов и штрафы\. &lt;script/)
  assert.match(russian, /Пожертвовать через PayPal/)
  const english = (await server.inject('/en/donate/')).body
  assert.match(english, /Solidarity Now finds the facts/)
  assert.match(english, /Give with PayPal/)
  await saveAsk(deps, 'ru', '')
  assert.doesNotMatch((await server.inject('/ru/donate/')).body, /адвокатов/)
  await assert.rejects(saveAsk(deps, 'xx', 'a'), { code: 'invalid' })
})

test('where nothing can be given, /donate/ says so', async (t) => {
  const { deps, server, names } = await openWithWays(t, paypal)
  await switchWay(deps, 'paypal', 'off')
  assert.deepEqual(await names(), [])
  const answer = await server.inject('/donate/')
  assert.equal(answer.statusCode, 404)
  assert.match(answer.body, /not being collected/)
})

test('the block of an appeal leads to the services and to the account', async (t) => {
  const { deps } = await openWithWays(t, paypal, bank)
  const giving = await findGiving(deps.db, 'en')
  const html = renderToString(<DonateBlock view={viewOf(deps)} giving={giving} />)
  assert.match(html, /<section class="donate no-print" id="donate"/)
  assert.match(html, /href="https:\/\/paypal\.example\/donate" rel="external noopener noreferrer"/)
  assert.match(html, /href="\/donate\/#way-bank">Bank transfer</)
  assert.doesNotMatch(html, /progress|DE89/)
})

test('where no way is offered, an appeal asks for nothing', async (t) => {
  const { deps } = await openTestApp(t)
  const giving = await findGiving(deps.db, 'en')
  assert.equal(renderToString(<DonateBlock view={viewOf(deps)} giving={giving} />), '')
})

function viewOf({ config, catalogues }: Pick<TestApp['deps'], 'config' | 'catalogues'>): View {
  const view: Partial<View> = {
    lang: 'en',
    t: catalogues.translator('en'),
    link: (path) => path,
    organisation: config.organisation,
  }
  return view as View
}
