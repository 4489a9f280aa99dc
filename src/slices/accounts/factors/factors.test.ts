import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDeskApp, PASSWORD, type Person } from '../../../../test/desk.ts'
import { MINUTE_MS } from '../../../platform/time.ts'
import { listActs } from '../audit/queries.ts'

const enter = async (person: Person) => {
  await person.post('/desk/sign-out')
  const answer = await person.post('/desk/sign-in', { email: person.email, password: PASSWORD })
  assert.equal(answer.headers.location, '/desk/sign-in/code')
}

test('with an authenticator app, the password alone opens nothing', async (t) => {
  const app = await openDeskApp(t)
  const ana = await app.joinWithFactor('Ana', 'editor')
  await enter(ana)
  assert.equal((await ana.get('/desk/')).headers.location, '/desk/sign-in/code')
  const answer = await ana.post('/desk/sign-in/code', { code: ana.nextCode() })
  assert.equal(answer.headers.location, '/desk/')
  assert.equal((await ana.get('/desk/')).statusCode, 200)
})

test('the cookie between password and code opens nothing after the code', async (t) => {
  const app = await openDeskApp(t)
  const ana = await app.joinWithFactor('Ana', 'editor')
  await enter(ana)
  const pending = ana.cookies.get('__Host-session') ?? ''
  await ana.post('/desk/sign-in/code', { code: ana.nextCode() })
  assert.notEqual(ana.cookies.get('__Host-session'), pending)
  const eve = app.visitor()
  eve.cookies.set('__Host-session', pending)
  assert.equal((await eve.get('/desk/')).headers.location, '/desk/sign-in')
})

test('a replayed code is refused with a sentence, and stands in the log', async (t) => {
  const app = await openDeskApp(t)
  const ana = await app.joinWithFactor('Ana', 'administrator')
  await enter(ana)
  const code = ana.nextCode()
  assert.equal((await ana.post('/desk/sign-in/code', { code })).statusCode, 303)
  await enter(ana)
  const replay = await ana.post('/desk/sign-in/code', { code })
  assert.equal(replay.statusCode, 422)
  assert.match(replay.body, /was used before/)
  const { organisation_id: id } = await app.deps.db
    .selectFrom('members')
    .select('organisation_id')
    .executeTakeFirstOrThrow()
  const [last] = await listActs(app.deps.reader, id, { filter: {}, limit: 1 })
  assert.equal(last?.act, 'accounts.act_sign_in_refused')
})

test('one code sent twice at once opens one session', async (t) => {
  const app = await openDeskApp(t)
  const ana = await app.joinWithFactor('Ana', 'editor')
  await enter(ana)
  const code = ana.nextCode()
  const send = () => ana.post('/desk/sign-in/code', { code })
  const answers = await Promise.all([send(), send(), send()])
  // Whoever comes after the session was opened is led to the sign-in, before any code is looked at.
  const isOpened = ({ statusCode, headers }: (typeof answers)[number]) =>
    statusCode === 303 && headers.location !== '/desk/sign-in'
  assert.equal(answers.filter(isOpened).length, 1)
})

test('a recovery code opens the account once', async (t) => {
  const app = await openDeskApp(t)
  const ana = await app.joinWithFactor('Ana', 'editor')
  assert.equal(ana.recoveryCodes?.length, 10)
  const code = (ana.recoveryCodes?.[0] ?? '').toLowerCase()
  await enter(ana)
  assert.equal((await ana.post('/desk/sign-in/code', { code })).statusCode, 303)
  assert.match((await ana.get('/desk/account/')).body, /9 recovery codes are left/)
  await enter(ana)
  assert.equal((await ana.post('/desk/sign-in/code', { code })).statusCode, 422)
})

test('guessing codes is slowed down, and the owner’s browser is not', async (t) => {
  const app = await openDeskApp(t)
  const ana = await app.joinWithFactor('Ana', 'editor')
  const eve = Object.assign(app.visitor(), { email: ana.email })
  await eve.post('/desk/sign-in', { email: ana.email, password: PASSWORD })
  for (let tries = 0; tries < 5; tries += 1) {
    assert.equal((await eve.post('/desk/sign-in/code', { code: '000000' })).statusCode, 422)
  }
  assert.equal((await eve.post('/desk/sign-in/code', { code: '000000' })).statusCode, 429)
  await enter(ana)
  assert.equal((await ana.post('/desk/sign-in/code', { code: ana.nextCode() })).statusCode, 303)
})

test('the second factor is asked for again after 15 minutes, and then leads back', async (t) => {
  const app = await openDeskApp(t)
  const ana = await app.joinWithFactor('Ana', 'administrator')
  assert.equal((await ana.get('/desk/members/')).statusCode, 200)
  app.clock.advance(16 * MINUTE_MS)
  const asked = await ana.get('/desk/members/')
  assert.equal(asked.headers.location, '/desk/factor?next=%2Fdesk%2Fmembers%2F')
  const invite = { email: 'eve@evil.example', role: 'editor' }
  const late = await ana.post('/desk/members/invitations', invite)
  assert.equal(late.headers.location, '/desk/factor')
  assert.equal((await ana.post('/desk/factor', { code: '000000' })).statusCode, 422)
  const shown = await ana.post('/desk/factor?next=/desk/members/', { code: ana.nextCode() })
  assert.equal(shown.headers.location, '/desk/members/')
  assert.doesNotMatch((await ana.get('/desk/members/')).body, /evil/)
})

test('an administrator without a second factor is led to set one up', async (t) => {
  const app = await openDeskApp(t)
  const ana = await app.join('Ana', 'administrator')
  const answer = await ana.get('/desk/audit/')
  assert.equal(answer.headers.location, '/desk/account/?needed=factor')
  assert.match((await ana.get('/desk/account/?needed=factor')).body, /You have no second factor/)
})

test('a stolen session alone cannot set up, remove or renew a second factor', async (t) => {
  const app = await openDeskApp(t)
  const ana = await app.join('Ana', 'editor')
  const begun = await ana.post('/desk/account/authenticator', { password: 'not the right one' })
  assert.equal(begun.statusCode, 422)
  assert.equal((await ana.get('/desk/account/authenticator')).statusCode, 303)

  const bruno = await app.joinWithFactor('Bruno', 'moderator')
  app.clock.advance(16 * MINUTE_MS)
  for (const path of ['authenticator/removal', 'recovery-codes']) {
    const answer = await bruno.post(`/desk/account/${path}`)
    assert.match(String(answer.headers.location), /^\/desk\/factor/)
  }
  assert.match((await bruno.get('/desk/account/')).body, /authenticator app is set up/)
})

test('the secret of the app stands in the table encrypted', async (t) => {
  const app = await openDeskApp(t)
  const ana = await app.joinWithFactor('Ana', 'editor')
  const rows = await app.deps.db.selectFrom('authenticators').selectAll().execute()
  assert.ok(ana.secret && !JSON.stringify(rows).includes(ana.secret))
  const codes = await app.deps.db.selectFrom('recovery_codes').selectAll().execute()
  assert.doesNotMatch(JSON.stringify(codes), new RegExp(ana.recoveryCodes?.[0] ?? 'none'))
})

test('who lost the authenticator gets a way back from another administrator', async (t) => {
  const app = await openDeskApp(t)
  const ana = await app.joinWithFactor('Ana', 'administrator')
  const bruno = await app.joinWithFactor('Bruno', 'moderator')
  const { id } = await app.deps.db
    .selectFrom('members')
    .select('id')
    .where('name', '=', 'Bruno')
    .executeTakeFirstOrThrow()
  const own = await ana.get('/desk/members/')
  assert.match(own.body, new RegExp(`/desk/members/${id}/factor-reset`))
  await ana.post(`/desk/factor`, { code: ana.nextCode() })
  assert.equal((await ana.post(`/desk/members/${id}/factor-reset`)).statusCode, 303)
  assert.equal((await bruno.get('/desk/')).statusCode, 303)
  const answer = await bruno.post('/desk/sign-in', { email: bruno.email, password: PASSWORD })
  assert.equal(answer.headers.location, '/desk/')
})
