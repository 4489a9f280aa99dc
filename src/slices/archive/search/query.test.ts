import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { MAX_QUERY_CHARS, parseQuery } from './query.ts'

/** Phrases as text; a star stands for any end of the last word. */
function read(text: string): string[] {
  return parseQuery(text).map(
    ({ tokens, isBeginning }) => tokens.join(' ') + (isBeginning ? '*' : ''),
  )
}

test('words are looked for one by one, the last also as the beginning of a word', () => {
  assert.deepEqual(read('Housing  justice\tacti'), ['housing', 'iustice', 'acti*'])
  assert.deepEqual(read('Астана'), ['astana*'])
})

test('what stands in quotation marks, or hangs together, is a phrase', () => {
  assert.deepEqual(read('"summary court" Astana'), ['summari court', 'astana*'])
  assert.deepEqual(read('Astana «summary court»'), ['astana', 'summari court'])
  assert.deepEqual(read('freedom-of-assembly'), ['freiedom of assembli*'])
})

test('a quotation that is not closed is none', () => {
  assert.deepEqual(read('"summary court'), ['summari', 'court*'])
  assert.deepEqual(read('""" \'\''), [])
})

test('a run without blanks is a phrase of pairs', () => {
  assert.deepEqual(read('北京大学abc'), ['北京 京大 大学', 'abc*'])
  assert.deepEqual(read('京'), ['京*'])
})

test('a single letter is not taken for a beginning', () => {
  assert.deepEqual(read('Vitamin a'), ['vitamin', 'a'])
})

test('the same word twice is looked for once', () => {
  assert.deepEqual(read('Astana АСТАНА'), ['astana*'])
})

test('operators of search engines are words like others, or nothing', () => {
  assert.deepEqual(read('title:a* AND (NOT b) NEAR(c d, 2) ^e {f} -g +h'), [
    ...['title a', 'and', 'not', 'b', 'near c', 'd', '2', 'ie', 'f', 'g', 'h'],
  ])
  assert.deepEqual(read('* " ( ) : ^ - + | & ! <-> \\ \' % \u0000'), [])
})

test('whatever is typed can be read, and stays small', () => {
  const check = (text: string) => {
    const phrases = parseQuery(text)
    assert.ok(phrases.length <= 12)
    for (const { tokens } of phrases) {
      assert.ok(tokens.length > 0 && tokens.length <= MAX_QUERY_CHARS)
      for (const token of tokens) assert.match(token, /^[\p{L}\p{N}\p{M}]{1,40}$/u)
    }
  }
  for (const text of ['a'.repeat(100_000), 'a '.repeat(50_000), '"'.repeat(100_000)]) check(text)
  check('\u0301'.repeat(100_000))
  fc.assert(fc.property(fc.string({ unit: 'binary' }), check))
})
