import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'

/** A message as the mail server took responsibility for it. */
export interface TakenMessage {
  to: string
  messageId: string
  subject: string
  text: string
}

export interface MailSink {
  url: string
  /** Everything taken, by recipient, in order. */
  taken: ReadonlyMap<string, readonly TakenMessage[]>
  /** The first message to an address, as soon as there is one. */
  waitFor(to: string): Promise<TakenMessage>
}

const LOOK_AGAIN_MS = 10
const SLOWNESS_MS = 15

/**
 * A real mail server on this machine that takes every message and hands none on. It takes its time
 * before and after it has a message, so that a crash can hit either.
 */
export async function openMailSink(t: TestContext): Promise<MailSink> {
  const taken = new Map<string, TakenMessage[]>()
  const keep = async (stream: AsyncIterable<Buffer>, to: string) => {
    const message = await readMessage(stream, to)
    await sleep(SLOWNESS_MS)
    taken.set(to, [...(taken.get(to) ?? []), message])
    await sleep(SLOWNESS_MS)
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      // Kept before it is answered for, as a mail server has to (RFC 5321 §4.2.5).
      keep(stream, session.envelope.rcptTo[0]?.address ?? '').then(() => done(), done)
    },
  })
  // Clients that are killed drop their connections; that is the subject of the test, no fault.
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => new Promise<void>((resolve) => server.close(resolve)))

  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    async waitFor(to) {
      for (;;) {
        const [first] = taken.get(to) ?? []
        if (first) return first
        await sleep(LOOK_AGAIN_MS, undefined, { signal: t.signal })
      }
    },
  }
}

async function readMessage(stream: AsyncIterable<Buffer>, to: string): Promise<TakenMessage> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  const { messageId = '', subject = '', text = '' } = await PostalMime.parse(Buffer.concat(chunks))
  return { to, messageId, subject, text }
}
