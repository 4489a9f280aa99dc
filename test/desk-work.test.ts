import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { SECOND_MS } from '../src/platform/time.ts'
import { receiveMessage } from '../src/slices/mail/index.ts'
import { deskOf } from './desk.ts'
import { addHeldComment } from './held-comment.ts'
import { APPEAL_PATH, get, openLetterApp, post, sendLetter, textOf } from './letters.ts'

const THREAT = { text: 'Release them, or we will find you.', email: 'sean@reader.example' }

/** A desk with two comments and a letter that wait. */
async function openWork(t: TestContext) {
  const app = deskOf(await openLetterApp(t))
  const comments = ['1', '2'].map((n) => `0190a0a0-0000-7000-8000-00000000000${n}`)
  for (const id of comments) await addWordy(app, id)
  const fate = await sendLetter(app, THREAT)
  const letter = await app.deps.db.selectFrom('letters').selectAll().executeTakeFirstOrThrow()
  const bruno = await app.join('Bruno', 'moderator')
  const decide = (items: string, verdict: string, more: Record<string, string> = {}) =>
    bruno.post('/desk/work/decisions', { items, verdict, ...more })
  const stateOf = async (id: string) => {
    const row = await app.deps.db
      .selectFrom('comments')
      .select(['approved_at', 'refused_at'])
      .where('id', '=', id)
      .executeTakeFirst()
    return row?.approved_at ? 'approved' : row?.refused_at ? 'refused' : 'held'
  }
  const [one = '', two = ''] = comments
  return { ...app, bruno, decide, stateOf, one, two, fate, letterId: letter.id }
}

function addWordy(app: Parameters<typeof addHeldComment>[0], id: string) {
  const reasons = JSON.stringify([{ code: 'links', count: 1 }])
  return addHeldComment(app, { id, text: `Release them *all*, says ${id.slice(-1)}`, reasons })
}

test('comments and held letters wait in one list, with why, and without anybody’s address', async (t) => {
  const app = await openWork(t)
  const page = (await app.bruno.get('/desk/work/')).body
  assert.match(page, /3 things wait/)
  assert.match(page, /Release them <em>all<\/em>/)
  assert.match(page, /we will find you/)
  assert.match(page, /can be read as a threat or an insult/)
  assert.doesNotMatch(page, /reader\.example|Byrne/)
  assert.match((await app.bruno.get('/desk/work/?kind=letter')).body, /One thing waits/)
  assert.match((await app.bruno.get('/desk/')).body, /<strong>3/)
})

test('an approval takes effect after ten seconds, not before', async (t) => {
  const app = await openWork(t)
  const answer = await app.decide(`comment:${app.one}`, 'approved')
  assert.equal(answer.statusCode, 303)
  await app.runJobs()
  assert.equal(await app.stateOf(app.one), 'held')
  const page = (await app.bruno.get(String(answer.headers.location))).body
  assert.match(page, /Approved\. It takes effect in a few seconds/)
  assert.match(page, /2 things wait/)
  app.clock.advance(10 * SECOND_MS)
  await app.runJobs()
  assert.equal(await app.stateOf(app.one), 'approved')
  assert.doesNotMatch((await app.bruno.get(String(answer.headers.location))).body, /Undo/)
})

test('undo takes a decision back as if it had never been, but for the audit log', async (t) => {
  const app = await openWork(t)
  const dora = await app.joinWithFactor('Dora', 'administrator')
  const answer = await app.decide(`comment:${app.one}`, 'refused', { kind: 'comment' })
  const batch = new URL(String(answer.headers.location), 'https://x').searchParams.get('batch')
  const undone = await app.bruno.post(`/desk/work/decisions/${batch}/undo`, { kind: 'comment' })
  assert.equal(undone.headers.location, '/desk/work/?kind=comment')
  app.clock.advance(11 * SECOND_MS)
  await app.runJobs()
  assert.equal(await app.stateOf(app.one), 'held')
  assert.equal((await app.bruno.post(`/desk/work/decisions/${batch}/undo`)).statusCode, 409)
  const log = (await dora.get('/desk/audit/')).body
  assert.match(log, /Refused from the work list/)
  assert.match(log, /Decision taken back/)
})

test('a letter is refused with a reason, which its writer gets ten seconds later', async (t) => {
  const app = await openWork(t)
  app.sent.length = 0
  const items = `letter:${app.letterId}`
  const empty = await app.decide(items, 'refused', { reason: ' ' })
  assert.equal(empty.statusCode, 422)
  assert.match(empty.body, /Please give a reason/)
  await app.decide(items, 'refused', { reason: 'Please write it without the threat.' })
  await app.runJobs()
  assert.deepEqual(app.sent, [])
  app.clock.advance(10 * SECOND_MS)
  await app.runJobs()
  assert.match(textOf(app.sent[0] ?? assert.fail('no mail')), /without the threat/)
  assert.match((await get(app, app.fate)).body, /decided not to send it/)
})

test('a letter that is let go leaves', async (t) => {
  const app = await openWork(t)
  await app.decide(`letter:${app.letterId}`, 'approved')
  app.clock.advance(10 * SECOND_MS)
  await app.runJobs()
  await app.runJobs()
  assert.match((await get(app, app.fate)).body, /has taken your letter/)
})

test('by rule: the preview names what it is about, and exactly that is decided on', async (t) => {
  const app = await openWork(t)
  const page = (await app.bruno.get('/desk/work/')).body
  assert.match(page, /bulk\?kind=comment&amp;rule=links&amp;verdict=refused/)
  const preview = (await app.bruno.get('/desk/work/bulk?kind=comment&rule=links&verdict=refused'))
    .body
  assert.match(preview, /Refuse these 2/)
  const shown = [...preview.matchAll(/name="items" value="([^"]+)"/g)].map(([, name]) => name)
  assert.deepEqual(shown.sort(), [`comment:${app.one}`, `comment:${app.two}`])

  const late = '0190a0a0-0000-7000-8000-000000000009'
  await addWordy(app, late)
  await app.decide(`comment:${app.one}`, 'approved')
  const csrf = /name="csrf" value="([^"]*)"/.exec(preview)?.[1] ?? ''
  const form = new URLSearchParams({ csrf, verdict: 'refused', kind: 'comment' })
  for (const name of shown) form.append('items', name ?? '')
  const answer = await app.server.inject({
    method: 'POST',
    url: '/desk/work/decisions',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      cookie: [...app.bruno.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    },
    payload: form.toString(),
  })
  assert.match(String(answer.headers.location), /skipped=1/)
  app.clock.advance(10 * SECOND_MS)
  await app.runJobs()
  const ids = [app.one, app.two, late]
  assert.deepEqual(await Promise.all(ids.map(app.stateOf)), ['approved', 'refused', 'held'])
})

test('what another decides within the ten seconds stands', async (t) => {
  const app = await openWork(t)
  await app.decide(`comment:${app.one}`, 'approved')
  await app.decide(`comment:${app.two}`, 'refused')
  await app.bruno.post(`/desk/comments/${app.one}/refusal`)
  await app.bruno.post(`/desk/comments/${app.two}/approval`)
  app.clock.advance(10 * SECOND_MS)
  await app.runJobs()
  const states = await Promise.all([app.one, app.two].map(app.stateOf))
  assert.deepEqual(states, ['refused', 'approved'])
  assert.match((await app.bruno.get('/desk/work/?kind=comment')).body, /Nothing waits/)
})

test('what is gone, decided on by another, or nonsense is told in plain words', async (t) => {
  const app = await openWork(t)
  await app.decide(`comment:${app.one}`, 'approved')
  const again = await app.decide(`comment:${app.one}`, 'refused')
  assert.equal(again.statusCode, 409)
  assert.match(again.body, /decided on this already, or it is gone/)
  assert.equal((await app.decide('comment:unknown', 'approved')).statusCode, 409)
  assert.equal((await app.decide('nonsense', 'approved')).statusCode, 409)
  assert.equal((await app.decide(`comment:${app.two}`, 'nonsense')).statusCode, 400)
})

test('an editor and another organisation see nothing of it and decide on nothing', async (t) => {
  const app = await openWork(t)
  const ana = await app.join('Ana', 'editor')
  const chloe = await app.join('Chloe', 'moderator', { organisation: 'Campaign Kazakhstan' })
  for (const person of [ana, chloe]) {
    assert.equal((await person.get('/desk/work/')).statusCode, 403)
    const form = { items: `comment:${app.one}`, verdict: 'approved' }
    assert.equal((await person.post('/desk/work/decisions', form)).statusCode, 403)
  }
})

test('an answer that its reader has shared is redacted, approved and then public', async (t) => {
  const open = { bounceAddress: 'post@outcry.example', lettersPerHour: 10_000_000 }
  const app = deskOf(await openLetterApp(t, open))
  await sendLetter(app)
  await app.runJobs()
  const letter = app.sent.findLast(({ kind }) => kind === 'letter')
  const raw = `From: consul@kz.example\r\nTo: ${letter?.readable.replyTo}\r\nMessage-ID: <a@kz.example>\r\nSubject: Re\r\n\r\nDear Nora of Dublin, no.\r\n`
  await receiveMessage(app.deps, Buffer.from(raw))
  await app.runJobs()
  const link = /outcry\.example(\/replies\/\S+)/.exec(app.sent.map(textOf).join('\n'))?.[1] ?? ''
  const bruno = await app.join('Bruno', 'moderator')
  assert.doesNotMatch((await bruno.get('/desk/work/')).body, /of Dublin/)
  await post(app, `${link}/sharing`)

  const work = (await bruno.get('/desk/work/?kind=reply')).body
  assert.match(work, /Dear … of Dublin, no\./)
  const [, id = ''] = /\/desk\/replies\/([\w-]+)/.exec(work) ?? []
  assert.match((await bruno.get(`/desk/replies/${id}`)).body, /Dear … of Dublin, no\./)
  assert.equal((await bruno.post(`/desk/replies/${id}`, { text: ' ' })).statusCode, 422)
  const saved = await bruno.post(`/desk/replies/${id}`, { text: 'Their answer was no.' })
  assert.equal(saved.statusCode, 303)

  await bruno.post('/desk/work/decisions', { items: `reply:${id}`, verdict: 'approved' })
  const late = await bruno.post(`/desk/replies/${id}`, { text: 'Something else.' })
  assert.equal(late.statusCode, 409)
  app.clock.advance(10 * SECOND_MS)
  await app.runJobs()
  for (const path of [APPEAL_PATH, '/missions/KZ/']) {
    const { body } = await get(app, path)
    assert.match(body, /Their answer was no\./, path)
    assert.doesNotMatch(body, /Dublin, no/, path)
  }
})
