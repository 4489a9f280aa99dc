import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { type TestContext, test } from 'node:test'
import { sql } from 'kysely'
import { createLog } from '../src/platform/log.ts'
import { DAY_MS } from '../src/platform/time.ts'
import { listKeptMessages } from '../src/slices/mail/queries.ts'
import { resolveMissions } from '../src/slices/missions/index.ts'
import { fillDemoLater } from './demo.ts'
import { openTestApp, type TestApp, testDatabase } from './harness.ts'
import { get, LETTER_PATH, letterForm, post } from './letters.ts'

const NAME = 'Oonagh Quirke'
const EMAIL = 'Oonagh.Quirke+letters@reader.example'
const TEXT = 'My neighbours ask that everybody who is held be let go.'

interface Site extends TestApp {
  /** Everything that was logged so far. */
  logged: () => string
}

/** The demo with its own mailbox, whose log is caught. */
async function openSite(t: TestContext): Promise<Site> {
  const lines: string[] = []
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
  const app = await openTestApp(t, { demo: true }, { log: createLog('trace', destination) })
  await fillDemoLater(app)
  return { ...app, logged: () => lines.join('') }
}

async function write(app: Site, changes: Record<string, string> = {}): Promise<string> {
  const question = { sendingState: 'KZ', readerState: 'IE' }
  const { missions } = await resolveMissions(app.deps.reader, question)
  const form = letterForm(missions[0]?.id ?? '', {
    ...{ name: NAME, email: EMAIL, text: TEXT, display: 'organisation', follow: 'yes' },
    ...changes,
  })
  const answer = await post(app, LETTER_PATH, form)
  assert.equal(answer.statusCode, 303, answer.body)
  await app.runJobs()
  const texts = (await mailbox(app)).map(({ message }) => message.readable.text)
  const [path] = texts.flatMap((text) => /\/letters\/\S+\/confirmation/.exec(text) ?? [])
  assert.ok(path, 'no mail asks for confirmation')
  return path
}

const mailbox = ({ deps }: Site) =>
  listKeptMessages({ db: deps.reader, secrets: deps.secrets }, { limit: 50 })

/** Everything by which somebody could be found again, in every form in which it might be kept. */
function tracesOf({ deps: { secrets } }: Site): string[] {
  const canonical = EMAIL.toLowerCase().replace('+letters', '')
  const addresses = [EMAIL, EMAIL.toLowerCase(), canonical]
  const hashes = addresses.flatMap((address) =>
    ['letter-person', 'comment-person', 'person'].map((use) => secrets.hash(use, address)),
  )
  const encoded = addresses.map((address) => Buffer.from(address).toString('base64url'))
  return ['Oonagh', 'Quirke', ...addresses, ...hashes, ...encoded]
}

function expectNone(where: string, content: string | Buffer, traces: string[]): void {
  const found = traces.filter((trace) => content.includes(trace))
  assert.deepEqual(found, [], `${where} still knows: ${found}`)
}

/** Every value of every column of every table. */
async function listTables({ deps: { reader } }: Site): Promise<{ name: string; rows: object[] }[]> {
  const { rows } =
    testDatabase === 'sqlite'
      ? await sql<{ name: string }>`
          select name from sqlite_master where type = 'table'`.execute(reader)
      : await sql<{ name: string }>`
          select tablename as name from pg_tables where schemaname = 'public'`.execute(reader)
  return Promise.all(
    rows.map(async ({ name }) => {
      const all = await sql<object>`select * from ${sql.table(name)}`.execute(reader)
      return { name, rows: all.rows }
    }),
  )
}

/** Every file of the data folder, with the write-ahead log of the database. */
function listFiles(dir: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((file) => join(dir, file))
    .filter((file) => statSync(file).isFile())
}

async function expectNoTrace(app: Site): Promise<void> {
  const traces = tracesOf(app)
  const tables = await listTables(app)
  assert.ok(tables.length > 20)
  for (const { name, rows } of tables) expectNone(`table ${name}`, JSON.stringify(rows), traces)
  for (const message of await mailbox(app)) {
    expectNone('the mailbox', JSON.stringify(message), traces)
  }
  const letters = await app.deps.reader.selectFrom('letters').selectAll().execute()
  for (const { id, sealed } of letters) {
    if (sealed) expectNone('a letter', app.deps.secrets.open(sealed, id), traces)
  }
  expectNone('the log', app.logged(), traces)
  for (const file of listFiles(app.deps.config.dataDir)) {
    expectNone(file, readFileSync(file), traces)
  }
}

test('before confirmation the search finds the writer, so that it can be trusted afterwards', async (t) => {
  const app = await openSite(t)
  await write(app)
  await assert.rejects(expectNoTrace(app), /table letters still knows/)
})

test('when the organisation signs, nothing anywhere knows the writer once the letter is counted', async (t) => {
  const app = await openSite(t)
  const path = await write(app)
  assert.equal((await post(app, path)).statusCode, 303)
  app.deps.forgetTraces()
  await expectNoTrace(app)

  await app.runJobs()
  app.deps.forgetTraces()
  await expectNoTrace(app)
  const [letter] = await app.deps.reader.selectFrom('letters').selectAll().execute()
  assert.equal(letter?.state, 'accepted')
  assert.equal(letter?.sealed, null, 'the words are kept no longer than until they are handed over')
  assert.equal(letter?.follow_at, null)
  const counts = await app.deps.reader.selectFrom('letter_counts').selectAll().execute()
  assert.deepEqual(
    counts.map(({ country, letters }) => [country, letters]),
    [['IE', 1]],
  )
  assert.match((await get(app, path.replace('/confirmation', ''))).body, /has taken your letter/)
})

test('… although many others write at the same time, and it is confirmed by the code', async (t) => {
  const app = await openSite(t)
  const others = Array.from({ length: 12 }, (_, index) => ({
    ...{ name: `Reader ${index}`, email: `r${index}@reader.example`, display: 'full' },
    text: `${TEXT} ${'Again. '.repeat(index * 50)}`,
  }))
  for (const other of others.slice(0, 6)) await write(app, other)
  await write(app)
  const [mail] = await mailbox(app)
  for (const other of others.slice(6)) await write(app, other)
  const code = /\b([0-9A-Z]{4}-[0-9A-Z]{4})\b/.exec(mail?.message.readable.text ?? '')?.[1] ?? ''
  assert.equal((await post(app, '/confirm', { code })).statusCode, 303)
  assert.match((await post(app, '/confirm', { code })).body, /already confirmed/)
  app.deps.forgetTraces()
  await expectNoTrace(app)
})

test('a letter that waits for a person is kept without its writer', async (t) => {
  const app = await openSite(t)
  const path = await write(app, { text: 'Release them, or we will find you.' })
  await post(app, path)
  await app.runJobs()
  const [letter] = await app.deps.reader.selectFrom('letters').selectAll().execute()
  assert.equal(letter?.state, 'on_hold')
  assert.deepEqual(JSON.parse(app.deps.secrets.open(letter?.sealed ?? '', letter?.id ?? '')), {
    ...{ name: '', email: '', subject: 'Housing campaigners detained in Astana' },
    text: 'Release them, or we will find you.',
  })
  app.deps.forgetTraces()
  await expectNoTrace(app)
})

test('one who had written under their own name before is not counted again, and forgotten as well', async (t) => {
  const app = await openSite(t)
  const first = await write(app, { display: 'full', name: 'Nora Byrne', follow: '' })
  await post(app, first)
  const second = await write(app)
  const answer = await post(app, second)
  assert.match(String(answer.headers.location), /twin=yes$/)
  const letters = await app.deps.reader.selectFrom('letters').selectAll().orderBy('id').execute()
  const [, forgotten] = letters
  assert.equal(forgotten?.state, 'lapsed')
  assert.deepEqual([forgotten?.sealed, forgotten?.person_hash], [null, null])
  const page = (await get(app, second.replace('/confirmation', ''))).body
  assert.match(page, /You had confirmed another letter to this mission before/)
})

test('no reminder goes to somebody for whom the organisation signs; after a week all is erased', async (t) => {
  const app = await openSite(t)
  await write(app)
  app.clock.advance(2 * DAY_MS)
  await app.runJobs()
  assert.equal((await mailbox(app)).length, 1)
  app.clock.advance(6 * DAY_MS)
  await app.runJobs()
  app.deps.forgetTraces()
  await expectNoTrace(app)
})
