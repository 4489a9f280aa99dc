import assert from 'node:assert/strict'
import { test } from 'node:test'
import { headline } from './headline.ts'

test('no line of a headline begins with a dash', () => {
  assert.equal(headline('Kazakhstan – solidarity needed'), 'Kazakhstan\u00a0– solidarity needed')
  assert.equal(headline('Суд — сегодня'), 'Суд\u00a0— сегодня')
  assert.equal(headline('2012–2013, well-known'), '2012–2013, well-known')
})

test('no line of a headline ends with a Russian word of one letter', () => {
  assert.equal(headline('В Астане и в Алматы'), 'В\u00a0Астане и\u00a0в\u00a0Алматы')
  assert.equal(headline('за жильё, A cell'), 'за жильё, A cell')
})

test('no line of a headline ends with a number that belongs to the next word', () => {
  assert.equal(headline('At least 82 detained'), 'At least 82\u00a0detained')
  assert.equal(headline('Отбывают срок 2 человека'), 'Отбывают срок 2\u00a0человека')
  assert.equal(headline('1937 – 2013'), '1937\u00a0– 2013')
})
