import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainText } from './plain-text.ts'

test('links show their words, not their addresses', () => {
  assert.equal(
    plainText('See [the *report*](https://a.example/b "Title"), ![x](y).'),
    'See the report, x.',
  )
  assert.equal(plainText('[one][1]\n\n[1]: https://a.example'), 'one\n\n')
})

test('signs of markup are left out, those of the text stay', () => {
  const markdown = '# Title\n> quoted\n- **five** leaders\n1. `code`\n***\n2 * 3, a_b, 5 - 2, \\*'
  assert.equal(plainText(markdown), 'Title\nquoted\nfive leaders\ncode\n\n2 * 3, a_b, 5 - 2, *')
})

test('hostile markup takes no time', () => {
  for (const text of ['[', '![', '[](', '*', '> ', '`', '\\', '- ']) {
    const before = performance.now()
    plainText(text.repeat(50_000))
    assert.ok(performance.now() - before < 2000, text)
  }
})
