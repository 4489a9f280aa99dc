import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import type { Config } from '../src/platform/config.ts'
import { SECOND_MS } from '../src/platform/time.ts'
import { decodeBase32 } from '../src/slices/accounts/factors/base32.ts'
import { stepAt, totpCode } from '../src/slices/accounts/factors/totp.ts'
import type { Role } from '../src/slices/accounts/index.ts'
import { inviteByOperator } from '../src/slices/accounts/members/invite.ts'
import { listKeptMessages } from '../src/slices/mail/queries.ts'
import { openTestApp, type TestApp } from './harness.ts'

export const PASSWORD = 'seven grey herons at noon'

type Answer = Awaited<ReturnType<TestApp['server']['inject']>>

/** Somebody at a browser of their own: cookies are kept, forms carry what their page gave them. */
export interface Person {
  email: string
  cookies: Map<string, string>
  /** Of the authenticator app, once it is set up. */
  secret?: string
  recoveryCodes?: string[]
  get(path: string): Promise<Answer>
  /** Sends a form with the token of the page of the account, unless another one is given. */
  post(path: string, form?: Record<string, string>): Promise<Answer>
  /** The same for a form in which a name stands more than once. */
  postPairs(path: string, pairs: [string, string][]): Promise<Answer>
  /** Sends a body of another kind; its address carries the token. */
  postRaw(path: string, body: { type: string; payload: Buffer }): Promise<Answer>
  /** A code that was not used yet; the clock moves on for it. */
  nextCode(): string
}

export interface DeskApp extends TestApp {
  visitor(): Person
  /** Invites, joins and signs in. */
  join(name: string, role: Role, options?: { organisation?: string }): Promise<Person>
  /** The same with an authenticator app, shown just now. */
  joinWithFactor(name: string, role: Role, options?: { organisation?: string }): Promise<Person>
}

/** An installation with a desk; the cast joins as the test needs it. */
export async function openDeskApp(t: TestContext, changes: Partial<Config> = {}): Promise<DeskApp> {
  return deskOf(await openTestApp(t, changes))
}

/** The desk of an installation that is open already. */
export function deskOf<Installation extends TestApp>(app: Installation): Installation & DeskApp {
  const join: DeskApp['join'] = async (name, role, { organisation } = {}) => {
    const person = openBrowser(app, `${name.toLowerCase().replace(/[^a-z]/g, '')}@outcry.example`)
    const link = await inviteByOperator(app.deps, { email: person.email, role, organisation })
    const path = new URL(link).pathname
    const answer = await person.post(path, { name, password: PASSWORD })
    assert.equal(answer.statusCode, 303, answer.body)
    return person
  }
  return {
    ...app,
    visitor: () => openBrowser(app, 'visitor@reader.example'),
    join,
    async joinWithFactor(name, role, options) {
      const person = await join(name, role, options)
      await addAuthenticator(person)
      return person
    },
  }
}

/** Sets an authenticator app up on the page of the account. */
async function addAuthenticator(person: Person): Promise<void> {
  await person.post('/desk/account/authenticator', { password: PASSWORD })
  const page = (await person.get('/desk/account/authenticator')).body
  person.secret = /<code>([A-Z2-7]{32})<\/code>/.exec(page)?.[1]
  assert.ok(person.secret, page)
  const code = person.nextCode()
  const done = await person.post('/desk/account/authenticator/confirmation', { code })
  assert.equal(done.statusCode, 200, done.body)
  person.recoveryCodes = done.body.match(/[A-Z2-7]{5}-[A-Z2-7]{5}/g) ?? []
}

const FORM_TYPE = 'application/x-www-form-urlencoded'

let networks = 0

function openBrowser(app: TestApp, email: string): Person {
  networks += 1
  const remoteAddress = `192.0.2.${networks % 250}`
  const cookies = new Map<string, string>()
  const send = async (path: string, payload?: string | Buffer, type = FORM_TYPE) => {
    const answer = await app.server.inject({
      method: payload === undefined ? 'GET' : 'POST',
      url: path,
      remoteAddress,
      headers: {
        'accept-language': 'en',
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0',
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(payload !== undefined && { 'content-type': type }),
      },
      payload,
    })
    for (const { name, value } of answer.cookies) {
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return answer
  }
  return {
    email,
    cookies,
    get: (path) => send(path),
    async post(path, form = {}) {
      const csrf = form.csrf ?? tokenIn((await send('/desk/account/')).body)
      return send(path, new URLSearchParams({ ...form, csrf }).toString())
    },
    postRaw: (path, { type, payload }) => send(path, payload, type),
    async postPairs(path, pairs) {
      const csrf = tokenIn((await send('/desk/account/')).body)
      return send(path, new URLSearchParams([...pairs, ['csrf', csrf]]).toString())
    },
    nextCode() {
      app.clock.advance(30 * SECOND_MS)
      return totpCode(decodeBase32(this.secret ?? ''), stepAt(app.clock.now()))
    },
  }
}

/** The token that a page's forms carry. */
export function tokenIn(html: string): string {
  return /name="csrf" value="([^"]*)"/.exec(html)?.[1] ?? ''
}

/** The path that the newest mail to somebody leads to. */
export async function linkMailedTo({ deps }: TestApp, email: string): Promise<string> {
  const mails = await listKeptMessages({ db: deps.reader, secrets: deps.secrets }, { limit: 50 })
  const mail = mails.find(({ message }) => message.readable.to === email)
  const link = /https:\/\/outcry\.example(\/\S+)/.exec(mail?.message.readable.text ?? '')
  assert.ok(link?.[1], `no mail to ${email} with a link`)
  return link[1]
}
