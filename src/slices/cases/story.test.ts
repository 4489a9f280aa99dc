import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { openTestApp } from '../../../test/harness.ts'
import { DAY_MS } from '../../platform/time.ts'
import { type CaseFile, parseCaseFile } from './file/case-file.ts'
import { importCase } from './file/import-case.ts'
import { foldCase } from './fold/case-state.ts'
import { stateSentence } from './pages/words.ts'
import { findLedger } from './queries.ts'

/** The sentence at the top of the page after each event, in both languages. */
const sentences: [key: string, en: string, ru?: string][] = [
  ['raids', 'Nothing has been recorded yet.'],
  ['round-up', 'More than 80 detained.'],
  ['releases', 'More than 80 detained; many released; how many are still held is not known.'],
  [
    'court',
    'More than 80 detained; 5 on trial; many released; how many are still held is not known.',
    'Задержаны более 80 человек; под судом 5 человек; многие отпущены; сколько человек ещё под стражей, неизвестно.',
  ],
  [
    'ten-days',
    'More than 80 detained; 1 serving a sentence; 4 on trial; many released; how many are still held is not known.',
  ],
  [
    'fine',
    'More than 80 detained; 1 serving a sentence; 3 on trial; 1 fined; many released; how many are still held is not known.',
  ],
  [
    'fine-release',
    'More than 80 detained; 1 serving a sentence; 3 on trial; 1 fined; many released; how many are still held is not known.',
  ],
  [
    'seven-days',
    'More than 80 detained; 2 serving a sentence; 3 on trial; 1 fined; many released; how many are still held is not known.',
  ],
  [
    'journalist-arrest',
    'At least 82 detained; 2 serving a sentence; 3 on trial; 1 fined; many released; how many are still held is not known.',
    'Задержаны не менее 82 человек; отбывают срок 2 человека; под судом 3 человека; оштрафован 1 человек; многие отпущены; сколько человек ещё под стражей, неизвестно.',
  ],
  [
    'demo-seven-days-over',
    'At least 82 detained; 1 serving a sentence; 3 on trial; 1 fined; many released; how many are still held is not known.',
  ],
  [
    'demo-ten-days-over',
    'At least 82 detained; 3 on trial; 1 fined; many released; how many are still held is not known.',
  ],
  [
    'demo-journalist-lost',
    'At least 82 detained; 3 on trial; 1 fined; many released; 4 of whom nothing more is known; how many are still held is not known.',
  ],
  [
    'demo-others-lost',
    'At least 82 detained; 3 on trial; 1 fined; many released; what became of the others could not be found out.',
  ],
]

test('the story of May 2013, event by event, to a closed case', async (t) => {
  const { deps, clock } = await openTestApp(t)
  clock.advance(31 * DAY_MS)
  const [begun, ended] = ['astana-case', 'astana-case-end'].map(
    (name): CaseFile => parseCaseFile(readFileSync(`demo/${name}.json`, 'utf8')),
  )
  assert.ok(begun && ended)
  const { caseId } = await importCase(deps, undefined, JSON.stringify({ ...begun, events: [] }))
  const all = [...begun.events, ...ended.events]
  assert.deepEqual(
    all.map(({ key }) => key),
    sentences.map(([key]) => key),
  )
  for (const [index, [key, en, ru]] of sentences.entries()) {
    await importCase(deps, undefined, JSON.stringify({ ...begun, events: [all[index]] }))
    const ledger = await findLedger(deps.reader, caseId)
    assert.ok(ledger)
    const { counts, warnings } = foldCase(ledger)
    assert.equal(stateSentence(deps.catalogues.translator('en'), counts), en, key)
    if (ru) assert.equal(stateSentence(deps.catalogues.translator('ru'), counts), ru, key)
    assert.deepEqual(warnings, [], key)
  }
  await importCase(deps, undefined, JSON.stringify(ended))
  const closed = await findLedger(deps.reader, caseId)
  assert.equal(closed?.case.closedAt, clock.now())
  assert.ok(closed?.events.every(({ sources }) => sources.length > 0))
})

test('what is made up for the demonstration says so, in both languages', () => {
  const ended = parseCaseFile(readFileSync('demo/astana-case-end.json', 'utf8'))
  for (const { key, texts, sources } of [...ended.events, ...ended.changes]) {
    assert.match(key, /^demo-/)
    assert.match(texts?.en ?? '', /demonstration only/)
    assert.match(texts?.ru ?? '', /Только для демонстрации/)
    assert.deepEqual(
      sources.map(({ name }) => name),
      ['Made up for the demonstration'],
    )
  }
})
