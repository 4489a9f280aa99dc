import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type DeskApp,
  linkMailedTo,
  openDeskApp,
  PASSWORD,
  type Person,
} from '../../../../test/desk.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../platform/time.ts'
import { inviteByOperator, inviteFirstAdministrator } from '../members/invite.ts'

const signIn = (person: Person, changes: Record<string, string> = {}, next = '') =>
  person.post(`/desk/sign-in${next}`, { email: person.email, password: PASSWORD, ...changes })

/** The same person at a browser that nobody signed in from before. */
const elsewhere = (app: DeskApp, { email }: Person) => Object.assign(app.visitor(), { email })

test('whoever starts the installation becomes its administrator by a link that works once', async (t) => {
  const app = await openDeskApp(t)
  const link = (await inviteFirstAdministrator(app.deps)) ?? ''
  const path = new URL(link).pathname
  const first = app.visitor()
  assert.match((await first.get(path)).body, /Join the desk of Outcry/)
  const form = { email: 'Ana@Outcry.example', name: 'Ana', password: PASSWORD }
  const joined = await first.post(path, form)
  assert.equal(joined.headers.location, '/desk/account/?needed=factor')
  assert.equal(await inviteFirstAdministrator(app.deps), undefined)

  const second = await app.visitor().post(path, { ...form, email: 'eve@evil.example' })
  assert.equal(second.statusCode, 404)
  assert.match(second.body, /invitation was used/)
})

test('the link of an earlier start, or of yesterday, does nothing', async (t) => {
  const app = await openDeskApp(t)
  const first = new URL((await inviteFirstAdministrator(app.deps)) ?? '').pathname
  const second = new URL((await inviteFirstAdministrator(app.deps)) ?? '').pathname
  assert.equal((await app.visitor().get(first)).statusCode, 404)
  assert.equal((await app.visitor().get(second)).statusCode, 200)
  app.clock.advance(DAY_MS)
  assert.equal((await app.visitor().get(second)).statusCode, 404)
})

test('role and address of an invitation cannot be changed by the form', async (t) => {
  const app = await openDeskApp(t)
  const ana = await app.join('Ana', 'editor')
  const { role, email } = await app.deps.db
    .selectFrom('members')
    .selectAll()
    .executeTakeFirstOrThrow()
  assert.deepEqual({ role, email }, { role: 'editor', email: ana.email })
  const asked = app.deps.db.selectFrom('members').select(['role', 'email'])
  const bruno = app.visitor()
  const link = await inviteByOperator(app.deps, {
    email: 'bruno@outcry.example',
    role: 'moderator',
  })
  const form = {
    name: 'Bruno',
    password: PASSWORD,
    role: 'administrator',
    email: 'eve@evil.example',
  }
  await bruno.post(new URL(link).pathname, { ...form, organisation_id: 'other' })
  const row = await asked.where('name', '=', 'Bruno').executeTakeFirstOrThrow()
  assert.deepEqual({ ...row }, { role: 'moderator', email: 'bruno@outcry.example' })
})

test('passwords that are short, common, or one’s own name are refused with the reason', async (t) => {
  const app = await openDeskApp(t)
  const path = new URL((await inviteFirstAdministrator(app.deps)) ?? '').pathname
  for (const [password, reason] of [
    ['elevenchars', /at least 12/],
    ['Password1234!', /one of the first/],
    ['abcabcabcabcabc', /one of the first/],
    ['anastasia2013', /one of the first/],
  ] as const) {
    const form = { email: 'anastasia@outcry.example', name: 'Ana', password }
    const answer = await app.visitor().post(path, form)
    assert.equal(answer.statusCode, 422, password)
    assert.match(answer.body, reason)
    assert.match(answer.body, /value="Ana"/)
  }
})

test('a password alone opens the desk as long as there is no second factor', async (t) => {
  const app = await openDeskApp(t)
  const ana = await app.join('Ana', 'editor')
  await ana.post('/desk/sign-out')
  assert.equal((await ana.get('/desk/account/')).statusCode, 303)
  const answer = await signIn(ana)
  assert.equal(answer.headers.location, '/desk/')
  assert.equal((await ana.get('/desk/account/')).statusCode, 200)
})

test('cookies are for this host over TLS, and no script reads them', async (t) => {
  const app = await openDeskApp(t)
  const ana = await app.join('Ana', 'editor')
  const answer = await signIn(ana)
  const [session] = [answer.headers['set-cookie']].flat()
  assert.match(String(session), /^__Host-session=/)
  for (const part of [/HttpOnly/, /Secure/, /SameSite=Lax/, /Path=\//]) {
    assert.match(String(session), part)
  }
  assert.doesNotMatch(String(session), /Domain/)
})

test('session fixation: a cookie from before the sign-in opens nothing after it', async (t) => {
  const app = await openDeskApp(t)
  const ana = await app.join('Ana', 'editor')
  const before = ana.cookies.get('__Host-session') ?? ''
  await signIn(ana)
  const eve = app.visitor()
  eve.cookies.set('__Host-session', before)
  assert.equal((await eve.get('/desk/account/')).statusCode, 303)

  const planted = elsewhere(app, ana)
  planted.cookies.set('__Host-session', 'a-token-that-somebody-else-knows')
  await signIn(planted)
  assert.notEqual(planted.cookies.get('__Host-session'), 'a-token-that-somebody-else-knows')
})

test('a session ends after twelve idle hours, and after seven days at the latest', async (t) => {
  const app = await openDeskApp(t)
  const ana = await app.join('Ana', 'editor')
  app.clock.advance(11 * HOUR_MS)
  assert.equal((await ana.get('/desk/account/')).statusCode, 200)
  app.clock.advance(13 * HOUR_MS)
  assert.equal((await ana.get('/desk/account/')).statusCode, 303)
  await signIn(ana)
  for (let hour = 0; hour < 7 * 24; hour += 11) {
    await ana.get('/desk/account/')
    app.clock.advance(11 * HOUR_MS)
  }
  assert.equal((await ana.get('/desk/account/')).statusCode, 303)
})

test('an unknown address is answered like a wrong password, also when it is tried often', async (t) => {
  const app = await openDeskApp(t)
  const ana = await app.join('Ana', 'editor')
  const wrong = { password: 'not the right one' }
  const nobody = Object.assign(app.visitor(), { email: 'nobody@outcry.example' })
  const visitor = elsewhere(app, ana)
  const plain = (body: string) => body.replaceAll(/(ana|nobody)@outcry/g, 'x')
  for (let tries = 0; tries < 7; tries += 1) {
    const known = await signIn(visitor, wrong)
    const unknown = await signIn(nobody, wrong)
    assert.equal(unknown.statusCode, known.statusCode)
    assert.equal(plain(unknown.body), plain(known.body))
    assert.equal(known.statusCode, tries < 5 ? 422 : 429)
  }
})

test('whoever tries passwords from elsewhere does not keep the owner out', async (t) => {
  const app = await openDeskApp(t)
  const ana = await app.join('Ana', 'editor')
  const eve = elsewhere(app, ana)
  for (let tries = 0; tries < 6; tries += 1) await signIn(eve, { password: 'not the right one' })
  assert.equal((await signIn(eve)).statusCode, 429)
  assert.equal((await signIn(ana)).statusCode, 303)

  const newBrowser = elsewhere(app, ana)
  assert.equal((await signIn(newBrowser)).statusCode, 429)
  app.clock.advance(31_000)
  assert.equal((await signIn(newBrowser)).statusCode, 303)
})

test('pauses grow with each failure', async (t) => {
  const app = await openDeskApp(t)
  const ana = await app.join('Ana', 'editor')
  const eve = elsewhere(app, ana)
  const wrong = { password: 'not the right one' }
  for (let tries = 0; tries < 5; tries += 1) await signIn(eve, wrong)
  app.clock.advance(31_000)
  assert.equal((await signIn(eve, wrong)).statusCode, 422)
  app.clock.advance(31_000)
  assert.equal((await signIn(eve, wrong)).statusCode, 429)
  app.clock.advance(31_000)
  assert.equal((await signIn(eve, wrong)).statusCode, 422)
})

test('many attempts at once are all counted', async (t) => {
  const app = await openDeskApp(t)
  const ana = await app.join('Ana', 'editor')
  const eve = elsewhere(app, ana)
  const tries = Array.from({ length: 12 }, () => signIn(eve, { password: 'not the right one' }))
  const statuses = (await Promise.all(tries)).map(({ statusCode }) => statusCode)
  assert.equal(statuses.filter((status) => status === 422).length, 5)
})

test('password spraying: one network that tries many accounts is stopped', async (t) => {
  const app = await openDeskApp(t)
  const eve = app.visitor()
  const statuses: number[] = []
  for (let number = 0; number <= 30; number += 1) {
    const email = `member${number}@outcry.example`
    statuses.push((await signIn(eve, { email, password: 'Solidarity2013!' })).statusCode)
  }
  assert.deepEqual(new Set(statuses.slice(0, 30)), new Set([422]))
  assert.equal(statuses.at(-1), 429)
})

test('a busy network does not keep out whoever signed in from this browser before', async (t) => {
  const app = await openDeskApp(t)
  const ana = await app.join('Ana', 'editor')
  for (let number = 0; number <= 30; number += 1) {
    const email = `member${number}@outcry.example`
    await signIn(ana, { email, password: 'Solidarity2013!' })
  }
  assert.equal((await signIn(ana)).statusCode, 303)
})

test('open redirect: after the sign-in nobody is led to another site', async (t) => {
  const app = await openDeskApp(t)
  const ana = await app.join('Ana', 'editor')
  for (const next of [
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    '/desk/../..//evil.example',
    '/desk/\nLocation: https://evil.example',
    'javascript:alert(1)',
    '/deskevil/',
  ]) {
    const answer = await signIn(ana, {}, `?next=${encodeURIComponent(next)}`)
    assert.equal(answer.headers.location, '/desk/', next)
  }
  const wanted = await signIn(ana, {}, `?next=${encodeURIComponent('/desk/members/?a=1')}`)
  assert.equal(wanted.headers.location, '/desk/members/?a=1')
})

test('a lost password is set anew by a mailed link, which works once and ends all sessions', async (t) => {
  const app = await openDeskApp(t)
  const ana = await app.join('Ana', 'editor')
  const asked = app.visitor()
  const known = await asked.post('/desk/password-resets', { email: ana.email })
  const unknown = await asked.post('/desk/password-resets', { email: 'nobody@outcry.example' })
  assert.equal(known.body, unknown.body)
  await app.runJobs()
  const path = await linkMailedTo(app, ana.email)
  assert.equal((await asked.get(path)).statusCode, 200)
  assert.equal((await ana.get('/desk/account/')).statusCode, 200)

  const password = 'nine slow trains in the fog'
  const eve = elsewhere(app, ana)
  for (let tries = 0; tries < 6; tries += 1) await signIn(eve, { password: 'not the right one' })
  assert.equal((await asked.post(path, { password })).statusCode, 303)
  assert.equal((await ana.get('/desk/account/')).statusCode, 303)
  assert.equal((await asked.post(path, { password })).statusCode, 404)
  assert.equal((await signIn(ana)).statusCode, 422)
  Object.assign(asked, { email: ana.email })
  assert.equal((await signIn(asked, { password })).statusCode, 303)
})

test('a link for a new password ends after an hour', async (t) => {
  const app = await openDeskApp(t)
  const ana = await app.join('Ana', 'editor')
  await ana.post('/desk/password-resets', { email: ana.email })
  await app.runJobs()
  const path = await linkMailedTo(app, ana.email)
  app.clock.advance(61 * MINUTE_MS)
  assert.equal((await ana.get(path)).statusCode, 404)
})
