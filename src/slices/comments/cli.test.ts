import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runCommand } from '../../../test/commands.ts'
import { openCommentsApp, PAGE, SUBJECT } from '../../../test/comments.tsx'
import type { Deps } from '../../platform/deps.ts'
import { commentsCommands } from './cli.ts'

const findSubject = async (_deps: Deps, path: string) => (path === PAGE ? SUBJECT : undefined)

const run = (
  deps: Deps,
  name: string,
  positionals: string[] = [],
  values: Record<string, string | boolean> = {},
) => runCommand(commentsCommands(findSubject), `comments ${name}`, { deps, positionals, values })

test('comments are listed with their reasons, approved and refused on the command line', async (t) => {
  const { deps, comment, page } = await openCommentsApp(t)
  const id = await comment({ text: 'Release\u202e them\u001b[2J' })
  const list = await run(deps, 'list')
  assert.match(list.text, new RegExp(`^--- ${id}`))
  assert.match(list.text, /Chloé: Release them\[2J\n {2}\* Every comment is read/)
  assert.doesNotMatch(list.text, /reader\.example/)

  const approved = await run(deps, 'approve', [id])
  assert.deepEqual([approved.status, approved.text], [0, `${id}: approved`])
  assert.equal((await run(deps, 'approve', [id])).text, `${id}: was so already`)
  assert.match(await page(), /1 comment</)
  assert.equal((await run(deps, 'refuse', [id])).status, 0)
  assert.match((await run(deps, 'list', [], { refused: true })).text, new RegExp(id))
  assert.deepEqual((await run(deps, 'list')).notes, ['There are none.'])
})

test('a page is closed and opened on the command line', async (t) => {
  const { deps, page } = await openCommentsApp(t)
  assert.equal((await run(deps, 'close', [PAGE])).text, `${PAGE}: closed`)
  assert.match(await page(), /Comments are closed/)
  assert.equal((await run(deps, 'open', [PAGE])).status, 0)
  assert.match(await page(), /Leave a reply/)
  assert.equal((await run(deps, 'close', ['/nowhere/'])).status, 1)
})

test('a command that is called wrongly says what it needs', async (t) => {
  const { deps } = await openCommentsApp(t)
  for (const name of ['approve', 'refuse', 'close', 'open']) {
    const { status, notes } = await run(deps, name)
    assert.equal(status, 2)
    assert.equal(notes.length, 1)
  }
})
