import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hiddenField, openCommentsApp, PAGE, SUBJECT } from '../../../test/comments.tsx'
import { MINUTE_MS } from '../../platform/time.ts'
import { closeComments } from './close.ts'
import { approveComment } from './decide.ts'
import { listCommentsByState } from './queries.ts'
import { MAX_PER_HOUR, MAX_REPEATS } from './types.ts'

const held = (deps: { reader: Parameters<typeof listCommentsByState>[0] }) =>
  listCommentsByState(deps.reader, 'held', { limit: 10 })

test('a comment waits for a moderator, and its author is told why', async (t) => {
  const { deps, server, post, page } = await openCommentsApp(t)
  assert.match(await page(), /Be the first to comment/)
  const answer = await post()
  assert.equal(answer.statusCode, 303)
  const status = await server.inject(String(answer.headers.location))
  assert.match(status.body, /waits for approval/)
  assert.match(status.body, /Every comment is read/)
  assert.match(status.body, /first comment from this address/)
  assert.match(status.body, /Release them all today!/)
  assert.match(await page(), /Be the first to comment/)
  assert.equal((await held(deps)).length, 1)
})

test('what is missing or wrong is said, and everything typed comes back', async (t) => {
  const { post } = await openCommentsApp(t)
  const answer = await post({ name: ' ', email: 'chloe', text: 'One "two" <three>', notify: 'yes' })
  assert.equal(answer.statusCode, 422)
  assert.match(answer.body, /Say under which name/)
  assert.match(answer.body, /not an address that mail can be sent to/)
  assert.match(answer.body, /value="chloe"/)
  assert.match(answer.body, /\nOne &quot;two&quot; &lt;three><\/textarea>/)
  assert.match(answer.body, /name="notify" value="yes" checked/)
})

test('a name or a text of which nothing is seen is none', async (t) => {
  const { post } = await openCommentsApp(t)
  for (const unseen of [
    '\u200b\u2060',
    '\u3164',
    '\u2800\u00a0',
    '\u202e\u202c',
    '\ufe0f\u{e0041}',
  ]) {
    assert.match((await post({ name: unseen })).body, /Say under which name/)
    assert.equal((await post({ text: unseen })).statusCode, 422)
  }
  assert.equal((await post({ name: '✊🏽', text: '👍' })).statusCode, 303)
})

test('a name turns nothing that stands around it, and stays on its line', async (t) => {
  const { deps, post } = await openCommentsApp(t)
  await post({ name: '\u202eC\u2067hl\u2028oé\u2029' })
  assert.deepEqual(
    (await held(deps)).map(({ name }) => name),
    ['Chl oé'],
  )
})

test('a comment of 100,000 characters is refused, and comes back whole', async (t) => {
  const { post, deps } = await openCommentsApp(t)
  const text = 'Свободу! '.repeat(11_112).slice(0, 100_000)
  const answer = await post({ text })
  assert.equal(answer.statusCode, 422)
  assert.match(answer.body, /100,000 characters long; 10,000 is the most/)
  assert.ok(answer.body.includes(text))
  assert.deepEqual(await held(deps), [])
})

test('an answer to what never was an id is refused like one to a comment that is gone', async (t) => {
  const { post } = await openCommentsApp(t)
  for (const reply of ['nobody', 'a\u0000b', '\ud800', "' or 1=1 --"]) {
    assert.equal((await post({ reply })).statusCode, 422, reply)
  }
})

test('two clicks on the button make one comment', async (t) => {
  const { deps, post } = await openCommentsApp(t)
  const answers = await Promise.all([post(), post()])
  const later = await post()
  const places = [...answers, later].map(({ headers }) => headers.location)
  assert.equal(new Set(places).size, 1)
  assert.equal((await held(deps)).length, 1)
})

test('many who write at the same moment are each led to their own comment', async (t) => {
  const { server, post } = await openCommentsApp(t, { commentsPerNetwork: 100 })
  const sent = Array.from({ length: 80 }, (_, number) => ({
    email: `reader${number}@example.org`,
    text: number === 7 ? '' : `Reader number ${number} asks for their release.`,
  }))
  const answers = await Promise.all(sent.map((each) => post(each)))
  for (const [number, answer] of answers.entries()) {
    assert.equal(answer.statusCode, number === 7 ? 422 : 303)
    if (number % 20 !== 0) continue
    const status = await server.inject(String(answer.headers.location))
    assert.match(status.body, new RegExp(`Reader number ${number} asks`))
  }
})

test('a form that nobody handed out is handed out anew, with what was typed', async (t) => {
  const { deps, post } = await openCommentsApp(t)
  for (const stamp of [undefined, 'hf2k3.forged']) {
    const answer = await post({ stamp })
    assert.equal(answer.statusCode, 422)
    assert.match(answer.body, /send the comment once more/)
    assert.match(answer.body, /Release them all today!/)
  }
  assert.deepEqual(await held(deps), [])
})

test('the bait is refused with the reason, and empty again', async (t) => {
  const { post } = await openCommentsApp(t)
  const answer = await post({ website: 'https://casino.example' })
  assert.equal(answer.statusCode, 422)
  assert.match(answer.body, /must stay empty/)
  assert.doesNotMatch(answer.body, /casino/)
})

test('known people pass where the operator says so, unless a rule speaks against it', async (t) => {
  const { deps, comment, page } = await openCommentsApp(t, { comments: 'known' })
  const first = await comment()
  assert.doesNotMatch(await page(), /Release them/)
  await approveComment(deps, first)

  await comment({ text: 'And drop the charges.', email: 'CHLOE@reader.example' })
  assert.match(await page(), /2 comments/)
  assert.match(await page(), /And drop the charges/)
  await comment({ text: 'More at https://reader.example/' })
  assert.doesNotMatch(await page(), /reader\.example/)
  const [waiting] = await held(deps)
  assert.deepEqual(
    waiting?.reasons.map(({ code }) => code),
    ['links', 'no_proof'],
  )
})

test('the same words from several people wait, and are refused when it goes on', async (t) => {
  const { deps, post } = await openCommentsApp(t)
  const statuses: number[] = []
  for (let number = 0; number <= MAX_REPEATS; number += 1) {
    const text = 'Release them all, and drop every charge!'
    const answer = await post({ text, email: `reader${number}@reader.example` })
    statuses.push(answer.statusCode)
  }
  assert.deepEqual(new Set(statuses.slice(0, -1)), new Set([303]))
  assert.equal(statuses.at(-1), 422)
  const repeats = (await held(deps)).map(({ reasons }) =>
    reasons.find(({ code }) => code === 'repeat'),
  )
  assert.deepEqual(
    repeats.slice(0, 3).map((reason) => reason?.count ?? 0),
    [0, 1, 2],
  )
})

test('somebody who writes one comment after another is asked to go on later', async (t) => {
  const { clock, post } = await openCommentsApp(t)
  const answers = []
  for (let number = 0; number <= MAX_PER_HOUR; number += 1) {
    answers.push(await post({ text: `Comment ${number}` }))
  }
  assert.equal(answers.at(-2)?.statusCode, 303)
  assert.equal(answers.at(-1)?.statusCode, 422)
  assert.match(answers.at(-1)?.body ?? '', /come back later/)
  clock.advance(60 * MINUTE_MS)
  assert.equal((await post({ text: 'Later' })).statusCode, 303)
})

test('a network that sends very many is asked to wait, and keeps what it typed', async (t) => {
  const { post } = await openCommentsApp(t, { commentsPerNetwork: 2 })
  assert.equal((await post()).statusCode, 303)
  assert.equal((await post({ text: 'Second' })).statusCode, 303)
  const answer = await post({ text: 'Third' })
  assert.equal(answer.statusCode, 429)
  assert.match(answer.body, /Third<\/textarea>/)
})

test('a reply stands in the thread of the comment, a reply to a reply as well', async (t) => {
  const { deps, comment, page } = await openCommentsApp(t)
  const opening = await comment()
  await approveComment(deps, opening)
  assert.match(await page(`?reply=${opening}`), /Reply to Chloé<\/h3>/)
  const reply = await comment({ text: 'I agree.', reply: opening, email: 'dora@reader.example' })
  await approveComment(deps, reply)
  const deeper = await comment({ text: 'Thank you.', reply })
  await approveComment(deps, deeper)

  const html = await page()
  assert.match(html, /3 comments/)
  assert.equal(html.match(/class="comment-replies"/g)?.length, 1)
  assert.equal(html.match(/\?reply=/g)?.length, 1)
})

test('a reply to a comment that is gone, or of another page, is not taken as one', async (t) => {
  const { comment, post } = await openCommentsApp(t)
  const waiting = await comment()
  const answer = await post({ text: 'I agree.', reply: waiting })
  assert.equal(answer.statusCode, 422)
  assert.match(answer.body, /The comment that you reply to is gone/)
  assert.doesNotMatch(answer.body, /name="reply"/)
})

test('a closed page takes no comment, and keeps those that it has', async (t) => {
  const { deps, comment, post, page } = await openCommentsApp(t)
  await approveComment(deps, await comment())
  const stamp = hiddenField(await page(), 'stamp')
  await closeComments(deps, SUBJECT)
  const answer = await post({ stamp, text: 'Too late.' })
  assert.equal(answer.statusCode, 422)
  assert.match(answer.body, /\nToo late\.<\/textarea>/)
  const html = await page()
  assert.match(html, /1 comment</)
  assert.match(html, /Comments are closed/)
  assert.doesNotMatch(html, /comment-form|\?reply=/)
})

test('an address stands nowhere but encrypted in the table', async (t) => {
  const { deps, server, comment, post, page } = await openCommentsApp(t)
  const answer = await post({ email: 'secret.address@reader.example' })
  const status = await server.inject(String(answer.headers.location))
  await approveComment(deps, (await held(deps))[0]?.id ?? '')
  await comment({ text: 'Another', email: 'second@reader.example' })
  for (const html of [await page(), status.body]) assert.doesNotMatch(html, /reader\.example/)
  const rows = await deps.db.selectFrom('comments').selectAll().execute()
  assert.doesNotMatch(JSON.stringify(rows), /reader\.example|secret/)
  assert.match(await page(), new RegExp(`action="${PAGE}comments#respond"`))
})
