import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { openTestApp } from '../../../../test/harness.ts'
import type { Config } from '../../../platform/config.ts'
import { describeWays, type WaysResolver } from './describe-ways.ts'

/** A name server that knows one well-kept mail server. */
const good: WaysResolver = {
  resolveTxt: async () => [['v=spf1 mx -all']],
  resolveMx: async () => [{ exchange: 'mx.example.org' }],
}
const nothing = () => Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' }))
const silent: WaysResolver = {
  resolveTxt: nothing,
  resolveMx: nothing,
}
const settings = {
  mail: 'smtp',
  smtpUrl: 'smtps://user:secret@mx.example.org',
  mailFrom: 'letters@example.org',
  bounceAddress: 'bounces@bounce.example.org',
  imapUrl: 'imaps://bounces:hidden@mx.example.org',
} as const

async function ways(t: TestContext, dns: WaysResolver, changes: Partial<Config> = {}) {
  const { deps } = await openTestApp(t)
  const config = { ...deps.config, ...settings, ...changes }
  return describeWays(config, deps.catalogues.translator('en'), dns)
}

test('all is well where server, names and return address are', async (t) => {
  const found = await ways(t, good)
  assert.deepEqual(
    found.filter(({ isWell }) => !isWell),
    [],
  )
  assert.doesNotMatch(JSON.stringify(found), /secret|hidden/)
})

test('each thing that is missing is named with what to do', async (t) => {
  const found = await ways(t, silent, { smtpUrl: 'smtp://mx.example.org' })
  const text = found.map((line) => `${line.isWell} ${line.text}`).join('\n')
  assert.match(text, /false .*mx\.example\.org.*SMTP_URL/)
  assert.match(text, /false .*MX record.*example\.org/)
  assert.match(text, /false .*MX record.*bounce\.example\.org/)
  assert.match(text, /false .*SPF.*bounce\.example\.org/)
})

test('without a return address it is said that nothing is learnt of letters that come back', async (t) => {
  const found = await ways(t, good, { bounceAddress: undefined, imapUrl: undefined })
  assert.match(found.find(({ isWell }) => !isWell)?.text ?? '', /BOUNCE_ADDRESS/)
})

test('a return address on a foreign domain is called so', async (t) => {
  const found = await ways(t, good, { bounceAddress: 'bounces@example.com' })
  assert.match(found.find(({ isWell }) => !isWell)?.text ?? '', /example\.com/)
})
