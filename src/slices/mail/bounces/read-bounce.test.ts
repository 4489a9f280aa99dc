import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { MINUTE_MS } from '../../../platform/time.ts'
import { samples } from './fixture.ts'
import { rareSamples } from './fixture-rare.ts'
import { MAX_READ_BYTES, splitMailbox } from './open-message.ts'
import { readBounce } from './read-bounce.ts'
import { MAX_FINDING_WORDS_CHARS } from './types.ts'

const read = (raw: string) => readBounce(Buffer.from(raw, 'latin1'))

function rawOf(name: string): string {
  const sample = samples.find((one) => one.name === name)
  assert.ok(sample, `no sample is called ${name}`)
  return sample.raw
}

function withoutWords(findings: Awaited<ReturnType<typeof readBounce>>) {
  return findings.map(({ words, ...finding }) => {
    assert.ok(words.length <= MAX_FINDING_WORDS_CHARS)
    return finding
  })
}

describe('a message that came back', () => {
  for (const { name, raw, means } of [...samples, ...rareSamples]) {
    test(`is read right when it is ${name}`, async () => {
      const bytes = Buffer.from(raw, 'utf8')
      assert.deepEqual(withoutWords(await readBounce(bytes)), means)
    })

    test(`is read the same with CR alone and with CRLF: ${name}`, async () => {
      for (const end of ['\r', '\r\n']) {
        const bytes = Buffer.from(raw.replaceAll('\n', end), 'utf8')
        assert.deepEqual(withoutWords(await readBounce(bytes)), means)
      }
    })
  }
})

test('the words are what the remote server said, on one line', async () => {
  const [finding] = await read(
    rawOf('a report whose code is general, with the precise one in the words'),
  )

  assert.equal(
    finding?.words,
    '550 5.7.1 Service unavailable; Client host [192.0.2.4] blocked using zen.spamhaus.org',
  )
})

test('a sentence with its code behind it is kept whole', async () => {
  const [, finding] = await read(rawOf('qmail'))
  assert.equal(finding?.words, 'Sorry, no mailbox here by that name. (#5.1.1)')
})

test('a returned letter cannot speak for the report in front of it', async () => {
  const letter = 'From: letters@example.org\n\nuser unknown, 550 5.1.1 <ana@example.org>: blocked\n'
  const raw = rawOf('the DragonFly agent') + letter

  assert.deepEqual(withoutWords(await read(raw)), [
    {
      recipient: 'embassy@example.net',
      kind: 'bounce',
      hard: false,
      status: null,
      class: 'expired',
    },
  ])
})

test('of twenty megabytes only the beginning is looked at', async () => {
  const raw = Buffer.concat([
    Buffer.from(rawOf('a report with code and words')),
    Buffer.alloc(20 * 1024 * 1024, 'A'),
  ])
  const before = process.memoryUsage().arrayBuffers
  const [finding] = await readBounce(raw)

  assert.equal(finding?.class, 'unknown-user')
  assert.ok(process.memoryUsage().arrayBuffers - before < 16 * MAX_READ_BYTES)
})

test('a report cut off in the middle still names its recipient', async () => {
  const raw = rawOf('a report with code and words')
  const cut = raw.slice(0, raw.indexOf('Diagnostic-Code'))
  const [finding] = await read(cut)

  assert.deepEqual([finding?.recipient, finding?.status], ['embassy@example.net', '5.1.1'])
})

test('a mailbox file is read message by message', async () => {
  const line = 'From MAILER-DAEMON Wed May 22 10:00:00 2013\n'
  const file = Buffer.from(
    `${line}${rawOf('IMail')}\n${line}${rawOf('Domino')}\nFrom here on, nothing.\n`,
  )
  const findings = (await Promise.all(splitMailbox(file).map(readBounce))).flat()

  assert.equal(findings.length, 2)
  assert.ok(findings.every(({ hard }) => hard))
})

test('a bounce of a bounce is a bounce of what it names, once', async () => {
  const inner = rawOf('qmail')
  const raw = `Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.org\nTo: postmaster@example.org\nSubject: Undelivered Mail Returned to Sender\n\n<bounces@example.org>:\nMailbox full\n\n--- Below this line is a copy of the message.\n\n${inner}`

  assert.deepEqual(withoutWords(await read(raw)), [
    {
      recipient: 'bounces@example.org',
      kind: 'bounce',
      hard: false,
      status: null,
      class: 'mailbox-full',
    },
  ])
})

test('nothing that arrives makes the reader throw', async () => {
  const report = rawOf('a report about two recipients, one of them full')
  for (let end = 0; end < report.length; end += 7) await read(report.slice(0, end))
  for (const raw of ['', '\n', '\0\0\0', ':::', 'Content-Type: multipart/mixed; boundary=', '{"'])
    assert.equal((await read(raw))[0]?.kind, 'not-a-bounce')
})

/** Where every step back tries all of the text again, this would take hours. */
const SEARCH_LIMIT_MS = 2 * MINUTE_MS

test('text made to be slow to search is searched once', { timeout: SEARCH_LIMIT_MS }, async () => {
  const head = rawOf('IMail').slice(0, rawOf('IMail').indexOf('Unknown user'))
  const walls = [
    'a',
    'user ',
    '<a@',
    'user is is was ',
    '550 5.1.1 ',
    'Received: ',
    '- ',
    'a@b.',
    '\n\n ',
  ]
  for (const brick of walls) await read(head + brick.repeat(400_000 / brick.length))
})
