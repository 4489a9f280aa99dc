import assert from 'node:assert/strict'
import { createHash, createVerify, generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { Socket } from 'node:net'
import { suite, type TestContext, test } from 'node:test'
import PostalMime from 'postal-mime'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { stoppedClock } from '../../../test/harness.ts'
import { composeMessage } from './compose.ts'
import { openSmtp, type SmtpConfig } from './smtp.ts'
import type { Message } from './types.ts'

// These tests speak with a real mail server on 127.0.0.1: what is tested is the conversation.

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const dkim = {
  domain: 'outcry.example',
  selector: 'letters',
  privateKey: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
}
/** So long that a busy machine does not look like a silent server. */
const timeouts = { connectionMs: 9000, greetingMs: 9000, silenceMs: 9000, wholeMs: 20_000 }
const impatient = { connectionMs: 200, greetingMs: 200, silenceMs: 200, wholeMs: 2000 }

const letter: Message = {
  id: '019a0000-0000-7000-8000-000000000001',
  kind: 'letter',
  to: 'embassy@mission.example',
  onBehalfOf: 'Ана Силва',
  replyTo: 'ana@example.org',
  subject: 'Освободите задержанных активистов движения за жилищную справедливость',
  text: `Ваше Превосходительство,\n\n${'мы требуем освободить всех задержанных. '.repeat(9)}\n.\n`,
}

const refusals: Array<[moment: Moment, answer: string, expected: object]> = [
  ['rcpt', '450 4.2.0 Greylisted', { kind: 'deferred', cause: 'their_side', code: 450 }],
  ['rcpt', '550 5.1.1 No such user', { kind: 'refused', reason: 'unknown_address', code: 550 }],
  ['rcpt', '550 5.7.1 Not from you', { kind: 'refused', reason: 'policy', code: 550 }],
  ['rcpt', '550 Blocked by our list', { kind: 'refused', reason: 'policy', code: 550 }],
  ['rcpt', '554 5.7.1 Relay access denied', { kind: 'deferred', cause: 'our_side', code: 554 }],
  ['data', '452 4.3.1 Out of space', { kind: 'deferred', cause: 'their_side', code: 452 }],
  ['data', '554 5.6.0 Cannot read it', { kind: 'refused', reason: 'other', code: 554 }],
  ['data', '554 Message looks like spam', { kind: 'refused', reason: 'policy', code: 554 }],
  ['mail', '553 5.7.1 Not your address', { kind: 'deferred', cause: 'our_side', code: 553 }],
  ['connect', '554 5.7.1 Go away', { kind: 'deferred', cause: 'our_side', code: 554 }],
  ['connect', '421 4.3.2 Too busy', { kind: 'deferred', cause: 'connection', code: 421 }],
  ['rcpt', '421 4.7.0 Closing', { kind: 'deferred', cause: 'connection', code: 421 }],
]

const moments = ['connect', 'mail', 'rcpt', 'data'] as const

// Side by side, because most of the time is spent waiting for a server that says nothing.
suite('handing over to a mail server', { concurrency: true }, () => {
  test('a letter arrives with its headers, and its signature holds over the raw bytes', async (t) => {
    const server = await startServer(t)
    const outcome = await send(t, { smtpUrl: server.url, dkim }, letter)
    assert.equal(outcome.kind, 'accepted')
    const [received] = server.received
    assert.ok(received)
    assert.deepEqual(received.envelope, ['letters@outcry.example', 'embassy@mission.example'])
    assert.ok(isSignatureValid(received.raw, keys.publicKey))

    const parsed = await PostalMime.parse(received.raw)
    const header = (key: string) => parsed.headers.find((found) => found.key === key)?.value
    assert.equal(parsed.from?.name, 'Ана Силва via Solidarity Now')
    assert.equal(parsed.from?.address, 'letters@outcry.example')
    assert.equal(parsed.replyTo?.[0]?.address, 'ana@example.org')
    assert.equal(parsed.subject, letter.subject)
    assert.equal(header('message-id'), `<${letter.id}@outcry.example>`)
    assert.equal(header('date'), 'Wed, 22 May 2013 05:00:00 +0000')
    assert.equal(header('auto-submitted'), undefined)
    assert.equal(header('x-mailer'), undefined)
    assert.equal(parsed.html, undefined)
    for (const line of (parsed.text ?? '').split(/\r?\n/)) assert.ok(line.length < 78)
    for (const line of received.raw.split('\r\n')) {
      if (!/DKIM-Signature| [a-z]+=/.test(line)) assert.ok(line.length < 78, line)
    }
  })

  test('the signature covers every header that the reader sees, and notices a change', async (t) => {
    const server = await startServer(t)
    await send(t, { smtpUrl: server.url, dkim }, { ...letter, kind: 'notice' })
    const raw = server.received[0]?.raw ?? ''
    const signed = /\bh=([^;]+);/.exec(unfold(raw))?.[1]?.replace(/\s/g, '').split(':') ?? []
    for (const name of ['from', 'to', 'reply-to', 'subject', 'date', 'message-id']) {
      assert.ok(signed.includes(name), name)
    }
    assert.ok(signed.includes('auto-submitted'))
    assert.ok(isSignatureValid(raw, keys.publicKey))
    assert.ok(!isSignatureValid(raw.replace('ana@example.org', 'eve@example.org'), keys.publicKey))
    assert.ok(!isSignatureValid(`${raw}more\r\n`, keys.publicKey))
  })

  test('a second attempt sends the same bytes, signature included', async (t) => {
    const server = await startServer(t)
    const config = { smtpUrl: server.url, dkim }
    await send(t, config, letter)
    await send(t, config, letter)
    assert.equal(server.received.length, 2)
    assert.equal(server.received[0]?.raw, server.received[1]?.raw)
  })

  test('many letters share a few connections and each arrives once', async (t) => {
    const server = await startServer(t)
    const smtp = openSmtp({ smtpUrl: server.url }, timeouts)
    t.after(() => smtp.close())
    const ids = Array.from({ length: 60 }, (_, index) => `letter-${index}`)
    const outcomes = await Promise.all(ids.map((id) => smtp.send(compose({ ...letter, id }))))
    assert.ok(outcomes.every(({ kind }) => kind === 'accepted'))
    const arrived = server.received.map(({ raw }) => /^Message-ID: <(letter-\d+)@/m.exec(raw)?.[1])
    assert.deepEqual(arrived.sort(), ids.sort())
    assert.ok(server.connectionCount() <= 5)
  })

  for (const [moment, answer, expected] of refusals) {
    test(`"${answer}" at ${moment} ends as it should, in the server's words`, async (t) => {
      const server = await startServer(t, { [moment]: () => answer })
      const outcome = await send(t, { smtpUrl: server.url }, letter)
      assert.deepEqual(outcome, { ...expected, words: answer })
      assert.equal(server.received.length, 0)
    })
  }

  for (const moment of moments) {
    test(`a connection that is dropped at ${moment} is tried again later`, async (t) => {
      const server = await startServer(t, { [moment]: () => 'drop' })
      const outcome = await send(t, { smtpUrl: server.url }, letter)
      assert.equal(outcome.kind === 'deferred' && outcome.cause, 'connection')
    })

    test(`a server that falls silent at ${moment} is given up on`, async (t) => {
      const server = await startServer(t, { [moment]: () => 'hang' })
      const smtp = openSmtp({ smtpUrl: server.url }, impatient)
      t.after(() => smtp.close())
      const outcome = await smtp.send(compose(letter))
      assert.equal(outcome.kind === 'deferred' && outcome.cause, 'connection')
    })
  }

  test('after a dropped connection the next letter goes over a new one', async (t) => {
    let isFirst = true
    const server = await startServer(t, {
      data() {
        const answer = isFirst ? 'drop' : undefined
        isFirst = false
        return answer
      },
    })
    const smtp = openSmtp({ smtpUrl: server.url }, timeouts)
    t.after(() => smtp.close())
    assert.equal((await smtp.send(compose(letter))).kind, 'deferred')
    assert.equal((await smtp.send(compose(letter))).kind, 'accepted')
  })

  test('a refused letter is not in the way of the next one', async (t) => {
    let answer: string | undefined = '550 5.1.1 No such user'
    const server = await startServer(t, { rcpt: () => answer })
    const smtp = openSmtp({ smtpUrl: server.url }, timeouts)
    t.after(() => smtp.close())
    assert.equal((await smtp.send(compose(letter))).kind, 'refused')
    answer = undefined
    assert.equal((await smtp.send(compose(letter))).kind, 'accepted')
  })

  test('nobody at the address of the server is a deferral', async (t) => {
    const server = await startServer(t)
    await server.stop()
    const outcome = await send(t, { smtpUrl: server.url }, letter)
    assert.equal(outcome.kind === 'deferred' && outcome.cause, 'connection')
  })

  test('a wrong password is our own fault, not that of the mission', async (t) => {
    const server = await startServer(t, { login: () => '535 5.7.8 Bad credentials' })
    const url = server.url.replace('//', '//user:wrong@')
    const outcome = await send(t, { smtpUrl: url }, letter)
    assert.deepEqual(outcome, {
      kind: 'deferred',
      cause: 'our_side',
      code: 535,
      words: '535 5.7.8 Bad credentials',
    })
  })

  test('a server that trickles answers for ever is given up on after a while', async (t) => {
    const server = await startServer(t, { rcpt: () => 'trickle' })
    const smtp = openSmtp({ smtpUrl: server.url }, { ...timeouts, wholeMs: 400 })
    t.after(() => smtp.close())
    const outcome = await smtp.send(compose(letter))
    assert.equal(outcome.kind === 'deferred' && outcome.cause, 'connection')
  })

  test('a key that cannot sign is refused before anything is sent', () => {
    const unusable = { ...dkim, privateKey: '-----BEGIN PRIVATE KEY-----\nnonsense' }
    assert.throws(() => openSmtp({ smtpUrl: 'smtp://127.0.0.1', dkim: unusable }), /DKIM_KEY/)
    assert.throws(() => openSmtp({ smtpUrl: 'nonsense' }), /SMTP_URL/)
  })
})

type Moment = (typeof moments)[number]

/** An answer such as `550 5.1.1 No such user`, or a misbehaviour; undefined to go on. */
type Behaviour = Partial<
  Record<Moment | 'login', () => string | 'drop' | 'hang' | 'trickle' | undefined>
>

/** A mail server that accepts everything except where it is told to behave otherwise. */
async function startServer(t: TestContext, behaviour: Behaviour = {}) {
  const received: Array<{ envelope: string[]; raw: string }> = []
  const sockets = new Set<Socket>()
  let connections = 0
  type Callback = (error?: Error | null) => void
  const act = (moment: keyof Behaviour, callback: Callback) => {
    const answer = behaviour[moment]?.()
    if (answer === 'drop') for (const socket of sockets) socket.destroy()
    else if (answer === 'trickle') for (const socket of sockets) trickle(socket)
    else if (answer === undefined) callback()
    else if (answer !== 'hang') callback(failure(answer))
  }
  const options: SMTPServerOptions = {
    authOptional: true,
    allowInsecureAuth: true,
    hideSTARTTLS: true,
    disableReverseLookup: true,
    closeTimeout: 50,
    onConnect: (_session, callback) => act('connect', callback),
    onAuth: (_auth, _session, callback) => act('login', (error) => callback(error ?? null)),
    onMailFrom: (_address, _session, callback) => act('mail', callback),
    onRcptTo: (_address, _session, callback) => act('rcpt', callback),
    async onData(stream, { envelope }, callback) {
      const raw = Buffer.concat(await stream.toArray()).toString('latin1')
      const { mailFrom, rcptTo } = envelope
      const addresses = [mailFrom || undefined, ...rcptTo].map((found) => found?.address ?? '')
      act('data', (error) => {
        if (!error) received.push({ envelope: addresses, raw })
        callback(error)
      })
    },
  }
  const server = new SMTPServer(options)
  server.on('error', () => {})
  server.server.on('connection', (socket: Socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  const listening = server.listen(0, '127.0.0.1')
  await new Promise((resolve) => listening.once('listening', resolve))
  const address = listening.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const stop = async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }
  t.after(() => (listening.listening ? stop() : undefined))
  return { url: `smtp://127.0.0.1:${port}`, received, stop, connectionCount: () => connections }
}

function failure(answer: string): Error {
  const [, code, words] = /^(\d{3}) (.*)$/.exec(answer) ?? []
  return Object.assign(new Error(words), { responseCode: Number(code) })
}

/** A line that says "more follows", again and again. */
function trickle(socket: Socket): void {
  const timer = setInterval(() => socket.write('250-wait\r\n'), 50)
  socket.once('close', () => clearInterval(timer))
}

async function send(t: TestContext, config: SmtpConfig, message: Message) {
  const smtp = openSmtp(config, timeouts)
  t.after(() => smtp.close())
  return smtp.send(compose(message))
}

function compose(message: Message) {
  const sender = { mailFrom: 'letters@outcry.example', organisation: 'Solidarity Now' }
  return composeMessage({ clock: stoppedClock(), sender }, message)
}

/** Verifies the first signature by RFC 6376 §6.1, relaxed/relaxed and rsa-sha256 only. */
function isSignatureValid(raw: string, publicKey: KeyObject): boolean {
  const end = raw.indexOf('\r\n\r\n')
  const fields = raw.slice(0, end).split(/\r\n(?![ \t])/)
  const signature = fields.find((field) => /^dkim-signature:/i.test(field)) ?? ''
  const tag = (name: string) =>
    new RegExp(`[;:\\s]${name}=([^;]*)`).exec(signature)?.[1]?.replace(/\s/g, '') ?? ''
  if (tag('c') !== 'relaxed/relaxed' || tag('a') !== 'rsa-sha256') return false
  if (tag('d') !== dkim.domain || tag('s') !== dkim.selector) return false

  const body = raw
    .slice(end + 4)
    .replace(/[ \t]+/g, ' ')
    .replace(/ \r\n/g, '\r\n')
    .replace(/(\r\n)*$/, '\r\n')
  if (createHash('sha256').update(body, 'latin1').digest('base64') !== tag('bh')) return false

  const unused = [...fields].reverse()
  const signed = tag('h')
    .split(':')
    .map((name) => {
      const index = unused.findIndex((field) => field.toLowerCase().startsWith(`${name}:`))
      return index < 0 ? '' : `${relaxed(unused.splice(index, 1)[0] ?? '')}\r\n`
    })
  const own = relaxed(signature.replace(/([;\s]b=)[^;]*/, '$1'))
  return createVerify('RSA-SHA256')
    .update(signed.join('') + own, 'latin1')
    .verify(publicKey, tag('b'), 'base64')
}

function relaxed(field: string): string {
  const [, name = '', value = ''] = /^([^:]+):(.*)$/s.exec(unfold(field)) ?? []
  return `${name.toLowerCase().trim()}:${value.replace(/[ \t]+/g, ' ').trim()}`
}

function unfold(text: string): string {
  return text.replace(/\r\n(?=[ \t])/g, '')
}
