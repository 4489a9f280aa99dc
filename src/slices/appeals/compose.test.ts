import assert from 'node:assert/strict'
import { test } from 'node:test'
import { composeAppeal, type StoredAppeal } from './compose.ts'
import { letterTexts } from './letter-texts.ts'
import type { Appeal, AppealTexts } from './types.ts'

const at = '2013-05-22T05:00:00.000Z'
const english: AppealTexts = {
  language: 'en',
  title: 'Title',
  call: 'Call',
  place: 'Town',
  events: [{ key: 'raid', text: 'A raid' }],
  demands: [{ key: 'release', text: 'Release' }],
  letters: [{ language: 'en', subject: 'S', text: 'T' }],
  prompts: ['Why?'],
  story: 'Story',
}
const russian: AppealTexts = {
  language: 'ru',
  title: 'Заглавие',
  call: 'Призыв',
  events: [],
  demands: [{ key: 'release', text: 'Освободить' }],
  letters: [],
  prompts: [],
  story: 'Рассказ',
}
const stored: StoredAppeal = {
  id: 'x',
  key: { publishedOn: '2013-05-22', slug: 'a' },
  facts: {
    country: 'KZ',
    topics: [],
    addresseeLanguages: [],
    events: [{ key: 'raid', happenedOn: '2013-05-22' }],
    demands: ['release'],
  },
  texts: [english, russian],
  changedAt: at,
}

test('what a translation leaves out comes from the original and says so', () => {
  const appeal = composeAppeal(stored, at, 'ru')
  assert.equal(appeal.title, 'Заглавие')
  assert.deepEqual(appeal.demands[0]?.text, { language: 'ru', text: 'Освободить' })
  assert.deepEqual(appeal.events[0]?.text, { language: 'en', text: 'A raid' })
  assert.deepEqual(appeal.place, { language: 'en', text: 'Town' })
  assert.deepEqual(appeal.prompts, { language: 'en', items: ['Why?'] })
})

test('a language that the appeal does not exist in gets the original', () => {
  assert.equal(composeAppeal(stored, at, 'fr').language, 'en')
})

test("a translation's letter takes the place of one in the original", () => {
  const first = { language: 'ru', subject: 'S', text: 'first' }
  const texts: StoredAppeal['texts'] = [
    { ...english, letters: [...english.letters, first] },
    { ...russian, letters: [{ ...first, text: 'second' }] },
  ]
  const { letters } = composeAppeal({ ...stored, texts }, at, 'en')
  assert.deepEqual(
    letters.map(({ language, text }) => [language, text]),
    [
      ['en', 'T'],
      ['ru', 'second'],
    ],
  )
})

/** The languages of the letter to send and of the one to understand. */
function chosen(addresseeLanguages: string[], letters: string[], lang: string) {
  const appeal: Appeal = {
    ...composeAppeal(stored, at, 'en'),
    addresseeLanguages,
    letters: letters.map((language) => ({ language, subject: 'S', text: 'T' })),
  }
  const { addressee, reader } = letterTexts(appeal, lang)
  return [addressee?.language, reader?.language]
}

test('the letter to send is in a language that the addressee reads', () => {
  const cases: [string[], string[], string, (string | undefined)[]][] = [
    [['ru', 'en'], ['en', 'ru'], 'en', ['en', undefined]],
    [['ru', 'kk'], ['en', 'ru'], 'en', ['ru', 'en']],
    [['kk', 'ru'], ['en', 'ru', 'fr'], 'fr', ['ru', 'fr']],
    [['kk'], ['fr', 'en'], 'de', ['en', undefined]],
    [[], ['en', 'fr'], 'fr', ['fr', undefined]],
    [['kk'], [], 'en', [undefined, undefined]],
  ]
  for (const [addresseeLanguages, letters, lang, expected] of cases) {
    assert.deepEqual(chosen(addresseeLanguages, letters, lang), expected)
  }
})
