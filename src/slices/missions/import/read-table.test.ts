import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AppError } from '../../../platform/errors.ts'
import { readTable } from './read-table.ts'

function refusal(content: string | Buffer) {
  try {
    readTable('missions.csv', Buffer.from(content))
  } catch (error) {
    assert.ok(error instanceof AppError)
    const { line, column } = error.values
    return { code: error.code, key: error.messageKey, at: `${line}:${column}` }
  }
  return undefined
}

test('rows know the line they begin on, also after a field of several lines', () => {
  const table = readTable('x.csv', Buffer.from('\uFEFFa,b\r\n1,"two\r\nlines"\r\n\r\n3,4\r\n'))
  assert.deepEqual(table.header, ['a', 'b'])
  assert.deepEqual(
    table.rows.map(({ line, fields }) => [line, fields[0]]),
    [
      [2, '1'],
      [5, '3'],
    ],
  )
})

test('semicolons separate when the header says so, and one more at its end makes no column', () => {
  const table = readTable('x.csv', Buffer.from('a;b;\n1;say "two"\n3;4;\n'))
  assert.deepEqual(table.header, ['a', 'b'])
  assert.deepEqual(
    table.rows.map(({ fields }) => fields),
    [
      ['1', 'say "two"'],
      ['3', '4'],
    ],
  )
})

test('an empty file is refused', () => {
  assert.equal(refusal(' \n')?.key, 'missions.import_empty')
})

test('Latin-1 is refused with the line and column of its first letter', () => {
  const bytes = Buffer.concat([Buffer.from('a,b\n1,2\nМ,Bras'), Buffer.from('ília\n', 'latin1')])
  assert.deepEqual(refusal(bytes), {
    code: 'invalid',
    key: 'missions.import_not_utf8',
    at: '3:7',
  })
})

test('merge-conflict marks are refused with their line', () => {
  const file = 'a,b\n1,2\n<<<<<<< HEAD\n3,4\n=======\n3,5\n>>>>>>> other\n'
  assert.deepEqual(refusal(file), {
    code: 'invalid',
    key: 'missions.import_conflict',
    at: '3:1',
  })
})

test('a quote that never ends is refused with the place where it begins', () => {
  assert.deepEqual(refusal('a,b\n1,2\n3,"four\n5,6\n'), {
    code: 'invalid',
    key: 'missions.import_open_quote',
    at: '3:3',
  })
})

test('a quote within a field is refused with its line', () => {
  assert.equal(refusal('a,b\n1,say "two"\n')?.key, 'missions.import_bad_quote')
})

test('a row with a field too many or too few is refused with its place', () => {
  assert.deepEqual(refusal('a,b\n1,2\n3\n'), {
    code: 'invalid',
    key: 'missions.import_wrong_width',
    at: '3:2',
  })
  assert.equal(refusal('a,b\n1,2,3\n')?.at, '2:3')
})
