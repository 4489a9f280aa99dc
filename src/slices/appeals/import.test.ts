import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { type TestContext, test } from 'node:test'
import { actor } from '../../../test/actors.ts'
import { openTestApp } from '../../../test/harness.ts'
import { createOutbox } from '../../platform/outbox/outbox.ts'
import { DAY_MS } from '../../platform/time.ts'
import { openCase } from '../cases/index.ts'
import { exportAppeal } from './export.ts'
import { AppealFileError } from './file/problems.ts'
import { type FileInput, importAppeals } from './import.ts'
import { publishAppeal } from './publish.ts'
import { findAppeal, findAppealById } from './queries.ts'
import type { AppealKey } from './types.ts'
import { withdrawAppeal } from './withdraw.ts'

const key: AppealKey = {
  publishedOn: '2013-05-22',
  slug: 'housing-justice-activists-arrested-in-astana',
}
const english = fileOf('demo/astana.md')
const russian = fileOf('demo/astana.ru.md')

function fileOf(name: string): FileInput {
  return { name, bytes: readFileSync(name) }
}

/** The same file with a word replaced. */
function edited({ name, bytes }: FileInput, from: string, to: string): FileInput {
  const text = Buffer.from(bytes).toString('utf8')
  assert.ok(text.includes(from))
  return { name, bytes: Buffer.from(text.replace(from, to)) }
}

/** An installation that notes the facts announced instead of reacting to them. */
async function openNotedApp(t: TestContext) {
  const { deps, clock } = await openTestApp(t)
  const facts: string[] = []
  const outbox = createOutbox(deps, [])
  const noting: typeof outbox = {
    async publish(tx, topic, payload, options) {
      facts.push(topic.name)
      await outbox.publish(tx, topic, payload, options)
    },
  }
  return { deps: { ...deps, outbox: noting }, clock, facts }
}

async function problemsOf(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof AppealFileError)
  return error.problems.map(({ file, line, messageKey }) => [file, line, messageKey])
}

test('original and translation become one appeal, in whatever order they come', async (t) => {
  const { deps, facts } = await openNotedApp(t)
  const reports = await importAppeals(deps, [russian, english], { publish: true })

  assert.deepEqual(
    reports.map(({ language, outcome, released }) => [language, outcome, released]),
    [
      ['en', 'created', true],
      ['ru', 'created', true],
    ],
  )
  assert.deepEqual(facts, ['appeals.published'])
  const appeal = await findAppeal(deps.reader, key, 'ru')
  assert.deepEqual(appeal?.languages, ['en', 'ru'])
  assert.equal(appeal?.language, 'ru')
  assert.equal(appeal?.place.text, 'Астана')
})

test('importing the same files again changes nothing', async (t) => {
  const { deps, clock, facts } = await openNotedApp(t)
  await importAppeals(deps, [english, russian], { publish: true })
  const before = await findAppeal(deps.reader, key, 'en')
  clock.advance(DAY_MS)

  const reports = await importAppeals(deps, [english, russian], { publish: true })
  assert.deepEqual(
    reports.map(({ outcome, released }) => [outcome, released]),
    [
      ['unchanged', false],
      ['unchanged', false],
    ],
  )
  assert.deepEqual(await findAppeal(deps.reader, key, 'en'), before)
  assert.deepEqual(facts, ['appeals.published'])
})

test('a corrected file changes the appeal and is announced', async (t) => {
  const { deps, clock, facts } = await openNotedApp(t)
  await importAppeals(deps, [english], { publish: true })
  clock.advance(DAY_MS)

  const [report] = await importAppeals(deps, [edited(english, 'at_least: 81', 'at_least: 91')], {
    publish: false,
  })
  assert.equal(report?.outcome, 'changed')
  assert.deepEqual(facts, ['appeals.published', 'appeals.changed'])
  const appeal = await findAppeal(deps.reader, key, 'en')
  assert.deepEqual(appeal?.figures?.counts[0], { kind: 'detained', count: { atLeast: 91 } })
  assert.equal(appeal?.changedAt, clock.now())
})

test('a draft is imported and corrected in silence, until it is published', async (t) => {
  const { deps, facts } = await openNotedApp(t)
  await importAppeals(deps, [english], { publish: false })
  await importAppeals(deps, [edited(english, 'before a summary court', 'in court')], {
    publish: false,
  })
  assert.equal(await findAppeal(deps.reader, key, 'en'), undefined)
  assert.deepEqual(facts, [])

  await publishAppeal(deps, key)
  assert.ok(await findAppeal(deps.reader, key, 'en'))
  assert.deepEqual(facts, ['appeals.published'])
})

test('an appeal is published once', async (t) => {
  const { deps } = await openNotedApp(t)
  await importAppeals(deps, [english], { publish: false })
  await publishAppeal(deps, key)
  await assert.rejects(publishAppeal(deps, key), { code: 'conflict' })
  await assert.rejects(publishAppeal(deps, { ...key, slug: 'another' }), { code: 'not_found' })
})

test('a withdrawn appeal is gone for readers and never published again', async (t) => {
  const { deps, facts } = await openNotedApp(t)
  await importAppeals(deps, [english], { publish: true })
  const id = (await findAppeal(deps.reader, key, 'en'))?.id ?? ''
  await withdrawAppeal(deps, key)

  assert.equal(await findAppeal(deps.reader, key, 'en'), undefined)
  assert.ok((await findAppealById(deps.reader, id, 'en'))?.withdrawnAt)
  assert.deepEqual(facts, ['appeals.published', 'appeals.withdrawn'])
  await assert.rejects(withdrawAppeal(deps, key), { code: 'conflict' })
  await assert.rejects(importAppeals(deps, [english], { publish: true }), { code: 'conflict' })
})

test('a draft cannot be withdrawn', async (t) => {
  const { deps } = await openNotedApp(t)
  await importAppeals(deps, [english], { publish: false })
  await assert.rejects(withdrawAppeal(deps, key), { code: 'conflict' })
})

test('one broken file keeps all the others out', async (t) => {
  const { deps } = await openNotedApp(t)
  const broken = edited(russian, 'translates: 2013', 'translates: 2014')
  assert.deepEqual(await problemsOf(importAppeals(deps, [english, broken], { publish: true })), [
    ['demo/astana.ru.md', 2, 'appeals.file_no_original'],
  ])
  assert.equal(await findAppeal(deps.reader, key, 'en'), undefined)
})

test('problems of several files are reported together', async (t) => {
  const { deps } = await openNotedApp(t)
  const files = [
    edited(english, 'country: KZ', 'country: XX'),
    { name: 'empty.md', bytes: Buffer.of() },
  ]
  assert.deepEqual(await problemsOf(importAppeals(deps, files, { publish: false })), [
    ['demo/astana.md', 8, 'appeals.file_unknown_country'],
    ['empty.md', 1, 'appeals.file_empty'],
  ])
})

test('a translation may only speak of what its original has', async (t) => {
  const { deps } = await openNotedApp(t)
  const stray = edited(russian, '  release: ', '  relaese: ')
  const [problem] = await problemsOf(importAppeals(deps, [english, stray], { publish: false }))
  assert.deepEqual(problem, ['demo/astana.ru.md', 35, 'appeals.file_unknown_key'])
})

test('an original in a second language is told to be a translation', async (t) => {
  const { deps } = await openNotedApp(t)
  await importAppeals(deps, [english], { publish: false })
  const second = edited(english, 'language: en', 'language: de')
  assert.deepEqual(await problemsOf(importAppeals(deps, [second], { publish: false })), [
    ['demo/astana.md', 7, 'appeals.file_other_original'],
  ])
})

test('a translation into the language of the original is refused', async (t) => {
  const { deps } = await openNotedApp(t)
  const same = edited(edited(russian, 'language: ru', 'language: en'), '  ru:\n', '  en:\n')
  await importAppeals(deps, [english], { publish: false })
  assert.deepEqual(await problemsOf(importAppeals(deps, [same], { publish: false })), [
    ['demo/astana.ru.md', 3, 'appeals.file_original_language'],
  ])
})

test('two files for one text are refused', async (t) => {
  const { deps } = await openNotedApp(t)
  const twins = [english, { ...english, name: 'copy.md' }]
  assert.deepEqual(await problemsOf(importAppeals(deps, twins, { publish: false })), [
    ['copy.md', 1, 'appeals.file_twice'],
  ])
})

test('two imports at once make one appeal', async (t) => {
  const { deps } = await openNotedApp(t)
  const results = await Promise.all([
    importAppeals(deps, [english], { publish: true }),
    importAppeals(deps, [english], { publish: true }),
  ])
  assert.deepEqual(
    results
      .flat()
      .map(({ outcome }) => outcome)
      .sort(),
    ['created', 'unchanged'],
  )
})

test('what is exported imports without a change', async (t) => {
  const { deps } = await openNotedApp(t)
  await importAppeals(deps, [english, russian], { publish: true })
  const files = await exportAppeal(deps, key)
  assert.deepEqual(
    files.map(({ name }) => name),
    [`2013-05-22-${key.slug}.md`, `2013-05-22-${key.slug}.ru.md`],
  )

  const inputs = files.map(({ name, content }) => ({ name, bytes: Buffer.from(content) }))
  const reports = await importAppeals(deps, inputs, { publish: false })
  assert.deepEqual(
    reports.map(({ outcome }) => outcome),
    ['unchanged', 'unchanged'],
  )
})

test('a demand that the original drops leaves the export of its translation', async (t) => {
  const { deps } = await openNotedApp(t)
  await importAppeals(deps, [english, russian], { publish: true })
  const shorter = edited(english, '  evictions: No evictions from family homes.\n', '')
  await importAppeals(deps, [shorter], { publish: false })

  const appeal = await findAppeal(deps.reader, key, 'ru')
  assert.deepEqual(
    appeal?.demands.map((demand) => demand.key),
    ['release', 'charges'],
  )
  const inputs = (await exportAppeal(deps, key)).map(({ name, content }) => ({
    name,
    bytes: Buffer.from(content),
  }))
  await importAppeals(deps, inputs, { publish: false })
})

test('a partner’s case, opened under the key that a file names, does not speak for its appeal', async (t) => {
  const app = await openTestApp(t)
  const chloe = await actor(app, 'Chloe', 'Campaign Kazakhstan')
  const titles = { en: 'Ours' }
  const line = String(english.bytes).split('\n').indexOf('case: astana-2013') + 1
  await openCase(app.deps, chloe, { key: 'astana-2013', country: 'KZ', titles })
  assert.deepEqual(await problemsOf(importAppeals(app.deps, [english], { publish: true })), [
    ['demo/astana.md', line, 'appeals.file_case_of_others'],
  ])
  const own = edited(english, 'case: astana-2013', 'case: other')
  assert.equal((await importAppeals(app.deps, [own], { publish: true })).length, 1)
})
