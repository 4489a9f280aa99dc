import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { checkAlignment, publicKeyOf, type TxtResolver } from './alignment.ts'

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 1024,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const dkim = { domain: 'mail.outcry.example', selector: 'letters', privateKey }
const { spki, pkcs1 } = publicKeyOf(privateKey)

const spfHost = 'mail.outcry.example'
const dkimHost = 'letters._domainkey.mail.outcry.example'
const dmarcHost = '_dmarc.mail.outcry.example'
const goodRecords: Record<string, string[]> = {
  [spfHost]: ['some-verification=1', 'v=spf1 a ~all'],
  [dkimHost]: [`v=DKIM1; k=rsa; p=${spki}`],
  [dmarcHost]: ['v=DMARC1; p=none'],
}

test('a domain with all three records is aligned', async () => {
  assert.deepEqual(await statuses(goodRecords), { spf: 'ok', dkim: 'ok', dmarc: 'ok' })
  const { aligned } = await checkAlignment(spfHost, dkim, answering(goodRecords))
  assert.ok(aligned)
})

const variations: Array<[name: string, changes: Record<string, string[]>, expected: object]> = [
  ['no SPF record', { [spfHost]: ['other'] }, { spf: 'missing' }],
  ['two SPF records', { [spfHost]: ['v=spf1 a', 'v=spf1 mx'] }, { spf: 'wrong' }],
  ['an SPF record of another version', { [spfHost]: ['v=spf10 a'] }, { spf: 'missing' }],
  ['no DKIM record', { [dkimHost]: [] }, { dkim: 'missing' }],
  ['the DKIM record of another key', { [dkimHost]: ['v=DKIM1; p=AAAA'] }, { dkim: 'wrong' }],
  ['a revoked DKIM key', { [dkimHost]: ['v=DKIM1; p='] }, { dkim: 'wrong' }],
  ['a DKIM record in the older key format', { [dkimHost]: [`p=${pkcs1}`] }, { dkim: 'ok' }],
  ['a DKIM key with spaces in it', { [dkimHost]: [`p=${spki.slice(0, 9)} ${spki.slice(9)}`] }, {}],
  ['no DMARC record', { [dmarcHost]: [] }, { dmarc: 'missing' }],
  ['a DMARC record without a policy', { [dmarcHost]: ['v=DMARC1'] }, { dmarc: 'wrong' }],
  ['two DMARC records', { [dmarcHost]: ['v=DMARC1; p=none', 'v=DMARC1'] }, { dmarc: 'wrong' }],
  [
    'the DMARC record of the domain above',
    { [dmarcHost]: [], '_dmarc.outcry.example': ['v=DMARC1; p=reject'] },
    { dmarc: 'ok' },
  ],
]

for (const [name, changes, expected] of variations) {
  test(`${name}: ${JSON.stringify(expected)}`, async () => {
    const good = { spf: 'ok', dkim: 'ok', dmarc: 'ok' }
    assert.deepEqual(await statuses({ ...goodRecords, ...changes }), { ...good, ...expected })
  })
}

test('a missing record says what to enter, and where', async () => {
  const { aligned, checks } = await checkAlignment(spfHost, dkim, answering({}))
  assert.ok(!aligned)
  assert.deepEqual(
    checks.map(({ host, value }) => [host, value]),
    [
      [spfHost, 'v=spf1 a:MAILSERVER ~all'],
      [dkimHost, `v=DKIM1; k=rsa; p=${spki}`],
      [dmarcHost, 'v=DMARC1; p=none'],
    ],
  )
})

test('without a key, or with the key of another domain, nothing is aligned', async () => {
  const none = await checkAlignment(spfHost, undefined, answering(goodRecords))
  assert.equal(none.checks[1]?.status, 'no_key')
  const foreign = { ...dkim, domain: 'relay.example' }
  const other = await checkAlignment(spfHost, foreign, answering(goodRecords))
  assert.equal(other.checks[1]?.status, 'foreign')
})

test('a name server that does not answer is told apart from a missing record', async () => {
  const resolver: TxtResolver = {
    resolveTxt: async () => Promise.reject(Object.assign(new Error(), { code: 'ETIMEOUT' })),
  }
  const { checks } = await checkAlignment(spfHost, dkim, resolver)
  assert.ok(checks.every(({ status }) => status === 'no_answer'))
})

async function statuses(records: Record<string, string[]>) {
  const { checks } = await checkAlignment(spfHost, dkim, answering(records))
  return Object.fromEntries(checks.map(({ record, status }) => [record, status]))
}

/** Long records arrive in pieces of 255 characters. */
function answering(records: Record<string, string[]>): TxtResolver {
  return {
    async resolveTxt(host) {
      const found = records[host]
      if (!found) throw Object.assign(new Error(), { code: 'ENOTFOUND' })
      return found.map((text) => text.match(/.{1,255}/g) ?? [''])
    },
  }
}
