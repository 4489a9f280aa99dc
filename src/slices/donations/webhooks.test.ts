import assert from 'node:assert/strict'
import { createHmac, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { crc32 } from 'node:zlib'
import { openTestApp } from '../../../test/harness.ts'
import { packageDir } from '../../platform/config.ts'
import { loadAssets } from '../../platform/html/assets.ts'
import { createServer } from '../../platform/http/server.ts'
import { addMs, DAY_MS, MINUTE_MS } from '../../platform/time.ts'
import { findGiving } from './find-giving.ts'
import { donationsRoutes } from './routes.tsx'
import { addWay } from './save-way.ts'
import { setGoal } from './set-goal.ts'
import { switchWay } from './switch-way.ts'
import { listMonthTotals, listPledgeTotals } from './total-queries.ts'

const fixture = (name: string) =>
  readFileSync(join(import.meta.dirname, 'paypal', 'fixtures', name), 'latin1')

const WEBHOOK_ID = '1JE4291016473214C'
const SECRET = 'a-secret-of-the-test'
const CERT_URL = 'https://api.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594'

/** A server that believes the certificates of the fixtures, with both services set up. */
async function openServices(t: TestContext) {
  const app = await openTestApp(t, {
    paypalWebhookId: WEBHOOK_ID,
    patreonWebhookSecret: SECRET,
  })
  const { deps, clock } = app
  const server = await createServer({ ...deps, assets: loadAssets(join(packageDir, 'assets')) })
  donationsRoutes(server, deps, {
    roots: [fixture('root.pem')],
    fetchBytes: async () => Buffer.from(fixture('signer.pem') + fixture('intermediate.pem')),
  })
  await server.ready()
  t.after(() => server.close())

  const page = { address: 'https://pay.example/', texts: {} }
  await addWay(deps, { name: 'paypal', kind: 'paypal', ...page })
  await addWay(deps, { name: 'patreon', kind: 'patreon', currency: 'EUR', ...page })

  const paypal = (report: object, options: { sentAt?: string; headers?: object } = {}) => {
    const { body, headers } = signedByPaypal(report, options.sentAt ?? clock.now())
    return server.inject({
      method: 'POST',
      url: '/webhooks/paypal',
      headers: { ...headers, ...options.headers },
      body,
    })
  }
  const patreon = (event: string, report: object, headers: object = {}) => {
    const body = JSON.stringify(report)
    const signature = createHmac('md5', SECRET).update(body).digest('hex')
    return server.inject({
      method: 'POST',
      url: '/webhooks/patreon',
      headers: {
        'content-type': 'application/json',
        'x-patreon-event': event,
        'x-patreon-signature': signature,
        ...headers,
      },
      body,
    })
  }
  const received = async () =>
    (await listMonthTotals(deps.db)).map(({ way, month, currency, amountMinor }) =>
      [way, month, currency, amountMinor].join(' '),
    )
  const promised = async () =>
    (await listPledgeTotals(deps.db)).map(({ currency, amountMinor, count }) =>
      [currency, amountMinor, count].join(' '),
    )
  return { deps, clock, server, paypal, patreon, received, promised }
}

function signedByPaypal(report: object, sentAt: string) {
  const body = JSON.stringify(report)
  const signed = `69cd13f0-d67a-11e5-baa3-778b53f4ae55|${sentAt}|${WEBHOOK_ID}|${crc32(body)}`
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'paypal-auth-algo': 'SHA256withRSA',
      'paypal-cert-url': CERT_URL,
      'paypal-transmission-id': '69cd13f0-d67a-11e5-baa3-778b53f4ae55',
      'paypal-transmission-time': sentAt,
      'paypal-transmission-sig': sign(
        'sha256',
        Buffer.from(signed),
        fixture('signer.key'),
      ).toString('base64'),
    },
  }
}

/** A payment as PayPal reports it, with the giver whom it names. */
function capture(id: string, value: string, currency = 'EUR') {
  return {
    id: `WH-${id}`,
    create_time: '2013-05-22T05:00:00.000Z',
    resource_type: 'capture',
    event_type: 'PAYMENT.CAPTURE.COMPLETED',
    resource: {
      id,
      amount: { currency_code: currency, value },
      create_time: '2013-05-21T23:30:00-07:00',
      payer: { email_address: 'giver@example.org', name: { given_name: 'Generous' } },
      status: 'COMPLETED',
    },
  }
}

function refund(id: string, captureId: string, value: string, type = 'REFUNDED') {
  return {
    id: `WH-${id}`,
    create_time: '2013-06-02T05:00:00.000Z',
    resource_type: 'refund',
    event_type: `PAYMENT.CAPTURE.${type}`,
    resource: {
      id,
      amount: { currency_code: 'EUR', value },
      create_time: '2013-06-02T05:00:00Z',
      links: [
        { rel: 'self', href: `https://api.paypal.com/v2/payments/refunds/${id}` },
        { rel: 'up', href: `https://api.paypal.com/v2/payments/captures/${captureId}` },
      ],
    },
  }
}

function member(amount: number, start: string | null, more: object = {}) {
  return {
    data: {
      type: 'member',
      id: '03ca69c3-ebea-4b9a-8fac-e4a837873254',
      attributes: {
        full_name: 'Generous Giver',
        email: 'giver@example.org',
        patron_status: 'active_patron',
        will_pay_amount_cents: amount,
        pledge_relationship_start: start,
        ...more,
      },
    },
  }
}

test('a payment by PayPal moves the total once, however often it is reported', async (t) => {
  const { paypal, received, clock } = await openServices(t)
  assert.equal((await paypal(capture('A', '12.50'))).statusCode, 200)
  assert.deepEqual(await received(), ['paypal 2013-05 EUR 1250'])

  clock.advance(DAY_MS)
  const again = await paypal(capture('A', '12.50'))
  assert.equal(again.statusCode, 200)
  assert.equal(again.body, '')
  assert.deepEqual(await received(), ['paypal 2013-05 EUR 1250'])
})

test('the same payment under another number of the report counts once, too', async (t) => {
  const { paypal, received } = await openServices(t)
  await paypal(capture('A', '12.50'))
  await paypal({ ...capture('A', '12.50'), id: 'WH-OTHER' })
  assert.deepEqual(await received(), ['paypal 2013-05 EUR 1250'])
})

test('two deliveries at once count once', async (t) => {
  const { paypal, received } = await openServices(t)
  const report = capture('A', '12.50')
  const answers = await Promise.all([paypal(report), paypal(report), paypal(report)])
  assert.deepEqual(
    answers.map(({ statusCode }) => statusCode),
    [200, 200, 200],
  )
  assert.deepEqual(await received(), ['paypal 2013-05 EUR 1250'])
})

test('a refund lowers the month of its payment, in whichever order they arrive', async (t) => {
  const { paypal, received } = await openServices(t)
  await paypal(refund('R', 'A', '2.50'))
  assert.deepEqual(await received(), [])
  await paypal(capture('A', '12.50'))
  assert.deepEqual(await received(), ['paypal 2013-05 EUR 1000'])
  await paypal(refund('R2', 'A', '4.00'))
  await paypal(refund('R2', 'A', '4.00'))
  assert.deepEqual(await received(), ['paypal 2013-05 EUR 600'])
})

test('the goal and the totals by month agree, whatever comes when', async (t) => {
  const { deps, paypal, received } = await openServices(t)
  const goal = { amountMinor: 100_000, currency: 'EUR', basis: 'received' as const }
  await setGoal(deps, { ...goal, startsOn: '2013-05-01' })
  await Promise.all([
    paypal(refund('R1', 'A', '2.00')),
    paypal(capture('A', '12.50')),
    paypal(refund('R2', 'A', '3.00')),
    paypal(capture('B', '5.00')),
    paypal(refund('R3', 'B', '4.00')),
    paypal(refund('R4', 'B', '4.00')),
    paypal(refund('R5', 'unheard-of', '4.00')),
  ])
  assert.deepEqual(await received(), ['paypal 2013-05 EUR 750'])
  assert.equal((await findGiving(deps.db, 'en')).goal?.reachedMinor, 750)
})

test('a payment that was refunded and reversed is gone once', async (t) => {
  const { paypal, received } = await openServices(t)
  await paypal(capture('A', '12.50'))
  await paypal(capture('B', '5.00'))
  await paypal(refund('R', 'A', '12.50'))
  await paypal(refund('V', 'A', '12.50', 'REVERSED'))
  assert.deepEqual(await received(), ['paypal 2013-05 EUR 500'])
})

test('reports of the first generation are read as well', async (t) => {
  const { paypal, received } = await openServices(t)
  const resource = {
    amount: { total: '9.99', currency: 'USD' },
    create_time: '2013-05-20T10:00:00Z',
  }
  const sale = {
    id: 'WH-1',
    event_type: 'PAYMENT.SALE.COMPLETED',
    resource: { ...resource, id: 'S' },
  }
  const back = {
    id: 'WH-2',
    event_type: 'PAYMENT.SALE.REFUNDED',
    resource: { ...resource, id: 'R', sale_id: 'S', amount: { total: '-0.99', currency: 'USD' } },
  }
  await paypal(sale)
  await paypal(back)
  assert.deepEqual(await received(), ['paypal 2013-05 USD 900'])
})

test('totals are kept apart by currency and month', async (t) => {
  const { paypal, received } = await openServices(t)
  const june = capture('C', '3.00')
  june.resource.create_time = '2013-06-01T00:00:00Z'
  await paypal(capture('A', '12.50'))
  await paypal(capture('B', '700', 'JPY'))
  await paypal(june)
  assert.deepEqual(await received(), [
    'paypal 2013-06 EUR 300',
    'paypal 2013-05 EUR 1250',
    'paypal 2013-05 JPY 700',
  ])
})

test('a report that is not PayPal’s is refused without a word on the reason', async (t) => {
  const { paypal, received, server, clock } = await openServices(t)
  const genuine = signedByPaypal(capture('A', '12.50'), clock.now())
  const forgeries: Record<string, object> = {
    'another signature': { 'paypal-transmission-sig': Buffer.alloc(256).toString('base64') },
    'no signature': { 'paypal-transmission-sig': '' },
    'another algorithm': { 'paypal-auth-algo': 'SHA1withRSA' },
    'another time': { 'paypal-transmission-time': addMs(clock.now(), -MINUTE_MS) },
    'another place of the key': { 'paypal-cert-url': 'https://keys.example/CERT-1' },
  }
  const bodies = new Set<string>()
  for (const [what, headers] of Object.entries(forgeries)) {
    const answer = await paypal(capture('A', '12.50'), { headers })
    assert.equal(answer.statusCode, 403, what)
    bodies.add(answer.body)
  }
  const altered = { ...genuine, body: genuine.body.replace('12.50', '99.50') }
  const answer = await server.inject({ method: 'POST', url: '/webhooks/paypal', ...altered })
  assert.equal(answer.statusCode, 403)
  bodies.add(answer.body)
  assert.equal(bodies.size, 1)
  assert.doesNotMatch([...bodies][0] ?? '', /signature|certificate|expired/i)
  assert.deepEqual(await received(), [])
})

test('a report that was sent days ago, or tomorrow, is refused', async (t) => {
  const { paypal, received, clock } = await openServices(t)
  for (const sentAt of [addMs(clock.now(), -5 * DAY_MS), addMs(clock.now(), DAY_MS), 'yesterday']) {
    assert.equal((await paypal(capture('A', '12.50'), { sentAt })).statusCode, 403, sentAt)
  }
  assert.deepEqual(await received(), [])
  const sentAt = addMs(clock.now(), -3 * DAY_MS)
  assert.equal((await paypal(capture('A', '12.50'), { sentAt })).statusCode, 200)
})

test('genuine reports of other matters are taken without effect', async (t) => {
  const { paypal, patreon, received, promised } = await openServices(t)
  const reports: object[] = [
    { id: 'WH-1', event_type: 'CUSTOMER.DISPUTE.CREATED', resource: {} },
    { ...capture('A', '12.50'), event_type: 'PAYMENT.CAPTURE.PENDING' },
    capture('A', '12,50'),
    capture('A', '12.50', 'EURO'),
    { ...capture('A', '12.50'), event_type: 'constructor' },
    [],
  ]
  for (const report of reports) assert.equal((await paypal(report)).statusCode, 200)
  assert.equal((await patreon('posts:publish', { data: { id: '1' } })).statusCode, 200)
  assert.equal((await patreon('members:create', {})).statusCode, 200)
  assert.deepEqual(await received(), [])
  assert.deepEqual(await promised(), [])
})

test('a service that is not set up, or unknown, answers 404', async (t) => {
  const { server } = await openTestApp(t)
  for (const url of ['/webhooks/paypal', '/webhooks/patreon', '/webhooks/stripe']) {
    const answer = await server.inject({ method: 'POST', url, body: '{}' })
    assert.equal(answer.statusCode, 404, url)
  }
})

test('what arrives by a way that is switched off is still counted', async (t) => {
  const { deps, paypal, received } = await openServices(t)
  await switchWay(deps, 'paypal', 'off')
  await paypal(capture('A', '12.50'))
  assert.deepEqual(await received(), ['paypal 2013-05 EUR 1250'])
})

test('when PayPal’s certificate cannot be had, PayPal is asked to come again', async (t) => {
  const { deps, clock } = await openServices(t)
  const server = await createServer({ ...deps, assets: loadAssets(join(packageDir, 'assets')) })
  t.after(() => server.close())
  donationsRoutes(server, deps, { fetchBytes: async () => Promise.reject(new Error('timeout')) })
  const request = signedByPaypal(capture('A', '12.50'), clock.now())
  const answer = await server.inject({ method: 'POST', url: '/webhooks/paypal', ...request })
  assert.equal(answer.statusCode, 503)
  assert.ok(answer.headers['retry-after'])
})

test('a promise on Patreon moves the monthly total once, and follows its changes', async (t) => {
  const { patreon, promised } = await openServices(t)
  const start = '2013-05-01T10:00:00.000+00:00'
  assert.equal((await patreon('members:pledge:create', member(500, start))).statusCode, 200)
  assert.equal((await patreon('members:pledge:create', member(500, start))).statusCode, 200)
  assert.deepEqual(await promised(), ['EUR 500 1'])
  await patreon('members:pledge:update', member(800, start))
  assert.deepEqual(await promised(), ['EUR 800 1'])
  await patreon('members:pledge:delete', member(0, start, { patron_status: 'former_patron' }))
  assert.deepEqual(await promised(), [])
})

test('reports of Patreon may come in any order', async (t) => {
  const { patreon, promised } = await openServices(t)
  const first = '2013-05-01T10:00:00.000+00:00'
  await patreon('members:pledge:update', member(800, first))
  await patreon('members:pledge:create', member(500, first))
  assert.deepEqual(await promised(), ['EUR 800 1'], 'the beginning came late')
  await patreon('members:pledge:delete', member(800, first))
  await patreon('members:pledge:update', member(900, first))
  assert.deepEqual(await promised(), [], 'what has ended is not revived')

  const second = '2013-05-20T10:00:00.000+00:00'
  await patreon('members:pledge:create', member(300, second))
  assert.deepEqual(await promised(), ['EUR 300 1'], 'the same person has come back')
  await patreon('members:pledge:delete', member(801, first))
  assert.deepEqual(await promised(), ['EUR 300 1'], 'the first end was told again')
})

test('a declined payment promises nothing until it succeeds; a yearly one counts by month', async (t) => {
  const { patreon, promised } = await openServices(t)
  const start = '2013-05-01T10:00:00.000+00:00'
  await patreon('members:update', member(500, start, { patron_status: 'declined_patron' }))
  assert.deepEqual(await promised(), [])
  await patreon('members:update', member(6000, start, { pledge_cadence: 12 }))
  assert.deepEqual(await promised(), ['EUR 500 1'])
})

test('the currency is the one that Patreon names', async (t) => {
  const { patreon, promised } = await openServices(t)
  const report = member(500, null, { currency: 'GBP' })
  await patreon('members:pledge:create', report)
  const pledge = { data: { type: 'pledge', id: '7', attributes: { amount_cents: 200 } } }
  const campaign = { type: 'campaign', attributes: { currency: 'SEK' } }
  await patreon('pledges:create', { ...pledge, included: [campaign] })
  assert.deepEqual(await promised(), ['GBP 500 1', 'SEK 200 1'])
})

test('a report that Patreon did not sign is refused', async (t) => {
  const { patreon, promised } = await openServices(t)
  const report = member(500, '2013-05-01T10:00:00Z')
  for (const signature of ['', '0'.repeat(32), 'ä'.repeat(32)]) {
    const headers = { 'x-patreon-signature': signature }
    const answer = await patreon('members:pledge:create', report, headers)
    assert.equal(answer.statusCode, 403)
  }
  assert.deepEqual(await promised(), [])
})

test('nothing of a giver is kept', async (t) => {
  const { deps, paypal, patreon } = await openServices(t)
  await paypal(capture('5O190127TN364715T', '12.50'))
  await patreon('members:pledge:create', member(500, '2013-05-01T10:00:00Z'))
  const { db } = deps
  const rows = JSON.stringify([
    await db.selectFrom('donation_reports').selectAll().execute(),
    await db.selectFrom('donation_payments').selectAll().execute(),
    await db.selectFrom('donation_pledges').selectAll().execute(),
  ])
  assert.doesNotMatch(rows, /giver|generous|example\.org|5O190127TN364715T|03ca69c3/i)
})

test('bodies of other routes are parsed as before, and too large a report is refused', async (t) => {
  const { server } = await openServices(t)
  const answer = await server.inject({
    method: 'POST',
    url: '/webhooks/paypal',
    headers: { 'content-type': 'application/json' },
    body: 'x'.repeat(300_000),
  })
  assert.equal(answer.statusCode, 413)
})

test('the next reader of /donate/ sees what was reported', async (t) => {
  const { deps, server, paypal } = await openServices(t)
  await setGoal(deps, {
    amountMinor: 100_000,
    currency: 'EUR',
    basis: 'received',
    startsOn: '2013-05-01',
  })
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as AddressInfo
  t.after(() => server.server.closeAllConnections())
  const page = async () => (await fetch(`http://127.0.0.1:${port}/en/donate/`)).text()
  await page()
  assert.match(await page(), /€0 of €1,000 received/)
  await paypal(capture('A', '250.00'))
  assert.match(await page(), /€250 of €1,000 received/)
  assert.equal((await findGiving(deps.db, 'en')).goal?.reachedMinor, 25_000)
})
