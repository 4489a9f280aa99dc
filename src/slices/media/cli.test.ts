import assert from 'node:assert/strict'
import { rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { parseArgs } from 'node:util'
import { openTestApp } from '../../../test/harness.ts'
import { photograph } from '../../../test/pictures.ts'
import { mediaCommands } from './cli.ts'
import { findPictures } from './queries.ts'
import { noteVideo } from './videos/note.ts'

/** Types `outcry media …` and gives back the exit status and what was printed. */
async function openTerminal(t: TestContext) {
  const { deps, clock } = await openTestApp(t)
  const file = join(deps.config.dataDir, 'IMG_2013.jpg')
  writeFileSync(file, await photograph(800, 600))
  const steps: string[] = []
  const type = async (name: string, ...args: string[]) => {
    const command = mediaCommands.find((candidate) => candidate.name === `media ${name}`)
    assert.ok(command, name)
    const { options = {} } = command
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    const lines: string[] = []
    const out = {
      line: (text: string) => lines.push(text),
      note: (text: string) => lines.push(text),
      progress: (done: number, total: number) => void steps.push(`${done}/${total}`),
    }
    const call = { deps, values: values as Record<string, string>, positionals, out }
    return { status: await command.run(call), lines }
  }
  return { deps, clock, file, steps, type }
}

test('an operator adds a picture, sees it in the list, and takes it away', async (t) => {
  const { deps, file, steps, type } = await openTerminal(t)
  const added = await type('add', file, '--alt', 'A street.', '--credit', 'Ana')
  const [id = ''] = added.lines
  assert.equal(added.status, 0)
  assert.equal((await findPictures(deps.db, [id])).get(id)?.credit, 'Ana')
  assert.deepEqual(steps, ['0/4', '1/4', '2/4', '3/4', '4/4'])

  const again = await type('add', file, '--alt', 'A street.')
  assert.deepEqual(again.lines, [
    'This picture is here already, with the words it was given then.',
    id,
  ])
  assert.deepEqual((await type('list')).lines, [`${id}  600×800    A street.  (Ana)`])

  assert.deepEqual((await type('remove', id)).lines, [`${id}: taken away`])
  assert.match((await type('list')).lines[0] ?? '', /no pictures yet/)
})

test('what is wrong with a call is said, and nothing is added', async (t) => {
  const { deps, file, type } = await openTerminal(t)
  assert.equal((await type('add')).status, 2)
  assert.equal((await type('remove')).status, 2)
  await assert.rejects(type('add', file), { messageKey: 'media.alt_missing' })
  await assert.rejects(type('add', `${file}.gone`, '--alt', 'A street.'), {
    messageKey: 'media.cannot_read_file',
    values: { file: `${file}.gone`, reason: 'ENOENT' },
  })
  await assert.rejects(type('remove', 'nothing'), { code: 'not_found' })
  assert.match((await type('list')).lines[0] ?? '', /no pictures yet/)
  assert.equal(deps.catalogues.translator('ru')('media.alt_missing').includes('--alt'), true)
})

test('files that are missing, damaged or nobody’s are found', async (t) => {
  const { deps, file, type } = await openTerminal(t)
  const [id = ''] = (await type('add', file, '--alt', 'A street.')).lines
  assert.deepEqual(await type('check'), {
    status: 0,
    lines: ['The files of every picture are whole.'],
  })

  const picture = (await findPictures(deps.db, [id])).get(id)
  assert.ok(picture)
  const path = (name: string) =>
    join(deps.config.dataDir, 'media', picture.hash.slice(0, 2), `${picture.hash}-${name}`)
  rmSync(path('480.webp'))
  writeFileSync(path('600.jpg'), 'not what it was')
  const stray = path('600.jpg.0190.part')
  writeFileSync(stray, 'half')
  // Its writing began long ago, by the clock of the test.
  utimesSync(stray, 0, 0)
  const { status, lines } = await type('check')
  assert.equal(status, 1)
  assert.match(lines[0] ?? '', /missing or damaged: \w+-480\.webp, \w+-600\.jpg\./)
  assert.equal(lines[1], '1 file belongs to no picture; --tidy deletes it.')
  assert.match((await type('check', '--tidy')).lines[1] ?? '', /and was deleted/)
  assert.equal((await type('check')).lines.length, 1)
})

test('linked videos are listed with what their hosts have said', async (t) => {
  const { deps, clock, type } = await openTerminal(t)
  await noteVideo(deps.db, 'https://youtu.be/dQw4w9WgXcQ?t=5', clock.now())
  assert.equal(
    (await type('list')).lines[1],
    'https://www.youtube.com/watch?v=dQw4w9WgXcQ  not yet asked about',
  )
})
