import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { openTestApp, type TestApp } from '../../../test/harness.ts'
import type { Config } from '../../platform/config.ts'
import { DAY_MS } from '../../platform/time.ts'
import { mailCommands } from './cli.ts'
import { deliver } from './deliver.ts'
import { createMailer } from './mailer.ts'
import { listKeptMessages } from './queries.ts'
import type { Message } from './types.ts'

const notice: Message = {
  id: 'notice-1',
  kind: 'notice',
  to: 'ana@example.org',
  subject: 'Confirm your letter <b>now</b>',
  text: [
    'Confirm here: https://outcry.example/letters/abc.',
    'Not https://outcry.example.evil.example/ and not https://elsewhere.example/x',
  ].join('\n'),
}

test('the mailbox of the demo lists what was kept, newest first', async (t) => {
  const app = await openDemo(t)
  await keep(app, notice)
  await keep(app, { ...notice, id: 'notice-2', subject: 'Второе письмо' })
  const { statusCode, body } = await app.server.inject('/mailbox')
  assert.equal(statusCode, 200)
  assert.match(body, /Второе письмо[\s\S]*Confirm your letter &lt;b>now/)
  assert.match(body, /ana@example\.org/)
  assert.match(body, /Nothing can leave this machine/)
})

test('an empty mailbox says what to do', async (t) => {
  const { server } = await openDemo(t)
  assert.match((await server.inject('/mailbox')).body, /Write a letter/)
})

test('older messages are on the next page', async (t) => {
  const app = await openDemo(t)
  for (let index = 0; index < 51; index += 1) {
    await keep(app, { ...notice, id: `notice-${index}`, subject: `Message ${index}.` })
  }
  const { body } = await app.server.inject('/mailbox')
  assert.doesNotMatch(body, /Message 0\./)
  const next = /href="(\/mailbox\?before=[^"]+)"/.exec(body)?.[1] ?? ''
  assert.match((await app.server.inject(next)).body, /Message 0\./)
})

test('a message is shown with its headers; only links to this site can be followed', async (t) => {
  const app = await openDemo(t)
  await keep(app, notice)
  const { body } = await app.server.inject(`/mailbox/${await newestId(app)}`)
  assert.match(body, /Message-ID: &lt;notice-1@outcry\.example>/)
  assert.match(body, /Auto-Submitted: auto-generated/)
  const links = [...body.matchAll(/<a href="(https?:[^"]+)"/g)].map(([, href]) => href)
  assert.deepEqual(links, ['https://outcry.example/letters/abc'])
})

test('a message that is not there is not found', async (t) => {
  const { server } = await openDemo(t)
  assert.equal((await server.inject('/mailbox/nothing')).statusCode, 404)
  assert.equal((await server.inject(`/mailbox/${'x'.repeat(37)}`)).statusCode, 404)
})

test('outside the demo there is no mailbox page', async (t) => {
  const { server } = await openTestApp(t, { demo: false })
  assert.equal((await server.inject('/mailbox')).statusCode, 404)
})

test('messages are forgotten after seven days', async (t) => {
  const app = await openDemo(t)
  await keep(app, notice)
  app.clock.advance(7 * DAY_MS)
  await app.runJobs()
  assert.equal((await listKeptMessages(app.deps, { limit: 10 })).length, 1)
  app.clock.advance(1)
  await app.runJobs()
  assert.equal((await listKeptMessages(app.deps, { limit: 10 })).length, 0)
})

test('the command prints the newest messages, the last one at the bottom', async (t) => {
  const app = await openDemo(t)
  for (const id of ['first', 'second', 'third']) await keep(app, { ...notice, id, subject: id })
  const { status, lines } = await runMailbox(app, { last: '2' })
  assert.equal(status, 0)
  assert.deepEqual(
    lines.map((text) => /^Subject: (.*)$/m.exec(text)?.[1]),
    ['second', 'third'],
  )
})

test('the command says when there is nothing, and when it is called wrongly', async (t) => {
  const app = await openDemo(t)
  assert.equal((await runMailbox(app, {})).status, 0)
  assert.match((await runMailbox(app, {})).notes.join(), /empty/)
  for (const last of ['0', '-1', '1.5', 'all', '9999999']) {
    assert.equal((await runMailbox(app, { last })).status, 2)
  }
})

function openDemo(t: TestContext, changes: Partial<Config> = {}): Promise<TestApp> {
  return openTestApp(t, { demo: true, mail: 'preview', ...changes })
}

async function keep({ deps }: TestApp, message: Message): Promise<void> {
  const mailer = createMailer(deps)
  const { kind } = await deliver({ ...deps, mailer }, message)
  assert.equal(kind, 'accepted')
}

async function newestId({ deps }: TestApp): Promise<string> {
  const [newest] = await listKeptMessages(deps, { limit: 1 })
  return newest?.id ?? ''
}

async function runMailbox({ deps }: TestApp, values: Record<string, string>) {
  const lines: string[] = []
  const notes: string[] = []
  const out = {
    line: (text: string) => void lines.push(text),
    note: (text: string) => void notes.push(text),
    progress: () => {},
  }
  const status = await mailCommands[0]?.run({ deps, values, positionals: [], out })
  return { status, lines, notes }
}
