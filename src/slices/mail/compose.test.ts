import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import PostalMime from 'postal-mime'
import { stoppedClock } from '../../../test/harness.ts'
import { composeMessage } from './compose.ts'
import type { Message } from './types.ts'

const sender = { mailFrom: 'letters@outcry.example', organisation: 'Solidarity Now' }

const letter: Message = {
  id: '019a0000-0000-7000-8000-000000000001',
  kind: 'letter',
  to: 'embassy@mission.example',
  onBehalfOf: 'Ana Silva',
  replyTo: 'ana@example.org',
  subject: 'Release the housing activists',
  text: 'Your Excellency,\n\nplease release them.',
}

test('a letter is plain text from our own domain, with an answer going to its writer', () => {
  const { raw, envelope } = compose(letter)
  assert.deepEqual(envelope, { from: 'letters@outcry.example', to: 'embassy@mission.example' })
  assert.equal(
    raw,
    [
      'Date: Wed, 22 May 2013 05:00:00 +0000',
      'From: "Ana Silva via Solidarity Now" <letters@outcry.example>',
      'To: embassy@mission.example',
      'Reply-To: ana@example.org',
      'Subject: Release the housing activists',
      'Message-ID: <019a0000-0000-7000-8000-000000000001@outcry.example>',
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 7bit',
      '',
      'Your Excellency,',
      '',
      'please release them.',
      '',
    ].join('\r\n'),
  )
})

test('only our own notices say that a machine wrote them', () => {
  assert.doesNotMatch(compose(letter).raw, /auto-submitted/i)
  const notice = compose({ ...letter, kind: 'notice', onBehalfOf: undefined })
  assert.match(notice.raw, /^Auto-Submitted: auto-generated\r$/m)
  assert.match(notice.raw, /^From: "Solidarity Now" <letters@outcry\.example>\r$/m)
})

test('a message that can be ended with one click says so in its headers', () => {
  assert.doesNotMatch(compose(letter).raw, /unsubscribe/i)
  const unsubscribeUrl = 'https://outcry.example/comments/token/unsubscription'
  const { raw } = compose({ ...letter, kind: 'notice', unsubscribeUrl })
  assert.match(raw, /^List-Unsubscribe: <https:\/\/outcry\.example\/\S+>\r$/m)
  assert.match(raw, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m)
})

test('a second attempt on another day has the same bytes when it is dated like the first', () => {
  const clock = stoppedClock()
  const message = { ...letter, datedAt: clock.now() }
  const first = composeMessage({ clock, sender }, message)
  clock.advance(3 * 24 * 3600 * 1000)
  assert.deepEqual(composeMessage({ clock, sender }, message), first)
})

test('what people write arrives as they wrote it, in lines below 78 characters of ASCII', async () => {
  const texts = [
    'Мы требуем освободить всех задержанных. '.repeat(20),
    '我们要求立即释放所有被捕的活动人士。'.repeat(20),
    'Équilibre = 50 % – voilà\n\nFrom now on: .\n.\n..',
    'From the start of a line',
    `https://outcry.example/letters/${'x'.repeat(120)}`,
  ]
  for (const text of texts) {
    const { raw } = compose({ ...letter, text })
    for (const line of raw.split('\r\n')) assert.match(line, /^[\x20-\x7e]{0,77}$/)
    assert.doesNotMatch(raw, /^From /m)
    const parsed = await PostalMime.parse(raw)
    assert.equal(squeeze(parsed.text ?? ''), squeeze(text))
  }
})

test('any text at all leaves as short lines with CRLF, and arrives whole', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (text) => {
      const { raw } = compose({ ...letter, text, subject: text, onBehalfOf: text })
      assert.match(raw, /^(?:[\x20-\x7e]{0,78}\r\n)*[\x20-\x7e]{0,78}$/)
      const { headers, ...parsed } = await PostalMime.parse(raw)
      assert.equal(headers.length, 9)
      assert.equal(squeeze(parsed.text ?? ''), squeeze(text))
    }),
  )
})

test('an address or an id that could carry a header is refused', () => {
  for (const change of [
    { to: 'embassy@mission.example\r\nBcc: all@example.org' },
    { to: 'Embassy <embassy@mission.example>' },
    { replyTo: 'ana@example.org, bruno@example.org' },
    { id: 'x>\r\nBcc: all@example.org' },
  ]) {
    assert.throws(() => compose({ ...letter, ...change }), { code: 'invalid' })
  }
})

function compose(message: Message) {
  return composeMessage({ clock: stoppedClock(), sender }, message)
}

function squeeze(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\s\p{Cc}\ufeff]/gu, '')
}
