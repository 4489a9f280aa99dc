import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { runCommand } from '../../../test/commands.ts'
import { openTestApp } from '../../../test/harness.ts'
import type { Deps } from '../../platform/deps.ts'
import { DAY_MS } from '../../platform/time.ts'
import { casesCommands } from './cli.ts'
import { openNames } from './names.ts'
import { findCaseByKey, findLedger } from './queries.ts'

const run = (
  deps: Deps,
  name: string,
  positionals: string[],
  values: Record<string, string | boolean> = {},
) => runCommand(casesCommands, `cases ${name}`, { deps, positionals, values })

const said = { on: '2013-05-22', source: 'Campaign Kazakhstan' }

test('a person is changed from the command line; what is not named stays', async (t) => {
  const { deps } = await openTestApp(t)
  const dir = mkdtempSync(join(tmpdir(), 'outcry-cases-'))
  t.after(() => rmSync(dir, { recursive: true }))
  const names = join(dir, 'names.txt')
  writeFileSync(names, 'Roza Example\n')
  await run(deps, 'open', ['astana'], { country: 'KZ', en: 'Campaigners' })
  await run(deps, 'group', ['astana', 'campaigners'], { en: 'members of the campaign' })
  const somebody = { en: 'a leader', ru: 'лидер', group: 'campaigners', names }
  await run(deps, 'person', ['astana', 'leader-1'], somebody)
  const change = (values: Record<string, string | boolean>) =>
    run(deps, 'change-person', ['astana', 'leader-1'], values)
  const found = async () => {
    const ledger = await findCaseByKey(deps.db, 'astana')
    return (await findLedger(deps.db, ledger?.id ?? ''))?.people[0]
  }
  await change({ en: 'one of five', 'pseudonym-en': 'R.' })
  const first = await found()
  assert.deepEqual(first?.roles, { en: 'one of five', ru: 'лидер' })
  assert.deepEqual(first?.pseudonyms, { en: 'R.' })
  assert.ok(first?.groupId)
  assert.equal(first?.hasNames, true)
  writeFileSync(names, '')
  const said = await change({ 'no-group': true, names })
  assert.match(said.notes.join(), /Names that were recorded before stay hidden/)
  const second = await found()
  assert.deepEqual([second?.groupId, second?.hasNames], [undefined, true])
  await change({ 'forget-former': true })
  assert.equal((await found())?.hasNames, false)
  assert.deepEqual(second?.pseudonyms, { en: 'R.' })
  await assert.rejects(change({ group: 'others' }), { messageKey: 'cases.group_unknown' })
  await assert.rejects(run(deps, 'change-person', ['astana', 'nobody']), { code: 'not_found' })
})

test('a case is opened, recorded and closed from the command line alone', async (t) => {
  const { deps, clock } = await openTestApp(t)
  const dir = mkdtempSync(join(tmpdir(), 'outcry-cases-'))
  t.after(() => rmSync(dir, { recursive: true }))
  const names = join(dir, 'names.txt')
  writeFileSync(names, 'Roza Example\nРоза Пример\n')

  await run(deps, 'open', ['astana'], { country: 'KZ', en: 'Campaigners', zone: 'Asia/Almaty' })
  await run(deps, 'group', ['astana', 'campaigners'], { en: 'members of the campaign' })
  const somebody = { en: 'a leader', group: 'campaigners', names }
  await run(deps, 'person', ['astana', 'leader-1'], somebody)
  await run(deps, 'demand', ['astana', 'release'], { en: 'Release them.' })
  const counted = { ...said, group: 'campaigners', 'at-least': '81' }
  await run(deps, 'record', ['astana', 'detained'], { ...counted, key: 'round-up' })
  const sentence = { ...said, people: 'leader-1', days: '10', key: 'sentence' }
  await run(deps, 'record', ['astana', 'sentenced'], sentence)
  const again = await run(deps, 'record', ['astana', 'sentenced'], { ...sentence, days: '11' })
  assert.deepEqual(again.lines, ['sentence'])

  const shown = await run(deps, 'show', ['astana'])
  assert.match(shown.text, /More than 80 detained; 1 serving a sentence\./)
  assert.match(shown.text, /Sentenced: a leader, 10 days/)
  assert.match(shown.text, /Still without an outcome: leader-1, campaigners, release\./)
  assert.doesNotMatch(shown.text, /Roza/)
  assert.equal((await openNames({ db: deps.db, secrets: deps.secrets })).size, 1)

  clock.advance(15 * DAY_MS)
  const listed = await run(deps, 'list', [])
  assert.match(listed.text, /! By the calendar leader-1 can be free since 1 June 2013/)
  assert.match(listed.text, /! No news for 15 days/)
  await assert.rejects(run(deps, 'close', ['astana']), { messageKey: 'cases.still_open' })
  await run(deps, 'record', ['astana', 'released'], {
    ...said,
    on: '2013-06-01',
    group: 'campaigners',
  })
  await run(deps, 'change', ['astana', 'release', 'met'], said)
  assert.match((await run(deps, 'close', ['astana'])).text, /Closed/)
})

test('a case file goes out and comes in again, and what is wrong with one is said', async (t) => {
  const { deps, clock } = await openTestApp(t)
  clock.advance(10 * DAY_MS)
  const imported = await run(deps, 'import', ['demo/astana-case.json'], { publish: true })
  assert.deepEqual(imported.lines, [
    'demo/astana-case.json: 7 people, 9 events, 0 changes of demands are new.',
  ])
  const exported = await run(deps, 'export', ['astana-2013'])
  assert.equal(JSON.parse(exported.text).events.length, 9)
  assert.match((await run(deps, 'list', [])).text, /^astana-2013 {2}KZ {2}Public {2}At least 82/)
  assert.equal((await run(deps, 'import', [])).status, 2)
  const missing = run(deps, 'import', ['no-such-file.json'])
  await assert.rejects(missing, { messageKey: 'cases.cannot_read_file' })
  const odd = { ...said, group: 'campaigners', 'at-least': 'x' }
  await assert.rejects(run(deps, 'record', ['astana-2013', 'detained'], odd), { code: 'invalid' })
  await assert.rejects(run(deps, 'record', ['astana-2013', 'exploded'], said), { code: 'invalid' })
})
