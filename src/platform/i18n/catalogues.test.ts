import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { IntlMessageFormat } from 'intl-messageformat'
import type { MessageValues } from '../errors.ts'
import { loadCatalogues, loadMessages } from './catalogues.ts'

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

const NUMBERS = [0, 1, 2, 5, 21, 1234567.5]

test('every message of the catalogues reads as ICU reads it', () => {
  const catalogues = loadCatalogues('locales')
  for (const lang of catalogues.languages) {
    const translate = catalogues.translator(lang)
    for (const [key, message] of loadMessages(`locales/${lang}`)) {
      for (const values of valuesFor(parse(message))) {
        const expected = String(new IntlMessageFormat(message, lang).format(values))
        assert.equal(translate(key, values), expected, `${lang} ${key}`)
      }
    }
  }
})

/** Each number and each choice that a message can tell apart, in a few combinations. */
function valuesFor(elements: readonly MessageFormatElement[]): MessageValues[] {
  const choices = new Map<string, (string | number)[]>()
  const collect = (parts: readonly MessageFormatElement[]) => {
    for (const part of parts) {
      if (part.type === TYPE.argument && !choices.has(part.value))
        choices.set(part.value, ['<Ana>'])
      if (part.type === TYPE.number || part.type === TYPE.plural) choices.set(part.value, NUMBERS)
      if (part.type === TYPE.select) choices.set(part.value, Object.keys(part.options))
      if (part.type === TYPE.select || part.type === TYPE.plural) {
        for (const { value } of Object.values(part.options)) collect(value)
      }
    }
  }
  collect(elements)
  return NUMBERS.map((_, round) =>
    Object.fromEntries(
      [...choices].map(([name, all], index) => [name, all[(round + index * 2) % all.length] ?? '']),
    ),
  )
}
