import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { runCommandLine } from './command-line.ts'
import { builtInCommands } from './commands.ts'
import { commands } from './rooms.ts'

/** What a person at the terminal gets. */
async function call(t: TestContext, argv: string[], environment: Record<string, string> = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'outcry-call-'))
  t.after(() => rmSync(dir, { recursive: true }))
  let text = ''
  const keep = (words: string) => {
    text += words
    return true
  }
  const mocks = [process.stdout, process.stderr].map((stream) =>
    t.mock.method(stream, 'write', keep as typeof stream.write),
  )
  const settings = { DATA_DIR: dir, LOG_LEVEL: 'silent', ...environment }
  const status = await runCommandLine(argv, settings).finally(() => {
    for (const { mock } of mocks) mock.restore()
  })
  return { status, text }
}

test('an unknown command is named, with those that begin alike', async (t) => {
  const { status, text } = await call(t, ['missions', 'imprt', '--dry-run'])
  assert.equal(status, 2)
  assert.match(text, /There is no command "missions imprt"/)
  assert.match(text, /missions import FILE/)
  assert.doesNotMatch(text, /letters list/)
})

test('the first word of a command and --help list what goes with it', async (t) => {
  const { status, text } = await call(t, ['letters', '--help'])
  assert.equal(status, 0)
  assert.match(text, /letters retry LETTER_ID/)
  assert.doesNotMatch(text, /missions import/)
  assert.match((await call(t, ['cases', 'record', '--help'])).text, /All options:.* --time /)
  assert.equal((await call(t, ['--help'])).status, 0)
  assert.equal((await call(t, ['nonsense', '--help'])).status, 2)
})

test('an unknown option is named in plain words', async (t) => {
  const { status, text } = await call(t, ['letters', 'list', '--nonsense'])
  assert.equal(status, 2)
  assert.match(text, /^There is no option --nonsense here\.\nUsage: outcry letters list/)
})

test('a word too many is named by every command, and nothing is done', async (t) => {
  const all = [...builtInCommands, ...commands]
  for (const { name, usage } of all.filter((each) => !each.usage.includes('…'))) {
    const words = (usage.split(/ ?\[?--|</)[0] ?? '').split(' ').filter(Boolean)
    const { status, text } = await call(t, [...name.split(' '), ...words, 'surplus'])
    assert.equal(status, 2, name)
    assert.match(text, /no place for "surplus" here\. Nothing was done\.\nUsage: outcry /, name)
    assert.ok(text.includes(`outcry ${name} ${usage}`), name)
  }
  const several = await call(t, ['media', 'remove', 'one', 'two', '--dry-run'])
  assert.match(several.text, /There is no option --dry-run/)
  const many = await call(t, ['appeals', 'import', 'a.md', 'b.md'])
  assert.equal(many.status, 1)
  assert.doesNotMatch(many.text, /no place for/)
})

test('a port that is taken and a database that does not answer are said plainly', async (t) => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const taken = await call(t, ['serve'], { PORT: String(port) })
  other.close()
  await once(other, 'close')
  assert.equal(taken.status, 1)
  assert.match(taken.text, /^Another program listens on 127\.0\.0\.1:\d+\. Stop it/)
  const away = await call(t, ['doctor'], { DATABASE_URL: `postgres://x@127.0.0.1:${port}/x` })
  assert.equal(away.status, 1)
  assert.match(away.text, /^the database cannot be used\nconnect ECONNREFUSED/)
})
