import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { insertComment } from '../src/slices/comments/queries.ts'
import { openDeskApp } from './desk.ts'

const ID = '0190a0a0-0000-7000-8000-000000000001'

/** A desk with one comment that waits. */
async function openModeration(t: TestContext) {
  const app = await openDeskApp(t)
  const { deps } = app
  await insertComment(deps.db, {
    id: ID,
    subject_kind: 'appeal',
    subject_id: 'astana',
    subject_path: '/2013/05/22/astana/',
    thread_id: ID,
    name: 'Maeve <b>',
    text: 'Release them *all*! <script>alert(1)</script>',
    language: 'en',
    html: null,
    html_version: null,
    email: deps.secrets.seal('maeve@reader.example', ID),
    person_hash: 'person',
    text_hash: null,
    content_hash: 'content',
    reasons: JSON.stringify([{ code: 'first_comment' }]),
    created_at: app.clock.now(),
    told_at: null,
    approved_at: null,
    refused_at: null,
    announced_at: null,
    wants_replies_at: null,
    subscribed_at: null,
    erase_at: null,
  })
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
