import assert from 'node:assert/strict'
import { globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { loadMessages } from '../src/platform/i18n/catalogues.ts'

const english = loadMessages('locales/en')
const others = readdirSync('locales').filter((lang) => lang !== 'en')

test('every catalogue has the same keys', () => {
  for (const lang of others) {
    assert.deepEqual(
      [...loadMessages(join('locales', lang)).keys()].sort(),
      [...english.keys()].sort(),
    )
  }
})

// One language may leave out a value that another needs for its grammar; a misspelt name is neither.
test('every message is well formed, and its values are those of the other languages', () => {
  for (const lang of others) {
    const messages = loadMessages(join('locales', lang))
    for (const [key, message] of english) {
      const [here, there] = [valuesOf(message, 'en'), valuesOf(messages.get(key) ?? '', lang)]
      const [fewer, more] = here.length < there.length ? [here, there] : [there, here]
      const unknown = fewer.filter((name) => !more.includes(name))
      assert.deepEqual(unknown, [], `${lang} ${key}`)
    }
  }
})

// “Embassy of Kazakhstan in Washington, D.C..”
test('no sentence ends with the name of a mission', () => {
  for (const lang of readdirSync('locales')) {
    for (const [key, message] of loadMessages(join('locales', lang))) {
      if (key === 'protests.mission_unknown') continue
      assert.doesNotMatch(message, /\{mission\}\./, `${lang} ${key}`)
    }
  }
})

test('keys begin with the name of the file that holds them', () => {
  for (const file of globSync('locales/*/*.json')) {
    const room = /([^/]+)\.json$/.exec(file)?.[1]
    for (const key of Object.keys(JSON.parse(readFileSync(file, 'utf8')))) {
      assert.ok(key.startsWith(`${room}.`), `${file}: ${key}`)
    }
  }
})

test('every key that the code names is in the catalogue, and the other way round', () => {
  const sources = globSync('src/**/*.{ts,tsx}')
    .filter((file) => !/\.test\.tsx?$/.test(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
  const rooms = [...new Set([...english.keys()].map((key) => key.split('.')[0]))].join('|')
  const named = new Set(
    [...sources.matchAll(new RegExp(`['"\`]((?:${rooms})\\.[a-z0-9_]+)(?=['"\`])`, 'g'))].map(
      ([, key]) => key,
    ),
  )
  const prefixes = [
    ...sources.matchAll(new RegExp(`\`((?:${rooms})\\.[a-z0-9_]*)\\$\\{`, 'g')),
  ].map(([, start]) => start)
  const unused = [...english.keys()].filter(
    (key) =>
      !named.has(key) && !prefixes.some((start) => start !== undefined && key.startsWith(start)),
  )
  assert.deepEqual(unused, [], 'messages that nothing shows')
})

/** Names and kinds of the placeholders of a message. */
function valuesOf(message: string, lang: string): string[] {
  const found = new Set<string>()
  const visit = (elements: ReturnType<typeof parse>) => {
    for (const element of elements) {
      if (element.type !== TYPE.literal && element.type !== TYPE.pound) found.add(element.value)
      if (element.type === TYPE.plural || element.type === TYPE.select) {
        for (const option of Object.values(element.options)) visit(option.value)
      }
    }
  }
  visit(parse(message, { locale: new Intl.Locale(lang) }))
  return [...found].sort()
}
