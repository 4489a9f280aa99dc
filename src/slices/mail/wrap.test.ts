import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { MAX_LINE_CHARS, wrapText } from './wrap.ts'

test('long paragraphs are broken between words, short lines and blank lines stay', () => {
  const paragraph = 'We ask you to release everyone who was arrested. '.repeat(5).trim()
  const wrapped = wrapText(`Your Excellency,\n\n${paragraph}\n\nYours\nAna`)
  assert.match(wrapped, /^Your Excellency,\n\nWe ask/)
  assert.match(wrapped, /\n\nYours\nAna\n$/)
  assert.equal(wrapped.replace(/\s+/g, ' ').trim(), `Your Excellency, ${paragraph} Yours Ana`)
  assertShort(wrapped)
})

test('a line that fits keeps its spaces, and one that ends in spaces loses them', () => {
  assert.equal(wrapText('\n\n  - one   \n  - two\n\n'), '  - one\n  - two\n')
})

test('line ends of every system count, other control characters go', () => {
  assert.equal(wrapText('a\r\nb\rc\u2028d\u0000\u001b[31m\u0085e'), 'a\nb\nc\nd[31m\ne\n')
})

test('Cyrillic is broken between words', () => {
  const text = 'Мы требуем немедленно освободить задержанных активистов. '.repeat(4).trim()
  const wrapped = wrapText(text)
  assertShort(wrapped)
  assert.equal(wrapped.trim().replaceAll('\n', ' '), text)
})

test('Chinese is broken where a word ends, and no line begins with a full stop', () => {
  const text = '我们要求立即释放所有被捕的住房权利活动人士，并停止强制驱逐家庭。'.repeat(6)
  const wrapped = wrapText(text)
  assert.equal(wrapped.replaceAll('\n', ''), text)
  for (const line of wrapped.trim().split('\n')) {
    assert.ok(line.length <= MAX_LINE_CHARS / 2 + 1, 'each character is two columns wide')
    assert.doesNotMatch(line, /^[，。]/)
  }
})

test('a word longer than a line is broken between graphemes', () => {
  const family = '👨‍👩‍👧‍👦'
  const wrapped = wrapText(family.repeat(40))
  for (const line of wrapped.trim().split('\n')) {
    assert.equal(line.length % family.length, 0)
    assert.ok(line.length <= MAX_LINE_CHARS)
  }
})

test('a link stands whole: on the next line when it fits there, alone when it is too long', () => {
  const short = 'https://outcry.example/2013/05/22/housing-justice-activists/'
  const long = `https://outcry.example/letters/${'x'.repeat(80)}`
  const wrapped = wrapText(`Read what happened to the people of Astana here: ${short} and ${long}.`)
  const lines = wrapped.trim().split('\n')
  assert.ok(lines.some((line) => line.startsWith(short)))
  assert.ok(lines.includes(`${long}.`))
})

test('any text without links is wrapped into short lines and loses nothing but spaces', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
      fc.pre(!/https?:|mailto:/i.test(text))
      const wrapped = wrapText(text)
      for (const line of wrapped.split('\n')) {
        assert.ok(line.length <= MAX_LINE_CHARS || graphemeCount(line) === 1, line)
      }
      assert.equal(letters(wrapped), letters(text))
      assert.equal(wrapText(wrapped), wrapped)
    }),
  )
})

function letters(text: string): string {
  return text.normalize('NFC').replace(/[\s\p{Cc}\ufeff]/gu, '')
}

function graphemeCount(line: string): number {
  return [...new Intl.Segmenter().segment(line)].length
}

function assertShort(text: string): void {
  for (const line of text.split('\n')) assert.ok(line.length <= MAX_LINE_CHARS, line)
}
