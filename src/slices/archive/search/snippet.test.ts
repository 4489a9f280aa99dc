import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseQuery } from './query.ts'
import { findPassage, markMatches, type Piece, snippetAt } from './snippet.ts'
import { createReadText } from './words.ts'

/** Marked words in square brackets. */
function show(pieces: Piece[]): string {
  return pieces.map(({ text, isMatch }) => (isMatch ? `[${text}]` : text)).join('')
}

function mark(text: string, query: string): string {
  return show(markMatches(createReadText(text), parseQuery(query)))
}

function snippet(text: string, typed: string): string {
  const query = parseQuery(typed)
  const read = createReadText(text)
  return show(snippetAt(read, findPassage(read, query).start, query))
}

test('words are marked as they stand, in whatever form they matched', () => {
  assert.equal(mark('Назарбаев met Nazarbaev.', 'Nazarbayev'), '[Назарбаев] met [Nazarbaev].')
  assert.equal(mark('Жаңаөзен, l’ÉCOLE', 'ecole zhanaoz'), '[Жаңаөзен], [l’ÉCOLE]')
  assert.equal(mark('the embassy’s door', 'embassy'), 'the [embassy’s] door')
  assert.equal(mark('السِّفارة', 'السفارة'), '[السِّفارة]')
  assert.equal(mark('nothing here', 'xyz'), 'nothing here')
})

test('the last word marks what it begins, others only themselves', () => {
  assert.equal(mark('court courts courtyard', 'yard court'), '[court] [courts] [courtyard]')
  assert.equal(mark('court courts courtyard', 'court yard'), '[court] courts courtyard')
})

test('a phrase is marked as one, and only where it stands together', () => {
  assert.equal(
    mark('summary court, court summary', '"summary court"'),
    '[summary court], court summary',
  )
  assert.equal(mark('在北京大学学习', '北京大学'), '在[北京大学]学习')
  assert.equal(mark('北京 大学', '北京大学'), '北京 大学')
})

test('matches that overlap are marked once', () => {
  assert.equal(mark('a b c', '"a b" "b c"'), '[a b c]')
})

test('what a snippet cuts is marked as far as it is shown', () => {
  const [before, run] = ['字'.repeat(300), '北京大学'.repeat(100)]
  const shown = snippet(`${before}${run}`, `"${run.slice(0, 180)}"`)
  assert.equal(shown, `… ${'字'.repeat(60)}[${run.slice(0, 200)}] …`)
})

test('a snippet shows where most of the query stands together', () => {
  const filler = 'Lorem ipsum dolor sit amet. '.repeat(30)
  const text = `Hunger. ${filler}Their hunger strike began on Monday. ${filler}`
  const shown = snippet(text, 'hunger strike')
  assert.match(shown, /^… .*Their \[hunger\] \[strike\] began on Monday\..* …$/)
  assert.ok(shown.length < 300)
})

test('a snippet without a match is the beginning of the text', () => {
  const text = 'First sentence. '.repeat(50)
  assert.match(snippet(text, 'xyz'), /^First sentence\..* …$/)
})

test('a short text is shown whole, on one line', () => {
  assert.equal(snippet('One.\n\nTwo  three.\n', 'two'), 'One. [Two] three.')
})

test('a snippet keeps characters whole and cuts between words', () => {
  const faces = '👩🏽‍🦰'.repeat(500)
  assert.ok(snippet(faces, 'x').isWellFormed())
  const words = snippet('abcdefgh '.repeat(200), 'x')
  assert.match(words, /^(abcdefgh )+…$/)
})

test('the pieces of a marked text are the text', () => {
  const text = fc.array(
    fc.constantFrom('a', 'b ', 'я', '京都', '’', ' ', 'é', '👩🏽', '\u0301', 'ﷺ', '\ud800'),
  )
  fc.assert(
    fc.property(text, text, (parts, typed) => {
      const pieces = markMatches(createReadText(parts.join('')), parseQuery(typed.join('')))
      assert.equal(pieces.map((piece) => piece.text).join(''), parts.join(''))
    }),
  )
})

test('one word as long as a book does no harm', () => {
  const text = 'x'.repeat(100_000)
  assert.ok(snippet(text, text).length < 600)
  assert.ok(snippet('京'.repeat(100_000), '京京').length < 600)
})
