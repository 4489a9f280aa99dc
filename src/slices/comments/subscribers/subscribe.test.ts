import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CommentsApp, linksIn, openCommentsApp } from '../../../../test/comments.tsx'
import { DAY_MS } from '../../../platform/time.ts'
import { approveComment } from '../decide.ts'

/** A published comment whose author confirmed that they want to hear about replies. */
async function subscribe(app: CommentsApp) {
  const opening = await app.comment({ notify: 'yes' })
  await approveComment(app.deps, opening)
  await app.runJobs()
  const [, confirmation = ''] = linksIn(app.sent.at(-1))
  await app.server.inject({ method: 'POST', url: confirmation })
  return { opening, confirmation }
}

async function reply(app: CommentsApp, opening: string, text: string) {
  const id = await app.comment({ text, reply: opening, name: 'Dora', email: 'dora@reader.example' })
  await approveComment(app.deps, id)
  await app.runJobs()
}

test('nobody is written to before a moderator approved their comment', async (t) => {
  const app = await openCommentsApp(t, { moderators: [] })
  await app.comment({ notify: 'yes' })
  await app.runJobs()
  assert.deepEqual(app.sent, [])
})

test('replies are told only after a confirmation, which the GET is not', async (t) => {
  const app = await openCommentsApp(t, { moderators: [] })
  const opening = await app.comment({ notify: 'yes' })
  await approveComment(app.deps, opening)
  await app.runJobs()
  assert.equal(app.sent[0]?.envelope.to, 'chloe@reader.example')
  const [, confirmation = ''] = linksIn(app.sent[0])
  assert.match((await app.server.inject(confirmation)).body, /Yes, tell me/)
  await reply(app, opening, 'First reply')
  assert.equal(app.sent.length, 1)

  assert.equal((await app.server.inject({ method: 'POST', url: confirmation })).statusCode, 200)
  assert.equal((await app.server.inject({ method: 'POST', url: confirmation })).statusCode, 200)
  await reply(app, opening, 'Second reply')
  assert.equal(app.sent.length, 2)
  const mail = app.sent[1]
  assert.match(mail?.readable.text ?? '', /^Dora has replied/)
  assert.match(mail?.raw ?? '', /^List-Unsubscribe: <https:\/\/outcry\.example\/comments\/\S+>\r$/m)
  assert.match(mail?.raw ?? '', /^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m)
})

test('one click in the mail program ends it, in either kind of form', async (t) => {
  for (const contentType of [
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
  ]) {
    await t.test(contentType, async (t) => {
      const app = await openCommentsApp(t, { moderators: [] })
      const { opening } = await subscribe(app)
      await reply(app, opening, 'First reply')
      const header = /List-Unsubscribe: <https:\/\/outcry\.example(\S+)>/.exec(
        app.sent.at(-1)?.raw ?? '',
      )
      const url = header?.[1] ?? ''
      assert.match((await app.server.inject(url)).body, /No more emails/)
      const payload = contentType.startsWith('multipart')
        ? '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--'
        : 'List-Unsubscribe=One-Click'
      const headers = { 'content-type': contentType }
      const answer = await app.server.inject({ method: 'POST', url, headers, payload })
      assert.equal(answer.statusCode, 200)
      const sentBefore = app.sent.length
      await reply(app, opening, 'Second reply')
      assert.equal(app.sent.length, sentBefore)
      const row = await app.deps.db
        .selectFrom('comments')
        .select('email')
        .where('id', '=', opening)
        .executeTakeFirstOrThrow()
      assert.equal(row.email, null)
    })
  }
})

test('nobody is told of their own replies, nor twice of one', async (t) => {
  const app = await openCommentsApp(t, { moderators: [] })
  const { opening } = await subscribe(app)
  const own = await app.comment({ text: 'My own reply', reply: opening })
  await approveComment(app.deps, own)
  await app.runJobs()
  assert.equal(app.sent.length, 1)
})

test('a confirmed address stays while it is needed; one never confirmed is erased', async (t) => {
  const app = await openCommentsApp(t, { moderators: [] })
  const { opening } = await subscribe(app)
  const unconfirmed = await app.comment({ text: 'Me too', notify: 'yes' })
  await approveComment(app.deps, unconfirmed)
  await app.runJobs()
  const [, confirmation = ''] = linksIn(app.sent.at(-1))
  app.clock.advance(31 * DAY_MS)
  await app.runJobs()
  await reply(app, opening, 'A late reply')
  assert.match(app.sent.at(-1)?.readable.text ?? '', /Dora has replied/)
  assert.equal((await app.server.inject({ method: 'POST', url: confirmation })).statusCode, 409)
})
