import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { type DeskApp, linkMailedTo, openDeskApp, PASSWORD, tokenIn } from './desk.ts'

const idOf = async ({ deps }: DeskApp, name: string) => {
  const members = deps.db.selectFrom('members').select('id')
  return (await members.where('name', '=', name).executeTakeFirstOrThrow()).id
}
const roleOf = async ({ deps }: DeskApp, name: string) => {
  const members = deps.db.selectFrom('members').select('role')
  return (await members.where('name', '=', name).executeTakeFirstOrThrow()).role
}

test('an administrator invites, the invited joins by the mailed link, and it is written down', async (t) => {
  const app = await openDeskApp(t)
  const dora = await app.joinWithFactor('Dora', 'administrator')
  const invited = { email: 'Ana@outcry.example', role: 'editor' }
  assert.equal((await dora.post('/desk/members/invitations', invited)).statusCode, 303)
  await app.runJobs()
  const path = await linkMailedTo(app, 'ana@outcry.example')
  const ana = app.visitor()
  assert.match((await ana.get(path)).body, /You are invited as ana@outcry\.example/)
  assert.equal((await ana.post(path, { name: 'Ana', password: PASSWORD })).statusCode, 303)
  assert.equal((await ana.get('/desk/')).statusCode, 200)

  const log = (await dora.get('/desk/audit/')).body
  assert.match(log, /Member invited/)
  assert.match(log, /Member joined/)
  assert.match(log, /Ana &lt;ana@outcry\.example>/)
})

test('an invitation that was taken back, or is for a member, is refused', async (t) => {
  const app = await openDeskApp(t, { mail: 'off' })
  const dora = await app.joinWithFactor('Dora', 'administrator')
  const invite = (email: string, role = 'editor') =>
    dora.post('/desk/members/invitations', { email, role })
  const twice = await invite(dora.email)
  assert.equal(twice.statusCode, 422)
  assert.match(twice.body, /belongs to a member already/)
  assert.equal((await invite('nowhere')).statusCode, 422)
  assert.equal((await invite('eve@evil.example', 'owner')).statusCode, 422)

  await invite('ana@outcry.example')
  const page = (await dora.get('/desk/members/')).body
  const path = /<code>https:\/\/outcry\.example(\/desk\/[^<]+)</.exec(page)?.[1] ?? ''
  const id = /invitations\/([\w-]+)\/revocation/.exec(page)?.[1] ?? ''
  assert.equal((await app.visitor().get(path)).statusCode, 200)
  await dora.post(`/desk/members/invitations/${id}/revocation`)
  assert.equal((await app.visitor().get(path)).statusCode, 404)
})

test('an invitation opens the desk once: the second use of its link makes nobody', async (t) => {
  const app = await openDeskApp(t)
  const dora = await app.joinWithFactor('Dora', 'administrator')
  await dora.post('/desk/members/invitations', { email: 'ana@outcry.example', role: 'editor' })
  await app.runJobs()
  const path = await linkMailedTo(app, 'ana@outcry.example')
  const join = (name: string) => app.visitor().post(path, { name, password: PASSWORD })
  const both = await Promise.all([join('Ana'), join('Eve')])
  assert.deepEqual(both.map(({ statusCode }) => statusCode).sort(), [303, 404])
  assert.equal((await join('Mallory')).statusCode, 404)
  const { members } = await app.deps.db
    .selectFrom('members')
    .select(({ fn }) => fn.countAll().as('members'))
    .executeTakeFirstOrThrow()
  assert.equal(Number(members), 2)
})

test('a role changes at once, in sessions that go on too', async (t) => {
  const app = await openDeskApp(t)
  const dora = await app.joinWithFactor('Dora', 'administrator')
  const ana = await app.joinWithFactor('Ana', 'administrator')
  assert.equal((await ana.get('/desk/audit/')).statusCode, 200)
  const path = `/desk/members/${await idOf(app, 'Ana')}/role`
  await dora.post(path, { role: 'editor' })
  assert.equal((await ana.get('/desk/audit/')).statusCode, 403)
  const log = (await dora.get('/desk/audit/?act=accounts.act_role_changed')).body
  assert.match(log, /administrator.*→.*editor/)
})

test('mass assignment: no form gives its sender another role', async (t) => {
  const app = await openDeskApp(t)
  const ana = await app.joinWithFactor('Ana', 'editor')
  const id = await idOf(app, 'Ana')
  const extra = { role: 'administrator', organisation_id: 'x', memberId: id }
  for (const [path, form] of [
    ['/desk/account/password', { current: PASSWORD, password: 'nine slow trains in the fog' }],
    [`/desk/members/${id}/role`, {}],
    ['/desk/members/invitations', { email: 'eve@evil.example' }],
  ] as const) {
    await ana.post(path, { ...form, ...extra })
    assert.equal(await roleOf(app, 'Ana'), 'editor', path)
  }
})

test('nobody changes their own role, or removes themselves', async (t) => {
  const app = await openDeskApp(t)
  const dora = await app.joinWithFactor('Dora', 'administrator')
  const own = `/desk/members/${await idOf(app, 'Dora')}`
  for (const path of [`${own}/role`, `${own}/removal`, `${own}/factor-reset`]) {
    const answer = await dora.post(path, { role: 'editor' })
    assert.equal(answer.statusCode, 403, path)
    assert.match(answer.body, /Another administrator can/)
  }
})

test('who is removed is signed out at once, cannot sign in, and can be invited anew', async (t) => {
  const app = await openDeskApp(t)
  const dora = await app.joinWithFactor('Dora', 'administrator')
  const ana = await app.join('Ana', 'editor')
  await dora.post(`/desk/members/${await idOf(app, 'Ana')}/removal`)
  assert.equal((await ana.get('/desk/')).statusCode, 303)
  const answer = await ana.post('/desk/sign-in', { email: ana.email, password: PASSWORD })
  assert.equal(answer.statusCode, 422)
  await app.join('Ana', 'moderator')
})

test('an administrator of another organisation sees and changes nothing of this one', async (t) => {
  const app = await openDeskApp(t)
  const dora = await app.joinWithFactor('Dora', 'administrator')
  await app.join('Ana', 'editor')
  const there = { organisation: 'Campaign Kazakhstan' }
  const chloe = await app.joinWithFactor('Chloe', 'administrator', there)
  await dora.post('/desk/members/invitations', { email: 'bruno@outcry.example', role: 'editor' })
  for (const path of ['/desk/members/', '/desk/audit/']) {
    assert.doesNotMatch((await chloe.get(path)).body, /Ana|ana@|bruno@/, path)
  }
  const invitation = await app.deps.db
    .selectFrom('invitations')
    .select('id')
    .where('email', '=', 'bruno@outcry.example')
    .executeTakeFirstOrThrow()
  const ana = `/desk/members/${await idOf(app, 'Ana')}`
  for (const path of [
    `${ana}/role`,
    `${ana}/removal`,
    `${ana}/factor-reset`,
    `/desk/members/invitations/${invitation.id}/revocation`,
  ]) {
    assert.equal((await chloe.post(path, { role: 'moderator' })).statusCode, 404, path)
  }
  assert.equal(await roleOf(app, 'Ana'), 'editor')
  const csv = (await chloe.post('/desk/audit/export')).body
  assert.doesNotMatch(csv, /Ana|ana@/)
})

test('one’s own sessions are listed and can be ended, others’ cannot', async (t) => {
  const app = await openDeskApp(t)
  const ana = await app.join('Ana', 'editor')
  const phone = Object.assign(app.visitor(), { email: ana.email })
  await phone.post('/desk/sign-in', { email: ana.email, password: PASSWORD })
  const page = (await ana.get('/desk/account/')).body
  assert.match(page, /Firefox, Linux/)
  const id = /sessions\/([\w-]{36})\/end/.exec(page)?.[1] ?? ''
  const bruno = await app.join('Bruno', 'moderator')
  assert.equal((await bruno.post(`/desk/account/sessions/${id}/end`)).statusCode, 404)
  assert.equal((await phone.get('/desk/')).statusCode, 200)
  await ana.post(`/desk/account/sessions/${id}/end`)
  assert.equal((await phone.get('/desk/')).statusCode, 303)
})

test('a new password ends all other sessions, and asks for the old one', async (t) => {
  const app = await openDeskApp(t)
  const ana = await app.join('Ana', 'editor')
  const phone = Object.assign(app.visitor(), { email: ana.email })
  await phone.post('/desk/sign-in', { email: ana.email, password: PASSWORD })
  const password = 'nine slow trains in the fog'
  const wrong = await ana.post('/desk/account/password', { current: 'not this one', password })
  assert.equal(wrong.statusCode, 422)
  await ana.post('/desk/account/password', { current: PASSWORD, password })
  assert.equal((await ana.get('/desk/')).statusCode, 200)
  assert.equal((await phone.get('/desk/')).statusCode, 303)
})

test('CSRF: a form without the token, or with another’s, does nothing and is written down', async (t) => {
  const app = await openDeskApp(t)
  const dora = await app.joinWithFactor('Dora', 'administrator')
  const ana = await app.join('Ana', 'editor')
  const foreign = tokenIn((await ana.get('/desk/account/')).body)
  const path = `/desk/members/${await idOf(app, 'Ana')}/role`
  for (const csrf of ['', 'forged', foreign]) {
    const answer = await dora.post(path, { role: 'administrator', csrf })
    assert.equal(answer.statusCode, 403)
    assert.match(answer.body, /form was not handed out to you/)
  }
  assert.equal(await roleOf(app, 'Ana'), 'editor')
  assert.match((await dora.get('/desk/audit/')).body, /Refused: form without its token/)
})

test('CSRF: a form sent from another site is refused, token or not', async (t) => {
  const app = await openDeskApp(t)
  const ana = await app.join('Ana', 'editor')
  const csrf = tokenIn((await ana.get('/desk/account/')).body)
  const answer = await app.server.inject({
    method: 'POST',
    url: '/desk/sign-out',
    headers: {
      origin: 'https://evil.example',
      cookie: `__Host-session=${ana.cookies.get('__Host-session')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: new URLSearchParams({ csrf }).toString(),
  })
  assert.equal(answer.statusCode, 403)
  assert.equal((await ana.get('/desk/')).statusCode, 200)
})

test('what somebody tries outside their role is refused and written down', async (t) => {
  const app = await openDeskApp(t)
  const dora = await app.joinWithFactor('Dora', 'administrator')
  const ana = await app.joinWithFactor('Ana', 'editor')
  const invite = { email: 'eve@evil.example', role: 'administrator' }
  const answer = await ana.post('/desk/members/invitations', invite)
  assert.equal(answer.statusCode, 403)
  assert.match(answer.body, /Your role does not allow this/)
  assert.match((await dora.get('/desk/audit/')).body, /Refused: not in this role/)
})

test('the audit log is taken away as CSV, in which nothing is a formula', async (t) => {
  const app = await openDeskApp(t)
  const dora = await app.joinWithFactor('Dora', 'administrator')
  await app.join('=HYPERLINK("evil")', 'editor')
  const answer = await dora.post('/desk/audit/export')
  assert.match(String(answer.headers['content-type']), /text\/csv/)
  assert.match(String(answer.headers['content-disposition']), /audit\.csv/)
  const [head, ...lines] = answer.body.trim().split('\n')
  assert.equal(head, 'at,actor,act,kind,id,name,before,after')
  assert.ok(lines.some((line) => line.includes('desk.act_audit_exported')))
  assert.match(answer.body, /"'=HYPERLINK/)
})

test('the database itself refuses to change or delete what the audit log holds', async (t) => {
  const app = await openDeskApp(t)
  await app.join('Ana', 'editor')
  await assert.rejects(sql`update acts set act = 'nothing'`.execute(app.deps.db), /never changed/)
  await assert.rejects(sql`delete from acts`.execute(app.deps.db), /never changed/)
})

test('the audit log is shown by person, by act and by day, and page by page', async (t) => {
  const app = await openDeskApp(t)
  const dora = await app.joinWithFactor('Dora', 'administrator')
  for (let number = 0; number < 101; number += 1) {
    await dora.post('/desk/account/sessions/others/end')
  }
  const first = (await dora.get('/desk/audit/')).body
  assert.equal(first.match(/<tr>/g)?.length, 101)
  const older = /href="(\/desk\/audit\/\?before=[^"]+)"/.exec(first)?.[1] ?? ''
  assert.match((await dora.get(older)).body, /Member joined/)
  const own = await dora.get(`/desk/audit/?act=accounts.act_authenticator_added`)
  assert.equal(own.body.match(/<tr>/g)?.length, 2)
  assert.match((await dora.get('/desk/audit/?from=2013-05-23')).body, /Nothing was done that fits/)
  assert.match((await dora.get('/desk/audit/?from=nonsense')).body, /Member joined/)
})
