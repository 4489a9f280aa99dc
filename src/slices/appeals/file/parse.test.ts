import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parseAppealFile } from './parse.ts'
import { AppealFileError, type FileProblem } from './problems.ts'

const original = `---
title: Arrests in the capital
call: Write today.
language: en
country: KZ
place: Astana
date: 2013-05-22
slug: arrests
demands:
  release: Release them.
---

What happened.
`

function parse(text: string | Uint8Array) {
  return parseAppealFile('a.md', typeof text === 'string' ? Buffer.from(text) : text).content
}

function problemsOf(text: string | Uint8Array): FileProblem[] {
  try {
    parse(text)
  } catch (error) {
    assert.ok(error instanceof AppealFileError)
    assert.equal(error.code, 'invalid')
    return error.problems
  }
  return []
}

/** Where each problem is and what it is called, as `3:1 file_missing`. */
function summaryOf(text: string | Uint8Array): string[] {
  return problemsOf(text).map(
    ({ line, column, messageKey }) => `${line}:${column} ${messageKey.replace('appeals.', '')}`,
  )
}

test('the demo is an original and a translation of it', () => {
  const english = parse(readFileSync('demo/astana.md'))
  const russian = parse(readFileSync('demo/astana.ru.md'))
  assert.equal(english.kind, 'original')
  assert.equal(russian.kind, 'translation')
  assert.deepEqual(russian.key, english.key)
  assert.deepEqual(
    russian.texts.demands.map(({ key }) => key),
    english.texts.demands.map(({ key }) => key),
  )
})

test('the example in the documentation is a complete appeal file', () => {
  const page = readFileSync('docs/appeal-file.md', 'utf8')
  const examples = [...page.matchAll(/^```markdown\n(.*?)^```$/gms)].map(([, text = '']) => text)
  assert.deepEqual(
    examples.map((text) => parse(text).kind),
    ['original', 'translation'],
  )
})

test('values are taken as they were typed', () => {
  const file = parse(original.replace('Arrests in the capital', '1984').replace('KZ', 'NO'))
  assert.equal(file.texts.title, '1984')
  assert.ok(file.kind === 'original' && file.facts.country === 'NO')
})

test('line ends of Windows and a byte order mark make no difference', () => {
  assert.deepEqual(parse(`\uFEFF${original.replaceAll('\n', '\r\n')}`), parse(original))
})

test('the lines of a paragraph are joined, blank lines part paragraphs', () => {
  const file = parse(
    original.replace('Release them.', '|\n    Release\n    them.\n\n\n    All of them.'),
  )
  assert.equal(file.texts.demands[0]?.text, 'Release them.\n\nAll of them.')
})

test('an unknown key names the nearest known one', () => {
  const [, problem] = problemsOf(original.replace('country:', 'coutnry:'))
  assert.deepEqual(problem, {
    file: 'a.md',
    line: 5,
    column: 1,
    messageKey: 'appeals.file_unknown_key',
    values: { name: 'coutnry', nearest: 'country' },
  })
})

test('all problems of a file are reported together, in its order', () => {
  const broken = original
    .replace('call: Write today.\n', '')
    .replace('en\n', 'klingon\n')
    .replace('KZ', 'Kazakhstan')
    .replace('2013-05-22', '2013-02-30')
    .replace('slug: arrests', 'slug: Ärrests')
    .replace('What happened.', '')
  assert.deepEqual(summaryOf(broken), [
    '2:1 file_missing',
    '3:1 file_unknown_language',
    '4:1 file_unknown_country',
    '6:1 file_not_a_day',
    '7:1 file_bad_slug',
    '11:1 file_no_story',
  ])
})

test('demand keys that stand twice are refused', () => {
  const text = original.replace('  release:', '  release: Release some.\n  release:')
  assert.deepEqual(summaryOf(text), ['11:3 file_yaml'])
  assert.deepEqual(problemsOf(text)[0]?.values, { code: 'DUPLICATE_KEY' })
})

const wrongValues: [string, string, string][] = [
  ['a list for a text', 'title: [a, b]', 'file_not_a_text'],
  ['a text for a list', 'topics: housing', 'file_not_a_list'],
  ['a text for a mapping', 'quotation: They write.', 'file_not_a_mapping'],
  ['an empty value', 'act_by:', 'file_blank'],
  ['the same topic twice', 'topics: [housing, housing]', 'file_repeated'],
  [
    'a script for an address',
    'video: {title: Film, url: "javascript:alert(1)"}',
    'file_not_a_web_address',
  ],
  [
    'a word for a count',
    'figures: {as_of: 2013-05-22, source: S, detained: lots}',
    'file_not_a_count',
  ],
  ['a negative count', 'figures: {as_of: 2013-05-22, source: S, detained: -1}', 'file_not_a_count'],
  [
    'an hour that no day has',
    'events: {raid: {date: 2013-05-22, time: "24:30", text: T}}',
    'file_not_a_time',
  ],
  ['a number as key', 'events: {1: {date: 2013-05-22, text: T}}', 'file_bad_key'],
  ['a letter without text', 'letters: {en: {subject: S}}', 'file_missing'],
  ['a letter in no language', 'letters: {xx-yy: {subject: S, text: T}}', 'file_unknown_language'],
  ['a title of 201 characters', `title: ${'x'.repeat(201)}`, 'file_too_long'],
  [
    'thirteen topics',
    `topics: [${Array.from({ length: 13 }, (_, i) => `t${i}`)}]`,
    'file_too_many',
  ],
]
for (const [name, line, expected] of wrongValues) {
  test(`${name} is refused`, () => {
    const field = line.slice(0, line.indexOf(':') + 1)
    const text = original.replace(new RegExp(`^${field}.*\n`, 'm'), '')
    assert.deepEqual(
      problemsOf(text.replace('---\n', `---\n${line}\n`)).map(({ line, messageKey }) => [
        line,
        messageKey,
      ]),
      [[2, `appeals.${expected}`]],
    )
  })
}

test('a translation brings texts only, and its own letter', () => {
  const text = `---
translates: 2013/05/22/arrests
language: ru
title: Аресты
call: Пишите.
country: KZ
letters:
  en: {subject: S, text: T}
---
Что случилось.
`
  assert.deepEqual(summaryOf(text), ['6:1 file_unknown_key_of', '8:3 file_letter_not_own'])
})

test('an empty file is refused', () => {
  assert.deepEqual(summaryOf(''), ['1:1 file_empty'])
  assert.deepEqual(summaryOf(' \n\n'), ['1:1 file_empty'])
})

test('a file without front matter is refused', () => {
  assert.deepEqual(summaryOf('Only a story.\n'), ['1:1 file_no_front_matter'])
  assert.deepEqual(summaryOf('---\ntitle: T\n'), ['1:1 file_front_matter_open'])
  assert.deepEqual(summaryOf('---\njust words\n---\nStory'), ['2:1 file_not_front_matter'])
  assert.deepEqual(summaryOf('---\n---\nStory'), ['2:1 file_not_front_matter'])
})

test('marks of an unfinished merge are refused, each with its line', () => {
  const text = original.replace(
    'call: Write today.',
    '<<<<<<< ours\ncall: Write today.\n=======\ncall: Write now.\n>>>>>>> theirs',
  )
  assert.deepEqual(summaryOf(text), ['3:1 file_conflict_marker', '7:1 file_conflict_marker'])
})

test('bytes in Latin-1 are refused where the first of them stands', () => {
  const bytes = Buffer.from(original.replace('Arrests', 'Arrêts'), 'latin1')
  assert.deepEqual(summaryOf(bytes), ['2:11 file_not_utf8'])
})

test('control characters are refused', () => {
  assert.deepEqual(summaryOf(original.replace('Write', 'Wr\u0000te')), ['3:9 file_control'])
})

test('broken YAML is refused where it breaks', () => {
  assert.deepEqual(summaryOf(original.replace('Astana', '"Astana')), ['6:8 file_yaml'])
  assert.deepEqual(summaryOf(original.replace('Write today.', 'Write: today.')), ['3:7 file_yaml'])
  assert.deepEqual(summaryOf(original.replace('  release', '\trelease')), ['10:1 file_yaml'])
  assert.deepEqual(summaryOf(original.replace('Astana', '*astana')), ['6:1 file_not_a_text'])
})

test('a file beyond the limit is refused unread', () => {
  assert.deepEqual(summaryOf(Buffer.alloc(256 * 1024 + 1, 'a')), ['1:1 file_too_large'])
})
