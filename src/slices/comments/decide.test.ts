import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linksIn, openCommentsApp, PAGE, SUBJECT } from '../../../test/comments.tsx'
import { DAY_MS, MINUTE_MS } from '../../platform/time.ts'
import { tellModerators } from './ask-moderators.ts'
import { approveComment, refuseComment } from './decide.ts'
import { countComments, listRecentComments } from './shown-queries.ts'

test('a moderator approves by the link in a mail: the GET shows, the POST acts', async (t) => {
  const { server, sent, comment, page, runJobs } = await openCommentsApp(t)
  await comment({ text: 'Release them *all*!' })
  await runJobs()
  const [mail] = sent
  assert.equal(mail?.envelope.to, 'bruno@outcry.example')
  assert.match(mail?.readable.text ?? '', /> Release them \*all\*!/)
  assert.match(mail?.readable.text ?? '', /first comment from this address/)
  assert.doesNotMatch(mail?.raw ?? '', /reader\.example/)

  const [, approval = ''] = linksIn(mail)
  const asked = await server.inject(approval)
  assert.match(asked.body, /Approve this comment\?/)
  assert.match(asked.body, /Why it waits/)
  assert.doesNotMatch(await page(), /Release them/)

  const acted = await server.inject({ method: 'POST', url: approval })
  assert.equal(acted.statusCode, 303)
  const decided = (await server.inject(String(acted.headers.location))).body
  assert.match(decided, /It is approved.*>The page that it was written on<.*Why it waited/s)
  assert.match(await page(), /1 comment<.*Release them <em>all<\/em>!/s)
})

test('deciding twice, or both ways, leaves the last decision and the right count', async (t) => {
  const { deps, server, sent, comment, page, runJobs } = await openCommentsApp(t)
  await comment()
  await runJobs()
  const [, approval = '', refusal = ''] = linksIn(sent[0])
  const post = (url: string) => server.inject({ method: 'POST', url })
  await Promise.all([post(approval), post(approval)])
  assert.match(await page(), /1 comment</)
  await post(refusal)
  await post(refusal)
  assert.match(await page(), /Be the first/)
  assert.deepEqual(await countComments(deps.reader, 'page', ['arrests']), new Map())
  await post(approval)
  assert.deepEqual(await countComments(deps.reader, 'page', ['arrests']), new Map([['arrests', 1]]))
})

test('a link that was cut short or belongs to somebody else decides nothing', async (t) => {
  const { server, sent, post, runJobs } = await openCommentsApp(t)
  const answer = await post()
  await runJobs()
  const [, approval = ''] = linksIn(sent[0])
  const statusAsModeration = `${answer.headers.location}/approval`
  for (const url of [approval.replace(/.\/approval/, '/approval'), statusAsModeration]) {
    assert.equal((await server.inject({ method: 'POST', url })).statusCode, 404)
    assert.equal((await server.inject(url)).statusCode, 404)
  }
})

test('the links of a moderator who was taken out of the setting decide nothing any more', async (t) => {
  const moderators = ['ana@outcry.example', 'Bruno@outcry.example']
  const { deps, server, sent, comment, runJobs } = await openCommentsApp(t, { moderators })
  await comment()
  await runJobs()
  const linkOf = (address: string) =>
    linksIn(sent.find(({ envelope }) => envelope.to === address))[1] ?? ''
  const [anas, brunos] = [linkOf('ana@outcry.example'), linkOf('Bruno@outcry.example')]
  deps.config.moderators = ['bruno@outcry.example']
  for (const method of ['GET', 'POST'] as const) {
    assert.equal((await server.inject({ method, url: anas })).statusCode, 404)
  }
  assert.equal((await server.inject(brunos)).statusCode, 200)
  assert.equal((await server.inject({ method: 'POST', url: brunos })).statusCode, 303)
})

test('who is no moderator any more when the mail leaves gets none', async (t) => {
  const { deps, clock, sent, comment, runJobs } = await openCommentsApp(t)
  await comment()
  await tellModerators(deps)
  deps.config.moderators = []
  clock.advance(MINUTE_MS)
  await runJobs()
  assert.deepEqual(sent, [])
})

test('many comments make one mail, and each is told once', async (t) => {
  const { clock, sent, comment, runJobs } = await openCommentsApp(t, {
    moderators: ['ana@outcry.example', 'bruno@outcry.example'],
  })
  for (let number = 1; number <= 25; number += 1) {
    await comment({ email: `reader${number}@reader.example`, text: `Comment ${number}` })
  }
  await runJobs()
  await runJobs()
  assert.equal(sent.length, 2)
  assert.match(sent[0]?.readable.subject ?? '', /^25 comments wait at Outcry$/)
  assert.match(sent[0]?.readable.text ?? '', /5 more wait/)
  await comment({ text: 'One more' })
  clock.advance(MINUTE_MS)
  await runJobs()
  assert.equal(sent.length, 4)
  assert.doesNotMatch(sent[3]?.readable.text ?? '', /Comment 25/)
})

test('nobody is asked about what was decided in the meantime', async (t) => {
  const { deps, sent, comment, runJobs } = await openCommentsApp(t)
  await approveComment(deps, await comment())
  await runJobs()
  assert.deepEqual(sent, [])
})

test('the author sees what was decided', async (t) => {
  const { deps, server, post } = await openCommentsApp(t)
  const status = String((await post()).headers.location)
  const token = status.split('/').at(-1) ?? ''
  const id = deps.secrets.readToken('comment-status', token) ?? ''
  await approveComment(deps, id)
  const approved = (await server.inject(status)).body
  assert.match(approved, new RegExp(`href="${PAGE}#comment-${id}"`))
  await refuseComment(deps, id)
  assert.match((await server.inject(status)).body, /was not published/)
})

test('the newest comments come first in feeds, of the site or of one subject', async (t) => {
  const { deps, clock, comment } = await openCommentsApp(t)
  const first = await comment({ text: 'First' })
  const second = await comment({ text: 'Second' })
  await approveComment(deps, second)
  clock.advance(1000)
  await approveComment(deps, first)
  const recent = await listRecentComments(deps.reader, { limit: 10 })
  assert.deepEqual(
    recent.map(({ text }) => text),
    ['First', 'Second'],
  )
  assert.deepEqual(recent[0]?.place, { subject: SUBJECT, path: PAGE })
  const elsewhere = { kind: 'page', id: 'elsewhere' }
  assert.deepEqual(await listRecentComments(deps.reader, { subject: elsewhere, limit: 10 }), [])
})

test('addresses are erased a month after the decision, and refused comments deleted', async (t) => {
  const { deps, clock, comment, page, runJobs } = await openCommentsApp(t)
  const approved = await comment({ text: 'Approved' })
  const refused = await comment({ text: 'Refused' })
  await comment({ text: 'Undecided' })
  await approveComment(deps, approved)
  await refuseComment(deps, refused)
  const remaining = async () => {
    await runJobs()
    const rows = await deps.db
      .selectFrom('comments')
      .select(['text', 'email'])
      .orderBy('id')
      .execute()
    return rows.map(({ text, email }) => `${text} ${email === null ? 'erased' : 'kept'}`)
  }
  clock.advance(29 * DAY_MS)
  assert.deepEqual(await remaining(), ['Approved kept', 'Refused kept', 'Undecided kept'])
  clock.advance(2 * DAY_MS)
  assert.deepEqual(await remaining(), ['Approved erased', 'Undecided kept'])
  clock.advance(150 * DAY_MS)
  assert.deepEqual(await remaining(), ['Approved erased', 'Undecided erased'])
  assert.match(await page(), /Approved/)
})
