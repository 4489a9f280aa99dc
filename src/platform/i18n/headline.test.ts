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
