import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatMoney, readAmount, readCurrency } from './money.ts'

test('amounts become whole numbers of the smallest unit', () => {
  assert.equal(readAmount('12.50', 'EUR'), 1250)
  assert.equal(readAmount('12.5', 'EUR'), 1250)
  assert.equal(readAmount('0.29', 'USD'), 29)
  assert.equal(readAmount('-0.01', 'USD'), -1)
  assert.equal(readAmount('500', 'JPY'), 500)
  assert.equal(readAmount('500.00', 'JPY'), 500)
  assert.equal(readAmount('1.234', 'KWD'), 1234)
})

test('what is no amount of the currency is refused', () => {
  for (const text of ['', '12,50', '1e3', '0x10', 'NaN', '12.505', '1234567890123', ' ', '--1']) {
    assert.equal(readAmount(text, 'EUR'), undefined, text)
  }
  assert.equal(readAmount('12.50', 'JPY'), undefined)
})

test('only currencies that exist are read', () => {
  assert.equal(readCurrency(' eur '), 'EUR')
  assert.equal(readCurrency('EURO'), undefined)
  assert.equal(readCurrency('AAA'), undefined)
})

test('amounts are shown as is usual in the language', () => {
  assert.equal(formatMoney('en', { amountMinor: 125000, currency: 'EUR' }), '€1,250')
  assert.equal(formatMoney('en', { amountMinor: 1250, currency: 'GBP' }), '£12.50')
  assert.equal(formatMoney('ru', { amountMinor: 125000, currency: 'EUR' }), '1\u00a0250\u00a0€')
  assert.equal(formatMoney('en', { amountMinor: 500, currency: 'JPY' }), 'JP¥500')
})
