import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { runCommand } from '../../../test/commands.ts'
import { openTestApp } from '../../../test/harness.ts'
import type { Deps } from '../../platform/deps.ts'
import { appealsCommands } from './cli.ts'

const path = '/2013/05/22/housing-justice-activists-arrested-in-astana/'

const run = (
  deps: Deps,
  name: string,
  positionals: string[],
  values: Record<string, string | boolean> = {},
) => runCommand(appealsCommands, name, { deps, positionals, values })

function openFolder(t: TestContext): string {
  const dir = mkdtempSync(join(tmpdir(), 'outcry-appeals-'))
  t.after(() => rmSync(dir, { recursive: true }))
  return dir
}

test('the commands take in the demo, publish, list, export and withdraw it', async (t) => {
  const { deps } = await openTestApp(t)
  const dir = openFolder(t)

  const imported = await run(deps, 'appeals import', ['demo/astana.ru.md', 'demo/astana.md'])
  assert.deepEqual(imported.lines, [
    `demo/astana.md: ${path} in en: new`,
    `demo/astana.ru.md: ${path} in ru: new`,
  ])
  assert.deepEqual((await run(deps, 'appeals publish', [path])).lines, [`${path}: published`])
  const [line] = (await run(deps, 'appeals list', [])).lines
  assert.match(line ?? '', /published {2}en ru {2}Kazakhstan – solidarity needed/)

  const exported = await run(deps, 'appeals export', [], { dir })
  assert.deepEqual(exported.notes, [`2 files written to ${dir}`])
  const files = readdirSync(dir).map((file) => join(dir, file))
  const again = await run(deps, 'appeals import', files)
  assert.ok(again.lines.every((each) => each.endsWith('nothing new')))

  assert.deepEqual((await run(deps, 'appeals withdraw', [path])).lines, [`${path}: withdrawn`])
})

test('a broken file is answered with each problem, its place and the remedy', async (t) => {
  const { deps } = await openTestApp(t)
  const file = join(openFolder(t), 'broken.md')
  writeFileSync(file, '---\ntitel: Arrests\ncall: Write.\n---\n')
  const { status, lines, notes } = await run(deps, 'appeals import', [file])
  assert.equal(status, 1)
  assert.deepEqual(lines, [])
  assert.ok(notes.includes(`${file}:2:1: There is no key "titel" here. Did you mean "title"?`))
  assert.match(notes.at(-1) ?? '', /problems were found/)
})

test('a call without its argument is a wrong call', async (t) => {
  const { deps } = await openTestApp(t)
  for (const name of ['appeals import', 'appeals publish', 'appeals withdraw']) {
    assert.equal((await run(deps, name, [])).status, 2)
  }
})

test('a file that is not there and a path that is none are refused', async (t) => {
  const { deps } = await openTestApp(t)
  await assert.rejects(run(deps, 'appeals import', ['missing.md']), { code: 'invalid' })
  await assert.rejects(run(deps, 'appeals publish', ['/about/']), { code: 'invalid' })
  await assert.rejects(run(deps, 'appeals export', ['2013/05/22/none'], { dir: '.' }), {
    code: 'not_found',
  })
})
