import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { stoppedClock } from '../../../../test/harness.ts'
import { DAY_MS, MINUTE_MS } from '../../../platform/time.ts'
import { createPaypalCertificates } from './certificates.ts'

/** How the certificates were made stands in `fixtures/make.sh`. */
const pem = (name: string) =>
  readFileSync(join(import.meta.dirname, 'fixtures', `${name}.pem`), 'latin1')

const URL = 'https://api.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594'
const ISSUER = 'http://cacerts.digicert.com/TestIntermediate.crt'

/** Certificates that are served at the given addresses, and the addresses asked for. */
function openStore(files: Record<string, string>, options: { isSandbox?: boolean } = {}) {
  const asked: string[] = []
  const clock = stoppedClock()
  const certificates = createPaypalCertificates({
    clock,
    environment: options.isSandbox ? 'sandbox' : 'live',
    roots: [pem('root')],
    async fetchBytes(url) {
      asked.push(url)
      const content = files[url]
      if (content === undefined) throw new Error('the other side answered 500')
      return Buffer.from(content)
    },
  })
  return { findKey: (url: string) => certificates.findKey(url), asked, clock, files }
}

test('a certificate with an unbroken chain to a trusted root is believed', async () => {
  const { findKey } = openStore({ [URL]: pem('signer') + pem('intermediate') })
  assert.equal((await findKey(URL))?.asymmetricKeyType, 'rsa')
})

test('it is fetched once, also when two ask at the same time', async () => {
  const { findKey, asked } = openStore({ [URL]: pem('signer') + pem('intermediate') })
  await Promise.all([findKey(URL), findKey(URL)])
  await findKey(URL)
  assert.deepEqual(asked, [URL])
})

test('an intermediate that is left out is fetched from the authority it names', async () => {
  const { findKey, asked } = openStore({ [URL]: pem('issuerless'), [ISSUER]: pem('intermediate') })
  assert.ok(await findKey(URL))
  assert.deepEqual(asked, [URL, ISSUER])
})

test('a chain that is broken, foreign, misnamed, expired or forged is not believed', async () => {
  const served: Record<string, string> = {
    broken: pem('signer'),
    misnamed: pem('misnamed') + pem('intermediate'),
    sandbox: pem('sandbox') + pem('intermediate'),
    expired: pem('expired') + pem('intermediate'),
    'issued by one who is no authority': pem('forged') + pem('signer') + pem('intermediate'),
    'the root itself': pem('root'),
  }
  for (const [what, content] of Object.entries(served)) {
    const { findKey } = openStore({ [URL]: content })
    assert.equal(await findKey(URL), undefined, what)
  }
})

test('a root that the chain brings along is no root of trust', async () => {
  const certificates = createPaypalCertificates({
    clock: stoppedClock(),
    environment: 'live',
    fetchBytes: async () => Buffer.from(pem('signer') + pem('intermediate') + pem('root')),
  })
  assert.equal(await certificates.findKey(URL), undefined)
})

test('the sandbox has its own name and its own host', async () => {
  const url = URL.replace('api.', 'api.sandbox.')
  const files = { [url]: pem('sandbox') + pem('intermediate'), [URL]: pem('signer') }
  const { findKey, asked } = openStore(files, { isSandbox: true })
  assert.ok(await findKey(url))
  assert.equal(await findKey(URL), undefined)
  assert.deepEqual(asked, [url])
})

test('nothing is fetched from anywhere but PayPal’s place for certificates', async () => {
  const { findKey, asked } = openStore({})
  for (const url of [
    'http://api.paypal.com/v1/notifications/certs/CERT-1',
    'https://api.paypal.com.example.org/v1/notifications/certs/CERT-1',
    'https://api.paypal.com:8443/v1/notifications/certs/CERT-1',
    'https://user@api.paypal.com/v1/notifications/certs/CERT-1',
    'https://api.paypal.com/v1/notifications/certs/../../oauth2/token',
    'https://api.paypal.com/v1/notifications/certs/CERT-1?next=2',
    'https://127.0.0.1/v1/notifications/certs/CERT-1',
    'file:///etc/passwd',
    'nonsense',
  ]) {
    assert.equal(await findKey(url), undefined, url)
  }
  assert.deepEqual(asked, [])
})

test('what could not be fetched, or is no certificate, can be tried again', async () => {
  const { findKey, files } = openStore({})
  await assert.rejects(findKey(URL), { code: 'unavailable' })
  files[URL] = '<html>busy</html>'
  await assert.rejects(findKey(URL), { code: 'unavailable' })
  files[URL] = pem('signer') + pem('intermediate')
  assert.ok(await findKey(URL))
})

test('a certificate is believed no longer than it is valid', async () => {
  const { findKey, clock } = openStore({ [URL]: pem('signer') + pem('intermediate') })
  assert.ok(await findKey(URL))
  clock.advance(100 * 366 * DAY_MS)
  assert.equal(await findKey(URL), undefined)
})

test('invented addresses make this server fetch only so often', async () => {
  const { findKey, asked, clock, files } = openStore({})
  for (let number = 0; number < 40; number += 1) {
    await assert.rejects(findKey(`${URL}-${number}`), { code: 'unavailable' })
  }
  assert.equal(asked.length, 20)
  clock.advance(10 * MINUTE_MS)
  files[URL] = pem('signer') + pem('intermediate')
  assert.ok(await findKey(URL))
})
