import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { openTestApp } from '../../../../test/harness.ts'
import type { Config } from '../../../platform/config.ts'
import type { TxtResolver } from './alignment.ts'
import { describeMailSetup } from './describe-setup.ts'
import type { NameResolver } from './reverse-name.ts'

const none = async () => Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' }))
const noRecords: TxtResolver & NameResolver = {
  resolveTxt: none,
  resolve4: none,
  resolve6: none,
  reverse: none,
}
/** Nobody listens on port 9. */
const smtp: Partial<Config> = { mail: 'smtp', smtpUrl: 'smtp://user:secret@127.0.0.1:9' }

test('the self-check says that mail is off, or kept', async (t) => {
  assert.match((await lines(t, { mail: 'off' }))[0]?.text ?? '', /off: letters wait/)
  const [preview] = await lines(t, { mail: 'preview' })
  assert.ok(preview?.isWell)
})

test('the self-check names the server, each record to enter, and whether mail waits', async (t) => {
  const found = await lines(t, { ...smtp, mailCheck: true })
  const text = found.map((line) => line.text).join('\n')
  assert.ok(
    found
      .filter(({ isWell }) => isWell)
      .every(({ text: line }) => /^PTR|on this machine/.test(line)),
  )
  assert.match(text, /PTR: the mail server is reached at 127\.0\.0\.1/)
  assert.match(text, /The mail server 127\.0\.0\.1:9 cannot be used/)
  assert.match(text, /TXT record at outcry\.example: v=spf1/)
  assert.match(text, /DKIM_SELECTOR and DKIM_KEY_FILE/)
  assert.match(text, /TXT record at _dmarc\.outcry\.example: v=DMARC1/)
  assert.match(text, /Mail waits until/)
  assert.doesNotMatch(text, /secret/)
})

test('the self-check says when the records are not waited for', async (t) => {
  const found = await lines(t, { ...smtp, mailCheck: false })
  assert.match(found.at(-1)?.text ?? '', /MAIL_CHECK is off/)
})

async function lines(t: TestContext, settings: Partial<Config>) {
  const { deps } = await openTestApp(t)
  const config = { ...deps.config, ...settings }
  return describeMailSetup({ config, t: deps.catalogues.translator('en') }, { resolver: noRecords })
}
