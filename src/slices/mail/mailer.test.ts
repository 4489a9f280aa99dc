import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { type TestContext, test } from 'node:test'
import { openTestApp } from '../../../test/harness.ts'
import type { Config } from '../../platform/config.ts'
import { MINUTE_MS } from '../../platform/time.ts'
import { deliver } from './deliver.ts'
import { createMailer } from './mailer.ts'
import { listKeptMessages } from './queries.ts'
import type { TxtResolver } from './setup/alignment.ts'
import type { Message } from './types.ts'

const letter: Message = {
  id: 'letter-1',
  kind: 'letter',
  to: 'embassy@mission.example',
  onBehalfOf: 'Ana Silva',
  subject: 'Release them',
  text: 'Please.',
}

test('with mail off every message is held', async (t) => {
  const { deliverWith } = await openMailer(t, { mail: 'off' })
  assert.deepEqual(await deliverWith(letter), { kind: 'held', reason: 'mail_off' })
})

test('in preview a message is kept, readable only with the key, and only once', async (t) => {
  const { deliverWith, deps } = await openMailer(t, { mail: 'preview' })
  assert.equal((await deliverWith(letter)).kind, 'accepted')
  assert.equal((await deliverWith(letter)).kind, 'accepted')

  const kept = await listKeptMessages(deps, { limit: 10 })
  assert.equal(kept.length, 1)
  assert.equal(
    kept[0]?.message.readable.from,
    'Ana Silva via Solidarity Now <letters@outcry.example>',
  )
  const rows = await deps.db.selectFrom('mailbox').selectAll().execute()
  assert.doesNotMatch(JSON.stringify(rows), /Release|Silva|mission\.example/)
})

test('off and preview reach no server, even when one is configured', async (t) => {
  let connections = 0
  const server = createServer(() => {
    connections += 1
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  for (const mail of ['off', 'preview'] as const) {
    const settings = { mail, smtpUrl: `smtp://127.0.0.1:${port}`, mailCheck: false }
    const { deliverWith } = await openMailer(t, settings)
    await deliverWith(letter)
  }
  assert.equal(connections, 0)
})

test('mail waits until the sending domain is aligned, and DNS is asked every few minutes', async (t) => {
  let questions = 0
  const resolver: TxtResolver = {
    async resolveTxt() {
      questions += 1
      throw Object.assign(new Error(), { code: 'ENOTFOUND' })
    },
  }
  const { deliverWith, clock } = await openMailer(t, smtp, resolver)
  const outcomes = await Promise.all([deliverWith(letter), deliverWith(letter)])
  assert.deepEqual(outcomes, Array(2).fill({ kind: 'held', reason: 'not_aligned' }))
  const perCheck = questions
  await deliverWith(letter)
  assert.equal(questions, perCheck)
  clock.advance(5 * MINUTE_MS)
  await deliverWith(letter)
  assert.equal(questions, 2 * perCheck)
})

test('without the check, mail goes to the server at once', async (t) => {
  const { deliverWith } = await openMailer(t, { ...smtp, mailCheck: false })
  const outcome = await deliverWith(letter)
  assert.equal(outcome.kind === 'deferred' && outcome.cause, 'connection')
})

test('a sender that is not on a domain of its own is refused at the start', async (t) => {
  await assert.rejects(openMailer(t, { ...smtp, mailFrom: 'root@localhost' }), /MAIL_FROM/)
})

/** Nobody listens on port 9. */
const smtp: Partial<Config> = { mail: 'smtp', smtpUrl: 'smtp://127.0.0.1:9', mailCheck: true }

async function openMailer(t: TestContext, settings: Partial<Config>, resolver?: TxtResolver) {
  const { deps, clock } = await openTestApp(t)
  const config = { ...deps.config, ...settings }
  const mailer = createMailer({ ...deps, config }, { resolver })
  t.after(() => mailer.close())
  return {
    deps,
    clock,
    deliverWith: (message: Message) => deliver({ ...deps, config, clock, mailer }, message),
  }
}
