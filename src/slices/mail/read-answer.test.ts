import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cleanWords, readFailure, type SmtpFailure } from './read-answer.ts'
import type { ComposedMessage, Outcome } from './types.ts'

const letter: ComposedMessage = {
  id: '1',
  kind: 'letter',
  envelope: { from: 'letters@outcry.example', to: 'embassy@mission.example' },
  raw: '',
  readable: { from: '', to: '', subject: '', text: '' },
}

const rcpt = (response: string) => answer('RCPT TO', response)
const data = (response: string) => answer('DATA', response)

const verdicts: Array<[failure: SmtpFailure, verdict: string]> = [
  [rcpt('450 4.2.1 Mailbox busy'), 'deferred their_side'],
  [rcpt('451 4.7.1 Greylisted, try again later'), 'deferred their_side'],
  [rcpt('452 4.2.2 Mailbox full'), 'deferred their_side'],
  [data('451 4.3.0 Temporary failure'), 'deferred their_side'],
  [rcpt('550 5.1.1 User unknown'), 'refused unknown_address'],
  [rcpt('550 5.1.10 Null MX'), 'refused unknown_address'],
  [rcpt('550 No such user here'), 'refused unknown_address'],
  [rcpt('550 Unknown recipient'), 'refused unknown_address'],
  [rcpt('550 Requested action not taken: mailbox unavailable'), 'refused unknown_address'],
  [
    rcpt('550 <embassy@mission.example>: Recipient address <x> does not exist'),
    'refused unknown_address',
  ],
  [
    rcpt('550-5.1.1 The account that you tried to reach\n550 5.1.1 is gone'),
    'refused unknown_address',
  ],
  [rcpt('550 5.7.1 Message rejected'), 'refused policy'],
  [rcpt('554 5.7.1 Service unavailable; client host blocked using a list'), 'refused policy'],
  [data('550 5.7.26 This mail is unauthenticated'), 'refused policy'],
  [data('554 Message looks like spam'), 'refused policy'],
  [data('550 High probability of SPAM'), 'refused policy'],
  [data('554 Your IP is on our blacklist'), 'refused policy'],
  [data('550 Rejected for policy reasons'), 'refused policy'],
  [data('554 Poor reputation'), 'refused policy'],
  [data('550 5.0.0 Blocked'), 'refused policy'],
  [rcpt('550 5.2.2 Over quota'), 'refused other'],
  [rcpt('550'), 'refused other'],
  [data('552 5.3.4 Message too big'), 'refused other'],
  [data('554 Transaction failed'), 'refused other'],
  [rcpt('554 5.7.1 <embassy@mission.example>: Relay access denied'), 'deferred our_side'],
  [rcpt('550 5.7.1 Unable to relay'), 'deferred our_side'],
  [rcpt('530 5.7.0 Authentication required'), 'deferred our_side'],
  [rcpt('503 5.5.1 Bad sequence of commands'), 'deferred our_side'],
  [data('553 5.7.1 Sender address rejected: not owned by user letters'), 'deferred our_side'],
  [answer('AUTH PLAIN', '535 5.7.8 Bad credentials'), 'deferred our_side'],
  [answer('CONN', '554 5.7.1 Go away'), 'deferred our_side'],
  [answer('EHLO', '550 Bad HELO'), 'deferred our_side'],
  [answer('MAIL FROM', '550 5.1.8 Sender domain not found'), 'deferred our_side'],
  [answer('MAIL FROM', '451 4.7.1 Too many messages'), 'deferred our_side'],
  [answer('CONN', '421 4.3.2 Shutting down'), 'deferred connection'],
  [rcpt('421 4.7.0 Too many connections'), 'deferred connection'],
  [{ code: 'ETIMEDOUT', command: 'DATA' }, 'deferred connection'],
  [{ code: 'ECONNECTION', command: 'DATA' }, 'deferred connection'],
  [{ code: 'ESOCKET', command: 'CONN' }, 'deferred connection'],
  [{ code: 'EDNS', command: 'CONN' }, 'deferred connection'],
  [{ code: 'ETLS', command: 'CONN' }, 'deferred connection'],
  [{ code: 'EABORT' }, 'deferred connection'],
  [{ code: 'EAUTH', command: 'API' }, 'deferred our_side'],
]

for (const [failure, verdict] of verdicts) {
  const asked = failure.command ?? 'no command'
  test(`${asked}: "${failure.response ?? failure.code}" is ${verdict}`, () => {
    assert.equal(summary(readFailure(failure, letter)), verdict)
  })
}

test('an error that no mail server caused is no outcome', () => {
  assert.equal(readFailure({ code: 'ERR_INVALID_ARG_TYPE' }, letter), undefined)
})

test('the words of a server are one line, and name nobody but the mission', () => {
  const response =
    '550-5.7.1 <embassy@mission.example>: ana@example.org\r\n550 5.7.1 writes\u0007 from ana@example.org.'
  assert.equal(
    cleanWords(response, letter),
    '550-5.7.1 <embassy@mission.example>: […] writes from […]',
  )
})

test('the words about a notice do not name the person it was for', () => {
  const notice: ComposedMessage = {
    ...letter,
    kind: 'notice',
    envelope: { from: 'letters@outcry.example', to: 'ana@example.org' },
  }
  assert.equal(
    cleanWords('550 5.1.1 <Ana@Example.org> unknown, letters@outcry.example', notice),
    '550 5.1.1 <[…]> unknown, letters@outcry.example',
  )
})

test('a talkative server is cut short', () => {
  assert.equal(cleanWords(`550 ${'x'.repeat(10_000)}`, letter).length, 300)
})

function answer(command: string, response: string): SmtpFailure {
  return { code: 'EENVELOPE', command, response, responseCode: Number(response.slice(0, 3)) }
}

function summary(outcome: Outcome | undefined): string {
  if (outcome?.kind === 'deferred') return `deferred ${outcome.cause}`
  return outcome?.kind === 'refused' ? `refused ${outcome.reason}` : `${outcome?.kind}`
}

test('an endless answer is read to its first lines only, and costs no time', () => {
  const endless = `550 5.7.1 ${'a'.repeat(1_000_000)}`
  assert.equal(cleanWords(endless, letter).length, 300)
  const failure = { command: 'DATA', responseCode: 550, response: endless }
  assert.equal(readFailure(failure, letter)?.kind, 'refused')
})
