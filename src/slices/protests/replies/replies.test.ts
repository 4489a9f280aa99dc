import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import {
  APPEAL_PATH,
  confirmationIn,
  get,
  LETTER_PATH,
  type LetterApp,
  letterForm,
  openLetterApp,
  post,
  sendLetter,
  textOf,
} from '../../../../test/letters.ts'
import { DAY_MS } from '../../../platform/time.ts'
import { withdrawAppeal } from '../../appeals/index.ts'
import { receiveMessage } from '../../mail/index.ts'
import { listSharedReplies } from './queries.ts'
import { approveReply, readDraft, redactReply, refuseReply } from './share.ts'

const bounceAddress = 'post@outcry.example'

async function open(t: TestContext): Promise<LetterApp> {
  return openLetterApp(t, { bounceAddress, lettersPerHour: 10_000_000 })
}

/** What the mission read behind `Reply-To` of the last letter. */
function replyTo(app: LetterApp): string {
  const letter = app.sent.findLast(({ kind }) => kind === 'letter')
  return letter?.readable.replyTo ?? ''
}

interface Mail {
  to: string
  id?: string
  headers?: string
  body?: string
}

/** Somebody at the mission writes. */
async function answers(app: LetterApp, { to, id = 'r1', headers = '', body }: Mail) {
  const content = body ?? '\r\nDear Nora Byrne,\r\n\r\nyour letter was read.\r\n'
  const raw = `From: Consul <consul@kz.example>\r\nTo: ${to}\r\nMessage-ID: <${id}@kz.example>\r\nSubject: Re: Housing\r\n${headers}${content}`
  const receipt = await receiveMessage(app.deps, Buffer.from(raw))
  await app.runJobs()
  return receipt
}

const passedOn = ({ sent }: LetterApp) =>
  sent.filter(({ readable }) => /has answered your letter/.test(readable.subject))

const replies = ({ deps }: LetterApp) =>
  deps.db.selectFrom('letter_replies').selectAll().orderBy('id').execute()

const pathIn = (text: string) => /https:\/\/outcry\.example(\/replies\/\S+)/.exec(text)?.[1] ?? ''

const withFile = [
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="b"',
  '',
  '--b',
  'Content-Type: text/plain',
  '',
  'See the file.',
  '--b',
  'Content-Type: application/octet-stream; name="note.exe"',
  'Content-Disposition: attachment; filename="note.exe"',
  'Content-Transfer-Encoding: base64',
  '',
  'TVqQAAMAAAAEAAAA',
  '--b',
  'Content-Type: text/plain; name="list.txt"',
  'Content-Disposition: attachment; filename="list.txt"',
  '',
  'words of an attached file',
  '--b--',
  '',
].join('\r\n')

for (const display of ['full', 'first']) {
  test(`with "${display}" the mission gets an address of ours, and never the writer's`, async (t) => {
    const app = await open(t)
    await sendLetter(app, { display })
    await app.runJobs()
    const letter = app.sent.findLast(({ kind }) => kind === 'letter')
    assert.match(replyTo(app), /^post\+[a-z2-7]{52}@outcry\.example$/)
    assert.doesNotMatch(`${letter?.raw}${letter?.envelope.from}`, /nora@reader/i)
  })
}

test('where the organisation signs, or nothing is taken in, there is no address of ours', async (t) => {
  const app = await open(t)
  await sendLetter(app, { display: 'organisation' })
  await app.runJobs()
  assert.equal(replyTo(app), '')
  const without = await openLetterApp(t, { lettersPerHour: 10_000_000 })
  await sendLetter(without)
  await without.runJobs()
  assert.equal(replyTo(without), 'nora@reader.example')
})

test('form, mail and page say truthfully what the mission sees, in each case', async (t) => {
  const read = async (app: LetterApp) => {
    const missionId = await app.missionIdFor('IE')
    const form = (await get(app, `${LETTER_PATH}?from=IE`)).body
    await post(app, LETTER_PATH, letterForm(missionId))
    await app.runJobs()
    const { path } = confirmationIn(app)
    const mail = app.sent.map(textOf).join('\n')
    return { form, mail, page: (await get(app, path)).body }
  }
  const relayed = await read(await open(t))
  assert.match(relayed.form, /sees your name and not your email address/)
  assert.doesNotMatch(relayed.form, /so the mission sees it too/)
  assert.match(relayed.mail, /Answers go to: an address of .*, which passes them on to you/)
  assert.match(relayed.page, /which passes them on to you/)
  const direct = await read(await openLetterApp(t))
  assert.match(direct.form, /so the mission sees it too/)
  assert.doesNotMatch(direct.form, /pass them on to you/)
  assert.match(direct.mail, /Answers go to: nora@reader\.example/)
})

test('what a person answers reaches the writer once, and can be read again by its link', async (t) => {
  const app = await open(t)
  const fate = await sendLetter(app)
  await app.runJobs()
  assert.doesNotMatch((await get(app, fate)).body, /What was answered/)
  assert.equal(await answers(app, { to: replyTo(app) }), 'relayed')
  assert.equal(await answers(app, { to: replyTo(app) }), 'relayed')

  const [notice, ...more] = passedOn(app)
  assert.ok(notice)
  assert.deepEqual(more, [])
  assert.equal(notice.envelope.to, 'nora@reader.example')
  assert.match(textOf(notice), /> Re: Housing\r?\n>\r?\n> Dear Nora Byrne,\r?\n>/)
  const link = pathIn(textOf(notice))
  assert.ok((await get(app, fate)).body.includes(`href="${link}"`))
  const { statusCode, body, headers } = await get(app, link)
  assert.equal(statusCode, 200)
  assert.match(body, /your letter was read/)
  assert.equal(headers['cache-control'], 'no-store')
  const stored = JSON.stringify(await replies(app))
  assert.doesNotMatch(stored, /Byrne|was read/)
})

test('two answers under one Message-ID both reach the writer, and each of them once', async (t) => {
  const app = await open(t)
  await sendLetter(app)
  await app.runJobs()
  const to = replyTo(app)
  const second = '\r\nDear Nora Byrne,\r\n\r\nthey are free.\r\n'
  for (const body of [undefined, second, undefined, second]) {
    assert.equal(await answers(app, { to, body, headers: `X-Trace: ${to}\r\n` }), 'relayed')
  }
  const [first, other, ...more] = passedOn(app)
  assert.ok(first && other)
  assert.deepEqual(more, [])
  assert.match(textOf(first), /was read/)
  assert.match(textOf(other), /they are free/)
})

test('what was attached is named and goes no further', async (t) => {
  const app = await open(t)
  await sendLetter(app)
  await app.runJobs()
  await answers(app, { to: replyTo(app), headers: withFile, body: '' })
  const [notice] = passedOn(app)
  assert.ok(notice)
  assert.match(textOf(notice), /See the file[\s\S]*note\.exe, list\.txt/)
  assert.doesNotMatch(notice.raw, /TVqQ|words of an attached file/)
  assert.doesNotMatch(textOf(notice), /keeps the original/)
})

test('of an answer that is passed on in part the writer hears so, and until when there is the rest', async (t) => {
  const imapUrl = 'imaps://post@mail.example/INBOX'
  const app = await openLetterApp(t, { bounceAddress, imapUrl, lettersPerHour: 10_000_000 })
  await sendLetter(app)
  await app.runJobs()
  const markup = `<p>Dear Nora.</p>${'<i></i>'.repeat(40_000)}<p>They are free.</p>`
  const headers = 'Content-Type: text/html\r\n'
  await answers(app, { to: replyTo(app), headers, body: `\r\n${markup}` })
  await answers(app, { to: replyTo(app), headers: withFile, body: '' })
  const [long, filed] = passedOn(app)
  assert.ok(long && filed)
  assert.match(textOf(long), /Dear Nora\. \[…\]\s+The mission wrote more than this; the rest/)
  for (const notice of [long, filed]) {
    assert.match(textOf(notice).replace(/\s+/g, ' '), /keeps the original until 19 June 2013/)
    const { body } = await get(app, pathIn(textOf(notice)))
    assert.match(body, /keeps the original until 19 June 2013/)
  }
  assert.doesNotMatch(textOf(filed), /wrote more than this/)
})

test('machines and messages that went round in a circle are not passed on', async (t) => {
  const app = await open(t)
  await sendLetter(app)
  await app.runJobs()
  const machines: Partial<Mail>[] = [
    { headers: 'Auto-Submitted: auto-replied\r\n' },
    { headers: 'Auto-Submitted: auto-generated\r\n' },
    { headers: 'Precedence: bulk\r\n' },
    { headers: 'List-Id: <all.kz.example>\r\n' },
    { headers: 'Return-Path: <>\r\n' },
    { headers: `Message-ID: <0190a0a0@${'outcry.example'}>\r\n` },
    { body: '\r\nPlease confirm your message: reply to this message.\r\n' },
  ]
  for (const [index, mail] of machines.entries()) {
    await answers(app, { to: replyTo(app), id: `m${index}`, ...mail })
  }
  assert.deepEqual(await replies(app), [])
  assert.deepEqual(passedOn(app), [])
})

test('no more than five in a day are passed on; the others are counted', async (t) => {
  const app = await open(t)
  await sendLetter(app)
  await app.runJobs()
  for (let index = 0; index < 8; index += 1) {
    await answers(app, { to: replyTo(app), id: `r${index}` })
  }
  assert.equal(passedOn(app).length, 5)
  assert.equal((await replies(app)).filter(({ sealed }) => sealed === null).length, 3)
})

test('what comes to a forged address reaches nobody', async (t) => {
  const app = await open(t)
  await sendLetter(app)
  await app.runJobs()
  const forged = replyTo(app).replace(/\+./, (start) => (start === '+a' ? '+b' : '+a'))
  assert.equal(await answers(app, { to: forged }), 'unknown')
  assert.deepEqual(await replies(app), [])
  assert.equal((await get(app, `/replies/${'x'.repeat(43)}`)).statusCode, 404)
})

test('an answer is erased with its letter, and one that comes later is counted alone', async (t) => {
  const app = await open(t)
  const fate = await sendLetter(app)
  await app.runJobs()
  const to = replyTo(app)
  await answers(app, { to })
  const path = pathIn(passedOn(app).map(textOf).join())
  for (const days of [6, 29]) {
    app.clock.advance(days * DAY_MS)
    await app.runJobs()
  }
  assert.match((await get(app, path)).body, /have been erased/)
  assert.match((await get(app, fate)).body, /not kept, or not any more/)
  await answers(app, { to, id: 'late' })
  assert.deepEqual(
    (await replies(app)).map(({ sealed }) => sealed),
    [null, null],
  )
  assert.equal(passedOn(app).length, 1)
})

test('a shared answer is public when a moderator has approved it, without who wrote the letter', async (t) => {
  const app = await open(t)
  await sendLetter(app)
  await app.runJobs()
  const body =
    '\r\nDear Nora Byrne (nora@reader.example),\r\n\r\nthe case is closed.\r\n> I am a tenant\r\n'
  await answers(app, { to: replyTo(app), body })
  const path = pathIn(passedOn(app).map(textOf).join())
  assert.deepEqual(await listSharedReplies(app.deps.reader, 10), [])

  for (let time = 0; time < 2; time += 1) {
    assert.equal((await post(app, `${path}/sharing`)).statusCode, 303)
  }
  assert.match((await get(app, path)).body, /You have shared this answer/)
  const [shared, ...more] = await listSharedReplies(app.deps.reader, 10)
  assert.ok(shared)
  assert.deepEqual(more, [])
  const draft = readDraft(app.deps.secrets, shared) ?? ''
  assert.match(draft, /the case is closed/)
  assert.doesNotMatch(draft, /Nora|Byrne|reader\.example|tenant/)

  const text = 'The case is closed.'
  await redactReply(app.deps, { replyId: shared.id, text }, async () => {})
  for (const page of ['/missions/KZ/', APPEAL_PATH]) {
    assert.doesNotMatch((await get(app, page)).body, /The case is closed/)
  }
  await approveReply(app.deps, shared.id)
  await assert.rejects(approveReply(app.deps, shared.id), /reply_decided/)
  await assert.rejects(refuseReply(app.deps, shared.id), /reply_decided/)
  assert.match((await get(app, path)).body, /This answer is public[\s\S]*astana\/#replies/)
  for (const page of ['/missions/KZ/', APPEAL_PATH]) {
    assert.match((await get(app, page)).body, /London[\s\S]*2013[\s\S]*The case is closed/, page)
  }
  for (const days of [6, 29]) {
    app.clock.advance(days * DAY_MS)
    await app.runJobs()
  }
  assert.deepEqual(
    (await replies(app)).map(({ sealed }) => sealed),
    [null],
  )
  assert.match((await get(app, APPEAL_PATH)).body, /The case is closed/)

  await withdrawAppeal(app.deps, {
    publishedOn: '2013-05-22',
    slug: 'housing-justice-activists-arrested-in-astana',
  })
  await app.runJobs()
  assert.doesNotMatch((await get(app, '/missions/KZ/')).body, /The case is closed/)
})

test('a refused answer is nowhere, and an erased one cannot be shared any more', async (t) => {
  const app = await open(t)
  await sendLetter(app)
  await app.runJobs()
  await answers(app, { to: replyTo(app) })
  await answers(app, { to: replyTo(app), id: 'r2' })
  const [first = '', second = ''] = passedOn(app).map((notice) => pathIn(textOf(notice)))
  await post(app, `${first}/sharing`)
  const [shared] = await listSharedReplies(app.deps.reader, 10)
  assert.ok(shared)
  await refuseReply(app.deps, shared.id)
  assert.match((await get(app, first)).body, /decided not to publish/)
  for (const days of [6, 29]) {
    app.clock.advance(days * DAY_MS)
    await app.runJobs()
  }
  await post(app, `${second}/sharing`)
  assert.deepEqual(await listSharedReplies(app.deps.reader, 10), [])
  assert.doesNotMatch((await get(app, '/missions/KZ/')).body, /was read/)
})
