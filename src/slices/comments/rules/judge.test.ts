import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createWordList } from '../../../platform/word-list.ts'
import { countLinks, type Evidence, judge } from './judge.ts'
import { spamWords } from './spam-words.ts'

const known = { isClosed: false, isKnown: true, recent: 0, inLastHour: 0, repeats: 0 }
const nothingKnown = { ...known, isKnown: false }

function evidence(changes: Partial<Evidence>): Evidence {
  return {
    mode: 'known',
    name: 'Chloé',
    text: 'Release them all today!',
    ourNames: ['Outcry', 'Solidarity Now', 'Солидарность'],
    history: known,
    formAgeMs: 60_000,
    hasProof: true,
    words: createWordList([]),
    spamWords: createWordList(spamWords),
    ...changes,
  }
}

function reasonsOf(changes: Partial<Evidence>): string[] {
  const verdict = judge(evidence(changes))
  return verdict.kind === 'refused' ? ['refused'] : verdict.reasons.map(({ code }) => code)
}

test('nothing speaks against a known person with a few plain words', () => {
  assert.deepEqual(judge(evidence({})), { kind: 'approved', reasons: [] })
})

test('without a script a comment is judged no worse, but the moderator knows', () => {
  assert.equal(judge(evidence({ hasProof: false })).kind, 'approved')
  assert.deepEqual(reasonsOf({ hasProof: false }), ['no_proof'])
})

test('each rule says its own reason', () => {
  assert.deepEqual(reasonsOf({ mode: 'held' }), ['every_comment'])
  assert.deepEqual(reasonsOf({ history: nothingKnown }), ['first_comment'])
  assert.deepEqual(reasonsOf({ text: 'See https://a.example' }), ['links'])
  assert.deepEqual(reasonsOf({ history: { ...known, repeats: 1 } }), ['repeat'])
  assert.deepEqual(reasonsOf({ history: { ...known, recent: 5 } }), ['rate'])
  assert.deepEqual(reasonsOf({ formAgeMs: 900 }), ['too_fast'])
  assert.deepEqual(reasonsOf({ words: createWordList(['charges']), text: 'Charges!' }), ['word'])
  assert.deepEqual(reasonsOf({ name: 'Online casino' }), ['spam_word'])
})

test('whoever signs as this site or its organisation waits, however the name is written', () => {
  const names = ['Outcry team', 'ОUТСRY', 'Óut-cry', '0utcry', 'ＯＵＴＣＲＹ', 'O\u200bu\u3164tcry']
  const others = ['SolidarityNow', 'Sоlidаrity. N0w', 'S0lιdarιty Now', 'Команда «Солидарность»']
  for (const name of [...names, ...others])
    assert.deepEqual(reasonsOf({ name }), ['our_name'], name)
  for (const name of ['Chloé', 'Out', 'Cry', 'Solidarity', 'Солнце']) {
    assert.deepEqual(reasonsOf({ name }), [], name)
  }
  assert.deepEqual(reasonsOf({ ourNames: ['.', 'Al', ''], name: 'Al.' }), [])
})

test('somebody who writes much waits sooner when no script vouches for them', () => {
  assert.deepEqual(reasonsOf({ history: { ...known, recent: 3 } }), [])
  assert.deepEqual(reasonsOf({ history: { ...known, recent: 3 }, hasProof: false }), [
    'rate',
    'no_proof',
  ])
})

test('floods are refused, not kept', () => {
  assert.deepEqual(reasonsOf({ text: 'https://a.example '.repeat(11) }), ['refused'])
  assert.deepEqual(reasonsOf({ history: { ...known, repeats: 20 } }), ['refused'])
  assert.deepEqual(reasonsOf({ history: { ...known, inLastHour: 30 } }), ['refused'])
})

test('links are counted once each, also when they are disguised', () => {
  assert.equal(countLinks('Free them. All of them! 5.30 p.m. e.g. this'), 0)
  assert.equal(countLinks('https://www.a.example/b.com [x](https://c.example)'), 2)
  assert.equal(countLinks('www.a.example and casino.com and casino . com'), 3)
})

test('words are found whole, whatever their case, and phrases across spaces and signs', () => {
  const list = createWordList(['cialis', 'мой канал', '特価', 'check-out', '/of-'])
  assert.equal(list.find('A specialist and a socialist'), undefined)
  assert.equal(list.find('Buy CIALIS now'), 'cialis')
  assert.equal(list.find('Смотри МОЙ, канал'), 'мой канал')
  assert.equal(list.find('本日特価です'), '特価')
  assert.equal(list.find('check out'), 'check-out')
  assert.equal(list.find('one of a kind'), undefined)
  assert.equal(list.find('a.example/of-kind'), '/of-')
})
