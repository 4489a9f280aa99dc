import { setTimeout as sleep } from 'node:timers/promises'
import type { Recipient } from './crash-site.ts'
import type { MailSink } from './mail-sink.ts'
import type { ServerProcess } from './server-process.ts'

/** What the writers of letters know to have happened, because they were told so. */
export interface Ledger {
  /** Subjects of the letters whose confirmation was answered, each with its recipient's address. */
  confirmed: Map<string, string>
  /** Subjects of those that were confirmed without an answer coming back. */
  unanswered: Set<string>
  /** Subjects of those that nobody tried to confirm. */
  ignored: Set<string>
}

interface Writing {
  server: ServerProcess
  sink: MailSink
  appealPath: string
  recipients: Recipient[]
  /** A number from 0 up to 1. */
  random: () => number
}

const AFTER_FAILURE_MS = 20
const NEVER_CONFIRMED = 0.1
const CONFIRMED_BY_CODE = 0.1
/** How likely somebody tries again who pressed the button and got no answer. */
const TRIES_AGAIN = 0.8

/** Somebody writes letter after letter, and confirms most of them, until the signal. */
export async function writeLetters(
  writing: Writing,
  writer: number,
  { ledger, signal }: { ledger: Ledger; signal: AbortSignal },
): Promise<void> {
  for (let number = 1; !signal.aborted; number += 1) {
    const subject = `Letter ${number} of writer ${writer}`
    const email = `writer-${writer}-${number}@supporters.example`
    const recipient = writing.recipients[Math.floor(writing.random() * writing.recipients.length)]
    if (!recipient) throw new Error('there is nobody to write to')
    await sendForm(writing, { subject, email, recipient })
    const { text } = await writing.sink.waitFor(email)
    if (writing.random() < NEVER_CONFIRMED) ledger.ignored.add(subject)
    else if (await confirm(writing, text)) ledger.confirmed.set(subject, recipient.email)
    else ledger.unanswered.add(subject)
  }
}

/** Sends the form until it is answered; the second time it makes no second letter. */
async function sendForm(
  { server, appealPath }: Writing,
  { subject, email, recipient }: { subject: string; email: string; recipient: Recipient },
): Promise<void> {
  const form = {
    from: recipient.from,
    mission: recipient.missionId,
    name: 'Noor Writer',
    email,
    subject,
    text: 'Please release everyone who is still held.',
    display: 'full',
    consent: 'yes',
  }
  while (!(await post(server, `${appealPath}letter`, form))) await sleep(AFTER_FAILURE_MS)
}

/** Returns whether the confirmation was answered. */
async function confirm({ server, random }: Writing, mail: string): Promise<boolean> {
  const path = /https:\/\/outcry\.example(\/letters\/\S+\/confirmation)/.exec(mail)?.[1]
  const code = /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(mail)?.[0]
  if (!path || !code) throw new Error(`no link or no code in the mail:\n${mail}`)
  const isTyped = random() < CONFIRMED_BY_CODE
  do {
    if (await (isTyped ? post(server, '/confirm', { code }) : post(server, path, {}))) return true
    await sleep(AFTER_FAILURE_MS)
  } while (random() < TRIES_AGAIN)
  return false
}

/** Returns false when no answer came, because the server was killed or is not there. */
async function post(
  server: ServerProcess,
  path: string,
  fields: Record<string, string>,
): Promise<boolean> {
  const url = (await server.address()) + path
  const body = new URLSearchParams(fields)
  const answer = await fetch(url, { method: 'POST', body, redirect: 'manual' }).catch(() => {})
  if (!answer) return false
  // 200 says that the code has done its work: its first answer was lost in a crash.
  const isDone = answer.status === 303 || (answer.status === 200 && path === '/confirm')
  if (!isDone) throw new Error(`${path} answered ${answer.status}`)
  return true
}
