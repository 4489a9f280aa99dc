import assert from 'node:assert/strict'
import { once } from 'node:events'
import { suite, type TestContext, test } from 'node:test'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import {
  confirmationIn,
  get,
  LETTER_PATH,
  letterForm,
  openLetterApp,
  post,
} from '../../../../test/letters.ts'
import { createMailer } from '../../mail/index.ts'

// The letter's whole way, with a real mail server on 127.0.0.1 at its end.

const timeouts = { connectionMs: 200, greetingMs: 200, silenceMs: 200, wholeMs: 1000 }

function refusal(responseCode: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode })
}

const endings: ReadonlyArray<{
  name: string
  options: SMTPServerOptions
  state: string
  page: RegExp
}> = [
  {
    name: 'taken',
    options: {},
    state: 'accepted',
    page: /has taken your letter/,
  },
  {
    name: '451 to the recipient',
    options: { onRcptTo: (_address, _session, done) => done(refusal(451, '4.7.1 Greylisted')) },
    state: 'deferred',
    page: /could not be handed over yet[\s\S]*Greylisted/,
  },
  {
    name: '550 unknown mailbox',
    options: { onRcptTo: (_address, _session, done) => done(refusal(550, '5.1.1 No such user')) },
    state: 'bounced',
    page: /address does not exist[\s\S]*No such user/,
  },
  {
    name: '550 policy',
    options: { onRcptTo: (_address, _session, done) => done(refusal(550, '5.7.1 Not wanted')) },
    state: 'refused',
    page: /wants no mail of this kind[\s\S]*Not wanted/,
  },
  {
    name: 'a server that falls silent after the letter',
    options: { onData: (stream) => stream.resume() },
    state: 'deferred',
    page: /could not be reached, or the connection broke/,
  },
]

suite('the end of the way', () => {
  for (const { name, options, state, page } of endings) {
    test(`${name}: ${state}`, async (t) => {
      const app = await openLetterApp(t)
      await post(app, LETTER_PATH, letterForm(await app.missionIdFor('IE')))
      await app.runJobs()
      const { path } = confirmationIn(app)
      await post(app, path)

      const smtpUrl = await startServer(t, options)
      const config = { ...app.deps.config, mail: 'smtp' as const, mailCheck: false, smtpUrl }
      const mailer = createMailer({ ...app.deps, config }, { timeouts })
      t.after(() => mailer.close())
      app.deps.mailer = mailer
      await app.runJobs()

      const letter = await app.deps.db
        .selectFrom('letters')
        .select('state')
        .executeTakeFirstOrThrow()
      assert.equal(letter.state, state)
      assert.match((await get(app, path.replace('/confirmation', ''))).body, page)
    })
  }
})

async function startServer(t: TestContext, options: SMTPServerOptions): Promise<string> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      stream.resume()
      stream.on('end', () => done(null, 'queued as 4F2A'))
    },
    ...options,
  })
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  t.after(() => new Promise<void>((resolve) => server.close(resolve)))
  const { port } = server.server.address() as { port: number }
  return `smtp://127.0.0.1:${port}`
}
