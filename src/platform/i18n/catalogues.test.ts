import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { IntlMessageFormat } from 'intl-messageformat'
import { loadCatalogues } from './catalogues.ts'

function translatorOf(t: TestContext, messages: Record<string, string>) {
  const dir = mkdtempSync(join(tmpdir(), 'outcry-locales-'))
  t.after(() => rmSync(dir, { recursive: true }))
  mkdirSync(join(dir, 'en'))
  writeFileSync(join(dir, 'en', 'room.json'), JSON.stringify(messages))
  return loadCatalogues(dir).translator('en')
}

test('messages with names to fill in read as ICU reads them', (t) => {
  const messages = {
    plain: 'Write to {name} in {place}.',
    quoted: "It's {name}'s; '{name}' stands as it is, '' is one quote.",
    twice: '{name} and {name}: {count}',
    plural: '{count, plural, one {# letter} other {# letters}} by {name}',
    choice: '{name, select, Ana {she} other {they}}',
  }
  const translate = translatorOf(t, messages)
  for (const values of [
    { name: 'Ana', place: '<Astana> & {name}', count: 1 },
    { name: '', place: '$& \\', count: 1234 },
  ]) {
    for (const [key, message] of Object.entries(messages)) {
      const expected = String(new IntlMessageFormat(message, 'en').format(values))
      assert.equal(translate(key, values), expected, key)
    }
  }
})

test('a message without one of its names is no sentence, and says so', (t) => {
  const translate = translatorOf(t, { greeting: 'Dear {name}' })
  assert.throws(() => translate('greeting', {}), /name/)
  assert.throws(() => translate('farewell'), /no message farewell in the catalogue of en/)
})
