import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { openDeskApp } from './desk.ts'
import { addHeldComment } from './held-comment.ts'

const ID = '0190a0a0-0000-7000-8000-000000000001'

/** A desk with one comment that waits. */
async function openModeration(t: TestContext) {
  const app = await openDeskApp(t)
  const text = 'Release them *all*! <script>alert(1)</script>'
  await addHeldComment(app, { id: ID, name: 'Maeve <b>', text })
  return app
}

test('a moderator approves a comment from the list, and can take it back', async (t) => {
  const app = await openModeration(t)
  const bruno = await app.join('Bruno', 'moderator')
  const list = (await bruno.get('/desk/comments/')).body
  assert.match(list, /Release them <em>all<\/em>/)
  assert.match(list, /first comment from this address/)
  assert.doesNotMatch(list, /<script>alert|maeve@reader/)

  const done = await bruno.post(`/desk/comments/${ID}/approval`)
  const after = (await bruno.get(String(done.headers.location))).body
  assert.match(after, /is approved\. Readers see it/)
  assert.match(after, /There are none/)
  await bruno.post(`/desk/comments/${ID}/refusal`)
  assert.match((await bruno.get('/desk/comments/?state=refused')).body, /Release them/)
})

test('each decision stands in the audit log once, with who decided', async (t) => {
  const app = await openModeration(t)
  const bruno = await app.join('Bruno', 'moderator')
  const dora = await app.joinWithFactor('Dora', 'administrator')
  await bruno.post(`/desk/comments/${ID}/approval`)
  await bruno.post(`/desk/comments/${ID}/approval`)
  const log = (await dora.get('/desk/audit/?act=desk.act_comment_approved')).body
  assert.equal(log.match(/<td>Comment approved<\/td>/g)?.length, 1)
  assert.match(log, /<bdi>Bruno<\/bdi>/)
  assert.match(log, /state: held/)
})

test('a moderator of another organisation decides on nothing here', async (t) => {
  const app = await openModeration(t)
  const chloe = await app.join('Chloe', 'moderator', { organisation: 'Campaign Kazakhstan' })
  assert.equal((await chloe.get('/desk/comments/')).statusCode, 403)
  assert.doesNotMatch((await chloe.get('/desk/')).body, /\/desk\/comments\//)
  assert.equal((await chloe.post(`/desk/comments/${ID}/approval`)).statusCode, 403)
})
