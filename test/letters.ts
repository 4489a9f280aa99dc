import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { TestContext } from 'node:test'
import type { Config } from '../src/platform/config.ts'
import { importAppeals } from '../src/slices/appeals/index.ts'
import type { ComposedMessage, Mailer, Outcome } from '../src/slices/mail/index.ts'
import { importMissions, resolveMissions } from '../src/slices/missions/index.ts'
import { openTestApp, type TestApp } from './harness.ts'

/** The address of the worked example. */
export const APPEAL_PATH = '/2013/05/22/housing-justice-activists-arrested-in-astana/'
export const LETTER_PATH = `${APPEAL_PATH}letter`

/** London answers for Britain and Ireland; Paris has no e-mail address; the last is another state's. */
const missionsCsv = `sending_state,receiving_state,type,city,address,email,phone,fax,website,latitude,longitude,also_accredited_to,source,source_date,name,source_id,notes,confirmed_on
KZ,GB,embassy,London,"125 Pall Mall, London SW1Y 5EA",london@kz.example,+442079254100,,https://kz.example/london,51.5,-0.13,IE,test,2013-05-01,,t1,,2013-05-01
KZ,FR,embassy,Paris,"59 rue Pierre Charron, 75008 Paris",,+33145610000,,,48.87,2.3,,test,2013-05-01,,t2,,2013-05-01
KZ,DE,embassy,Berlin,,berlin@kz.example,,,,52.5,13.4,,test,2013-05-01,,t3,,2013-05-01
KZ,DE,consulate_general,Frankfurt,,frankfurt@kz.example,,,,50.1,8.7,,test,2013-05-01,,t4,,2013-05-01
KZ,DE,honorary_consulate,Bremen,,bremen@kz.example,,,,53.1,8.8,,test,2013-05-01,,t5,,2013-05-01
UZ,GB,embassy,London,,london@uz.example,,,,51.5,-0.13,,test,2013-05-01,,t6,,2013-05-01
`

type Answer = (message: ComposedMessage) => Outcome | Promise<Outcome>

export interface LetterApp extends TestApp {
  /** Everything that was handed to the mailer, in order. */
  sent: ComposedMessage[]
  /** Decides what mail servers answer from now on, to letters or to notices to their writers. */
  answer(kind: ComposedMessage['kind'], answer: Answer): void
  missionIdFor(readerState: string, sendingState?: string): Promise<string>
}

/** An installation with the worked example, a few missions, and mail servers that obey the test. */
export async function openLetterApp(
  t: TestContext,
  changes: Partial<Config> = {},
): Promise<LetterApp> {
  const app = await openTestApp(t, changes)
  const { deps } = app
  await importMissions(
    deps,
    { name: 'missions.csv', content: Buffer.from(missionsCsv) },
    { dryRun: false },
  )
  const files = ['astana.md', 'astana.ru.md'].map((name) => ({
    name,
    bytes: readFileSync(`demo/${name}`),
  }))
  await importAppeals(deps, files, { publish: true })
  const sent: ComposedMessage[] = []
  const accept: Answer = () => ({ kind: 'accepted', words: '250 2.0.0 Ok: queued as 4F2A' })
  const answers = { letter: accept, notice: accept }
  const mailer: Mailer = {
    async handOver(message) {
      sent.push(message)
      return answers[message.kind](message)
    },
    close: async () => {},
  }
  deps.mailer = mailer
  return {
    ...app,
    sent,
    answer: (kind, answer) => {
      answers[kind] = answer
    },
    async missionIdFor(readerState, sendingState = 'KZ') {
      const { missions } = await resolveMissions(deps.reader, { sendingState, readerState })
      assert.ok(missions[0])
      return missions[0].id
    },
  }
}

/** What a reader in Ireland fills in. */
export function letterForm(
  missionId: string,
  changes: Record<string, string> = {},
): Record<string, string> {
  return {
    from: 'IE',
    mission: missionId,
    name: 'Nora Byrne',
    email: 'nora@reader.example',
    subject: 'Housing campaigners detained in Astana',
    text: 'I am a tenant in Dublin.\n\nPlease release everyone who is still held.',
    display: 'full',
    consent: 'yes',
    ...changes,
  }
}

/** Sends a form as a browser does. */
export function post(app: Pick<TestApp, 'server'>, url: string, form: Record<string, string> = {}) {
  return app.server.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'accept-language': 'en' },
    payload: new URLSearchParams(form).toString(),
  })
}

export function get(app: Pick<TestApp, 'server'>, url: string, language = 'en') {
  return app.server.inject({ method: 'GET', url, headers: { 'accept-language': language } })
}

/** The text of a message, with its lines joined as mail programs show them. */
export function textOf({ raw }: ComposedMessage): string {
  const [head = '', ...body] = raw.split('\r\n\r\n')
  const text = body.join('\r\n\r\n')
  if (!/quoted-printable/i.test(head)) return text
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

/** The path of the confirmation page in the last mail that asks for confirmation, and its code. */
export function confirmationIn(app: LetterApp): { path: string; code: string } {
  const notice = app.sent.findLast(({ kind }) => kind === 'notice')
  assert.ok(notice, 'no mail asks for confirmation')
  const text = textOf(notice)
  const path = /https:\/\/outcry\.example(\S+\/confirmation)/.exec(text)?.[1]
  const code = /\b([0-9A-Z]{4}-[0-9A-Z]{4})\b/.exec(text)?.[1]
  assert.ok(path && code, text)
  return { path, code }
}

/** Writes a letter, follows the mail and confirms; returns the address of its status page. */
export async function sendLetter(
  app: LetterApp,
  changes: Record<string, string> = {},
  path = LETTER_PATH,
): Promise<string> {
  const missionId = changes.mission ?? (await app.missionIdFor(changes.from ?? 'IE'))
  const written = await post(app, path, letterForm(missionId, changes))
  assert.equal(written.statusCode, 303, written.body)
  await app.runJobs()
  const confirmed = await post(app, confirmationIn(app).path)
  assert.equal(confirmed.statusCode, 303, confirmed.body)
  return confirmed.headers.location as string
}
