import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { openTestApp } from '../../../../test/harness.ts'
import { openImapDouble } from '../../../../test/imap-double.ts'
import { newId } from '../../../platform/ids.ts'
import { DAY_MS } from '../../../platform/time.ts'
import { deliver } from '../deliver.ts'
import { mailTimetables } from '../jobs.ts'
import { relayAddress } from '../relay.ts'
import { letterReturned } from '../topics.ts'
import type { ComposedMessage, Mailer } from '../types.ts'
import { readMailbox } from './imap.ts'
import { receiveMessage } from './receive.ts'

const bounceAddress = 'bounces@outcry.example'

async function open(t: TestContext) {
  const { deps, clock } = await openTestApp(t, { bounceAddress })
  const sent: ComposedMessage[] = []
  const mailer: Mailer = {
    async handOver(message) {
      sent.push(message)
      return { kind: 'accepted', words: '250 OK' }
    },
    close: async () => {},
  }
  const send = (kind: 'letter' | 'notice', to: string) =>
    deliver({ ...deps, mailer }, { id: newId(), kind, to, subject: 'Hello', text: 'Hello' })
  const facts: unknown[] = []
  const outbox: typeof deps.outbox = {
    async publish(_tx, topic, payload) {
      if (topic.name === letterReturned.name) facts.push(payload)
    },
  }
  return { deps: { ...deps, outbox }, clock, sent, send, facts }
}

/** What a mail system writes to the return address when a mailbox is gone. */
function bounce(
  to: string,
  words = '550 5.1.1 <embassy@example.net>: User unknown',
  id = 'b1',
): string {
  return `Return-Path: <>\r\nDelivered-To: ${to}\r\nFrom: MAILER-DAEMON@mx.example.net\r\nTo: ${to}\r\nMessage-ID: <${id}@mx.example.net>\r\nSubject: Undelivered Mail Returned to Sender\r\n\r\n<embassy@example.net>: host mx.example.net said:\r\n    ${words}\r\n`
}

test('what comes back to the envelope sender of a letter is told of that letter, once', async (t) => {
  const { deps, sent, send, facts } = await open(t)
  await send('letter', 'embassy@example.net')
  const envelopeFrom = sent[0]?.envelope.from ?? ''
  assert.match(envelopeFrom, /^bounces\+[a-z2-7]{52}@outcry\.example$/)
  assert.match(sent[0]?.raw ?? '', /^From: .*letters@outcry\.example/m)

  assert.equal(await receiveMessage(deps, Buffer.from(bounce(envelopeFrom))), 'taken')
  const again = `Received: from elsewhere\r\n${bounce(envelopeFrom)}`
  assert.equal(await receiveMessage(deps, Buffer.from(again)), 'known')

  assert.equal(facts.length, 1)
  const [fact] = facts as [{ letterId: string; finding: Record<string, unknown> }]
  assert.equal(fact.letterId, sent[0]?.id)
  assert.deepEqual(fact.finding, {
    kind: 'bounce',
    hard: true,
    status: '5.1.1',
    class: 'unknown-user',
    words: '550 5.1.1 <[…]>: User unknown',
  })
})

test('a message without a genuine token says nothing about any letter', async (t) => {
  const { deps, sent, send, facts } = await open(t)
  await send('letter', 'embassy@example.net')
  const genuine = sent[0]?.envelope.from ?? ''
  const forged = genuine.replace(/\+./, (start) => (start === '+a' ? '+b' : '+a'))

  for (const to of [forged, bounceAddress, 'letters@outcry.example', 'nobody']) {
    assert.equal(await receiveMessage(deps, Buffer.from(bounce(to))), 'unknown', to)
  }
  // A token in the words of the message is nothing that it was sent to.
  const quoted = bounce(bounceAddress, `550 not ${genuine}`)
  assert.equal(await receiveMessage(deps, Buffer.from(quoted)), 'unknown')
  assert.deepEqual(facts, [])
  const strays = await deps.db.selectFrom('mail_strays').select('messages').execute()
  assert.deepEqual(
    strays.map(({ messages }) => Number(messages)),
    [1],
  )
})

test('a person whose mailbox is gone gets no more notices, until half a year later', async (t) => {
  const { deps, clock, sent, send } = await open(t)
  await send('notice', 'ana@example.org')
  const back = bounce(sent[0]?.envelope.from ?? '')
  assert.equal(await receiveMessage(deps, Buffer.from(back)), 'taken')

  const refused = await send('notice', 'Ana@example.org')
  assert.deepEqual([refused.kind, sent.length], ['refused', 1])
  assert.equal((await send('notice', 'bruno@example.org')).kind, 'accepted')

  clock.advance(181 * 24 * 3_600_000)
  const forget = mailTimetables.find(({ name }) => name === 'mail.forgetReceipts')
  await forget?.run(deps, new AbortController().signal)
  assert.equal((await send('notice', 'ana@example.org')).kind, 'accepted')
})

test('a full mailbox of a person is not taken for one that is gone', async (t) => {
  const { deps, sent, send } = await open(t)
  await send('notice', 'ana@example.org')
  const back = bounce(sent[0]?.envelope.from ?? '', '552 5.2.2 Mailbox full')
  await receiveMessage(deps, Buffer.from(back))
  assert.equal((await send('notice', 'ana@example.org')).kind, 'accepted')
})

test('a mailbox is read by IMAP: what is ours moves away, the rest is put aside', async (t) => {
  const { deps, sent, send, facts } = await open(t)
  await send('letter', 'embassy@example.net')
  const ours = bounce(sent[0]?.envelope.from ?? '')
  const advert =
    'From: shop@example.com\r\nTo: bounces@outcry.example\r\nSubject: Buy\r\n\r\nNow\r\n'
  const server = await openImapDouble(t, [ours, advert, ours])

  const read = () =>
    readMailbox(
      { imapUrl: server.url, log: deps.log },
      (bytes) => receiveMessage(deps, bytes),
      new AbortController().signal,
    )
  assert.equal(await read(), 3)
  assert.equal(await read(), 0)

  assert.equal(facts.length, 1)
  assert.deepEqual(server.folders.get('INBOX'), [])
  assert.deepEqual(server.folders.get('Outcry/done'), [ours, ours])
  assert.deepEqual(server.folders.get('Outcry/unknown'), [advert])
  assert.ok(server.said.every((line) => !/STORE|EXPUNGE/.test(line)))
})

/** What a person at the mission writes to the address behind `Reply-To`. */
function answer(to: string, { id, file }: { id: string; file?: string }): string {
  const head = `From: Consul <consul@kz.example>\r\nTo: ${to}\r\nMessage-ID: <${id}@kz.example>\r\nSubject: Re: Hello\r\n`
  if (!file) return `${head}\r\nDear Nora, your letter was read.\r\n`
  return `${head}MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee the file.\r\n--b\r\nContent-Type: application/pdf; name="${file}"\r\nContent-Disposition: attachment; filename="${file}"\r\n\r\n%PDF\r\n--b--\r\n`
}

test('an answer that is on its way to the writer is deleted from the mailbox; one with a file stays four weeks, by itself', async (t) => {
  const { deps, clock } = await open(t)
  const to = relayAddress(deps, newId()) ?? ''
  const [plain, withFile] = [answer(to, { id: 'r1' }), answer(to, { id: 'r2', file: 'note.pdf' })]
  const server = await openImapDouble(t, [plain, withFile])
  const config = { ...deps.config, imapUrl: server.url }
  const run = (name: string) =>
    mailTimetables
      .find((timetable) => timetable.name === name)
      ?.run({ ...deps, config }, new AbortController().signal)

  // It was written down, and then the connection broke before it was deleted.
  server.breakAt = 'UID STORE'
  await assert.rejects(async () => run('mail.readMailbox'))
  assert.deepEqual(server.folders.get('INBOX'), [plain, withFile])
  await run('mail.readMailbox')
  assert.deepEqual(server.folders.get('INBOX'), [])
  assert.deepEqual(server.folders.get('Outcry/answers'), [withFile])
  assert.deepEqual(server.folders.get('Outcry/done'), [])

  server.put('Outcry/unknown', 'for a person', '2013-05-22')
  for (const [days, left] of [
    [28, [withFile]],
    [2, []],
  ] as const) {
    clock.advance(days * DAY_MS)
    await run('mail.tidyMailbox')
    assert.deepEqual(server.folders.get('Outcry/answers'), left)
  }
  assert.deepEqual(server.folders.get('Outcry/unknown'), ['for a person'])
})

test('an answer that is too long to be passed on whole, or empty, stays for a person to look at', async (t) => {
  const { deps } = await open(t)
  const to = relayAddress(deps, newId()) ?? ''
  const said = 'Dear Nora, your letter was read.'
  const long = (id: string, text: string) => Buffer.from(answer(to, { id }).replace(said, text))
  assert.equal(await receiveMessage(deps, long('l1', 'Dear Nora. '.repeat(1000))), 'relayed')
  assert.equal(await receiveMessage(deps, long('l2', 'Dear Nora. '.repeat(2000))), 'kept')
  assert.equal(await receiveMessage(deps, long('l3', '')), 'kept')
  const markup = `<p>Dear Nora.</p>${'<i></i>'.repeat(40_000)}<p>They are free.</p>`
  const html = answer(to, { id: 'l4' })
    .replace(said, markup)
    .replace('\r\n\r\n', '\r\nContent-Type: text/html\r\n\r\n')
  assert.equal(await receiveMessage(deps, Buffer.from(html)), 'kept')
})

test('what a machine answers to the relay address is not passed on, and goes after two weeks', async (t) => {
  const { deps } = await open(t)
  const to = relayAddress(deps, newId()) ?? ''
  const machine = answer(to, { id: 'm1' }).replace('\r\n', '\r\nAuto-Submitted: auto-replied\r\n')
  assert.equal(await receiveMessage(deps, Buffer.from(machine)), 'taken')
  assert.equal(await receiveMessage(deps, Buffer.from(machine)), 'known')
})

test('a connection that breaks after a message was taken in doubles nothing', async (t) => {
  const { deps, sent, send, facts } = await open(t)
  await send('letter', 'embassy@example.net')
  const ours = bounce(sent[0]?.envelope.from ?? '')
  const server = await openImapDouble(t, [ours])
  server.breakAt = 'UID MOVE'
  const read = () =>
    readMailbox(
      { imapUrl: server.url, log: deps.log },
      (bytes) => receiveMessage(deps, bytes),
      new AbortController().signal,
    )

  await assert.rejects(read())
  assert.deepEqual(server.folders.get('INBOX'), [ours])
  assert.equal(await read(), 1)
  assert.equal(facts.length, 1)
  assert.deepEqual(server.folders.get('Outcry/done'), [ours])
})

test('what could not be written down stays in the mailbox', async (t) => {
  const { deps, sent, send } = await open(t)
  await send('letter', 'embassy@example.net')
  const ours = bounce(sent[0]?.envelope.from ?? '')
  const server = await openImapDouble(t, [ours])
  const full: typeof deps.outbox = {
    publish: () => Promise.reject(new Error('database or disk is full')),
  }
  const read = (outbox: typeof deps.outbox) =>
    readMailbox(
      { imapUrl: server.url, log: deps.log },
      (bytes) => receiveMessage({ ...deps, outbox }, bytes),
      new AbortController().signal,
    )

  await assert.rejects(read(full), /disk is full/)
  assert.deepEqual(server.folders.get('INBOX'), [ours])
  await read(deps.outbox)
  assert.deepEqual(server.folders.get('Outcry/done'), [ours])
})

test('a server that does not let us in says so', async (t) => {
  const { deps } = await open(t)
  const server = await openImapDouble(t, [])
  const imapUrl = server.url.replace('secret', 'wrong')
  await assert.rejects(
    readMailbox({ imapUrl, log: deps.log }, async () => 'taken', new AbortController().signal),
  )
})
