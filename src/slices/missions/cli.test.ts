import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openTestApp } from '../../../test/harness.ts'
import { missionsCommands } from './cli.ts'
import { directoryFile } from './fixture.ts'
import { findMissionEmail, listMissionsOf } from './queries.ts'

async function openCommands(t: Parameters<typeof openTestApp>[0]) {
  const { deps } = await openTestApp(t)
  const dir = mkdtempSync(join(tmpdir(), 'outcry-missions-'))
  t.after(() => rmSync(dir, { recursive: true }))
  const lines: string[] = []
  const out = {
    line: (text: string) => void lines.push(text),
    note: (text: string) => void lines.push(text),
    progress: () => {},
  }
  const run = async (name: string, positionals: string[], values = {}) => {
    lines.length = 0
    const command = missionsCommands.find((each) => each.name === `missions ${name}`)
    assert.ok(command)
    const status = await command.run({ deps, positionals, values, out })
    return { status, text: lines.join('\n') }
  }
  return { deps, dir, run }
}

test('import tells what became of the rows, and a dry run that nothing was written', async (t) => {
  const { deps, dir, run } = await openCommands(t)
  const file = join(dir, 'missions.csv')
  const { content } = directoryFile({ city: 'London', email: 'a@b' }, { sending_state: 'XX' })
  writeFileSync(file, content)

  const dry = await run('import', [file], { 'dry-run': true })
  assert.equal(dry.status, 0)
  assert.match(dry.text, /2 rows: 1 imported, 0 merged, 0 changed, 0 unchanged, 1 reported/)
  assert.match(dry.text, /line 3: the sending state is not one of the list: XX/)
  assert.match(dry.text, /line 2: no sure email address, left out: a@b/)
  assert.match(dry.text, /Nothing was written/)
  assert.deepEqual(await listMissionsOf(deps.db, 'KZ'), [])

  assert.match((await run('import', [file])).text, /All of it was written/)
  const copy = join(dir, 'copy.csv')
  assert.equal((await run('export', [copy])).status, 0)
  assert.match(readFileSync(copy, 'utf8'), /^sending_state,[^\n]*\nKZ,GB,embassy,London,/)
})

test('a dry run tells what would be said anew of missions that are known', async (t) => {
  const { dir, run } = await openCommands(t)
  const file = join(dir, 'missions.csv')
  const london = { city: 'London', source_id: 'Q1' }
  writeFileSync(file, directoryFile(london).content)
  await run('import', [file])
  writeFileSync(file, directoryFile({ ...london, city: 'Hull', source_date: '2030-01-01' }).content)
  const { text } = await run('import', [file], { 'dry-run': true })
  assert.match(text, /elsewhere \(1\):\n {2}\S{36} embassy, London, GB → embassy, Hull, GB/)
})

test('a file that is not there is refused with its name', async (t) => {
  const { run } = await openCommands(t)
  await assert.rejects(run('import', ['nowhere.csv']), { messageKey: 'missions.import_unreadable' })
  assert.equal((await run('import', [])).status, 2)
})

test('add-contact enters a contact, and says what is missing', async (t) => {
  const { deps, dir, run } = await openCommands(t)
  const file = join(dir, 'missions.csv')
  writeFileSync(file, directoryFile({ city: 'London' }).content)
  await run('import', [file])
  const [mission] = await listMissionsOf(deps.db, 'KZ')
  assert.ok(mission)

  const values = { kind: 'email', value: 'a@mfa.example', source: 'telephone call' }
  assert.match((await run('add-contact', [mission.id], values)).text, /Letters that waited/)
  const phone = { ...values, kind: 'phone', value: '+44 20 7925 1757' }
  assert.doesNotMatch((await run('add-contact', [mission.id], phone)).text, /Letters/)
  assert.equal(await findMissionEmail(deps.db, mission.id), 'a@mfa.example')
  const incomplete = await run('add-contact', [mission.id], { kind: 'pigeon' })
  assert.equal(incomplete.status, 2)
  assert.match(incomplete.text, /email, phone, fax, website, address/)
})
