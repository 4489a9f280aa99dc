import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  get,
  type LetterApp,
  openLetterApp,
  post,
  sendLetter,
  textOf,
} from '../../../../test/letters.ts'
import { DAY_MS } from '../../../platform/time.ts'
import { speedOf } from '../observatory/observe.ts'
import { countAnswers } from '../observatory/queries.ts'
import { recordReply } from '../replies/record-reply.ts'

const questions = ({ sent }: LetterApp) =>
  sent.filter(({ readable }) => /Did the mission answer/.test(readable.subject))

const pathIn = (app: LetterApp) =>
  /outcry\.example(\/surveys\/[^\s/]+)/.exec(questions(app).map(textOf).join('\n'))?.[1] ?? ''

async function wait(app: LetterApp, days: number): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    app.clock.advance(DAY_MS)
    await app.runJobs()
  }
}

async function open(t: Parameters<typeof openLetterApp>[0], changes = {}): Promise<LetterApp> {
  const app = await openLetterApp(t, { lettersPerHour: 10_000_000 })
  await sendLetter(app, changes)
  await app.runJobs()
  return app
}

test('a writer is asked after two weeks, once more after four, and then never again', async (t) => {
  const app = await open(t)
  await wait(app, 13)
  assert.equal(questions(app).length, 0)
  await wait(app, 3)
  assert.equal(questions(app).length, 1)
  await wait(app, 10)
  assert.equal(questions(app).length, 1)
  await wait(app, 30)
  assert.equal(questions(app).length, 2)
})

test('looking at the question changes nothing; an answer counts once and ends the questions', async (t) => {
  const app = await open(t)
  await wait(app, 16)
  const path = pathIn(app)
  assert.match((await get(app, path)).body, /London[\s\S]*Yes, they answered/)
  const surveys = () => app.deps.db.selectFrom('letter_surveys').selectAll().execute()
  assert.deepEqual(
    (await surveys()).map(({ answer }) => answer),
    [null],
  )
  for (const answer of ['no', 'yes', 'yes']) {
    assert.equal((await post(app, path, { answer })).statusCode, 303)
  }
  assert.notEqual((await post(app, path, { answer: 'perhaps' })).statusCode, 303)
  assert.deepEqual(
    (await surveys()).map(({ answer }) => answer),
    ['yes'],
  )
  await wait(app, 40)
  assert.equal(questions(app).length, 1)
  const counted = [...(await countAnswers(app.deps.reader, app.clock.now())).values()]
  assert.deepEqual(counted, [{ known: 1, answered: 1, days: [] }])
  assert.equal((await get(app, `/surveys/${'x'.repeat(43)}`)).statusCode, 404)
})

test('one click of a mail program ends the questions', async (t) => {
  const app = await open(t)
  await wait(app, 16)
  const [question] = questions(app)
  assert.match(question?.raw ?? '', /List-Unsubscribe-Post: List-Unsubscribe=One-Click/)
  const end = `${pathIn(app)}/end`
  assert.equal((await get(app, end)).statusCode, 200)
  const ended = await post(app, end, { 'List-Unsubscribe': 'One-Click' })
  assert.match(ended.body, /We will not ask you again/)
  await wait(app, 20)
  assert.equal(questions(app).length, 1)
})

test('nobody is asked where the organisation signs, or an answer has come', async (t) => {
  const nameless = await open(t, { display: 'organisation' })
  await wait(nameless, 40)
  assert.equal(questions(nameless).length, 0)

  const app = await open(t)
  await wait(app, 3)
  const { id: letterId } = await app.deps.db
    .selectFrom('letters')
    .select('id')
    .executeTakeFirstOrThrow()
  const answer = JSON.stringify({ subject: '', text: 'No.', attachments: [] })
  const sealed = app.deps.secrets.seal(answer, 'receipt')
  await recordReply({ ...app.deps }, { letterId, receiptId: 'receipt', sealed })
  await wait(app, 40)
  assert.equal(questions(app).length, 0)
  const counted = [...(await countAnswers(app.deps.reader, app.clock.now())).values()]
  assert.deepEqual(counted, [{ known: 1, answered: 1, days: [3] }])
})

test('rate and median are shown from ten letters and ten answers on', () => {
  assert.deepEqual(speedOf({ known: 9, answered: 9, days: [1] }), {})
  const few = { known: 20, answered: 5, days: [1, 2, 3, 4, 5] }
  assert.deepEqual(speedOf(few), { replyRate: 0.25, medianDays: undefined })
  const days = [1, 1, 2, 3, 5, 8, 13, 21, 34, 55]
  assert.deepEqual(speedOf({ known: 20, answered: 10, days }), { replyRate: 0.5, medianDays: 5 })
})
