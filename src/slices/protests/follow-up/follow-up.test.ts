import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { confirmationIn, get, letterForm, openLetterApp, post } from '../../../../test/letters.ts'
import { publishNamed } from '../../../../test/names.ts'
import { DAY_MS } from '../../../platform/time.ts'
import { milestoneReached, recordEvent, setCasePublic } from '../../cases/index.ts'
import { mailFollower } from './mail.ts'

const PATH = '/2013/05/22/free-rodion-raskolnikov/letter'

async function openFollowed(t: TestContext) {
  const app = await openLetterApp(t)
  const { deps, clock } = app
  const { caseId } = await publishNamed(app)
  await setCasePublic(deps, undefined, { caseId, isPublic: true })
  await app.runJobs()
  const write = async (changes: Record<string, string>, language: string) => {
    const form = letterForm(await app.missionIdFor('IE'), changes)
    const written = await post(app, `/${language}${PATH}`, form)
    assert.equal(written.statusCode, 303, written.body)
    await app.runJobs()
    await post(app, confirmationIn(app).path)
    await app.runJobs()
  }
  const record = (kind: 'detained' | 'released', on: string) =>
    recordEvent(deps, undefined, {
      caseId,
      kind,
      when: { on, precision: 'day' },
      about: { people: ['student'] },
      details: {},
      sources: [{ name: 'Campaign', reliability: 'reported' }],
    })
  return { ...app, caseId, clock, write, record }
}

/** What went to one mailbox after the letter was confirmed. */
const mailsTo = (
  app: {
    sent: {
      envelope: { to: string }
      kind: string
      raw: string
      readable: { subject: string; text: string }
    }[]
  },
  to: string,
) => app.sent.filter(({ envelope, kind }) => envelope.to === to && kind === 'notice').slice(1)

test('one who asked hears of a release once, in Russian; one who did not hears nothing', async (t) => {
  const app = await openFollowed(t)
  await app.write({ email: 'ada@reader.example', follow: 'yes' }, 'ru')
  await app.write({ email: 'ben@reader.example', text: 'Let him go home, please, today.' }, 'en')
  await app.record('detained', '2013-05-22')
  await app.record('released', '2013-05-22')
  await app.runJobs()
  app.clock.advance(DAY_MS)
  await app.runJobs()
  const [mail, ...further] = mailsTo(app, 'ada@reader.example')
  assert.deepEqual(further, [])
  assert.match(mail?.readable.subject ?? '', /На свободе/)
  assert.match(mail?.readable.text ?? '', /Всего отправлено писем: 2/)
  assert.doesNotMatch(mail?.readable.text ?? '', /Раскольников/)
  assert.match(mail?.raw ?? '', /List-Unsubscribe-Post: List-Unsubscribe=One-Click/)
  assert.deepEqual(mailsTo(app, 'ben@reader.example'), [])
})

test('a milestone that is announced twice, and a job that runs again, send no second mail', async (t) => {
  const app = await openFollowed(t)
  await app.write({ email: 'ada@reader.example', follow: 'yes' }, 'en')
  const { deps, caseId } = app
  const fact = { caseId, milestone: 'released', causeId: 'event-1' } as const
  for (let time = 0; time < 2; time += 1) {
    await deps.db.transaction().execute((tx) => deps.outbox.publish(tx, milestoneReached, fact))
  }
  await app.runJobs()
  assert.equal(mailsTo(app, 'ada@reader.example').length, 1)
  const { id } = await deps.db.selectFrom('follow_ups').select('id').executeTakeFirstOrThrow()
  const follower = await deps.db.selectFrom('followers').select('id').executeTakeFirstOrThrow()
  await mailFollower(deps, { id, followerId: follower.id, milestone: 'released' })
  assert.equal(mailsTo(app, 'ada@reader.example').length, 1)
})

test('what happened long before somebody asked is not told to them when a ledger is filled in', async (t) => {
  const app = await openFollowed(t)
  await app.write({ email: 'ada@reader.example', follow: 'yes' }, 'en')
  await app.record('detained', '2013-03-01')
  await app.record('released', '2013-03-10')
  await app.runJobs()
  assert.deepEqual(mailsTo(app, 'ada@reader.example'), [])
  await app.record('detained', '2013-05-10')
  await app.record('released', '2013-05-16')
  await app.runJobs()
  assert.equal(mailsTo(app, 'ada@reader.example').length, 1)
})

test('one click ends the mails and deletes the address; opening the link does not', async (t) => {
  const app = await openFollowed(t)
  await app.write({ email: 'ada@reader.example', follow: 'yes' }, 'en')
  await app.record('released', '2013-05-22')
  await app.runJobs()
  const [mail] = mailsTo(app, 'ada@reader.example')
  const link: string | undefined = /List-Unsubscribe: <https:\/\/outcry\.example([^>]+)>/.exec(
    mail?.raw.replaceAll('\r\n ', '') ?? '',
  )?.[1]
  assert.ok(link)
  assert.match((await get(app, link)).body, /End these emails/)
  const count = async () =>
    (await app.deps.db.selectFrom('followers').select('id').execute()).length
  assert.equal(await count(), 1)
  const payload = 'List-Unsubscribe=One-Click'
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const click = async (url: string): Promise<number> =>
    (await app.server.inject({ method: 'POST', url, headers, payload })).statusCode
  assert.deepEqual([await click(link), await click(link)], [200, 200])
  assert.equal(await count(), 0)
  assert.deepEqual(await app.deps.db.selectFrom('follow_ups').selectAll().execute(), [])
  assert.equal((await post(app, '/follow-ups/forged')).statusCode, 404)
})

test('four weeks after the end of a case nobody is kept who followed it', async (t) => {
  const app = await openFollowed(t)
  await app.write({ email: 'ada@reader.example', follow: 'yes' }, 'en')
  const { deps, caseId } = app
  const fact = { caseId, milestone: 'closed', causeId: caseId } as const
  await deps.db.transaction().execute((tx) => deps.outbox.publish(tx, milestoneReached, fact))
  await app.runJobs()
  app.clock.advance(29 * DAY_MS)
  await app.runJobs()
  assert.deepEqual(await deps.db.selectFrom('followers').selectAll().execute(), [])
  assert.deepEqual(await deps.db.selectFrom('follow_ups').selectAll().execute(), [])
})
