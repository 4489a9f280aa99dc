import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatIban, isReachedBySepa, readBic, readIban } from './iban.ts'

/** Examples of the IBAN registry, and of the guidelines for SEPA QR codes (EPC069-12). */
const examples = [
  'AT611904300234573201',
  'BE68539007547034',
  'BE72000000001616',
  'CH9300762011623852957',
  'DE89370400440532013000',
  'FR1420041010050500013M02606',
  'GB29NWBK60161331926819',
  'KZ86125KZT5004100100',
  'MT84MALT011000012345MTLCAST001S',
  'NO9386011117947',
  'RU0304452522540817810538091310419',
]

test('every example of the registry is an account number', () => {
  for (const iban of examples) assert.equal(readIban(iban), iban)
})

test('spaces and small letters do not matter', () => {
  assert.equal(readIban(' de89 3704 0044 0532 0130 00\n'), 'DE89370400440532013000')
  assert.equal(formatIban('DE89370400440532013000'), 'DE89 3704 0044 0532 0130 00')
})

test('one wrong or swapped digit is found', () => {
  const iban = 'DE89370400440532013000'
  for (let at = 2; at < iban.length; at += 1) {
    const wrong = iban.slice(0, at) + ((Number(iban[at]) + 1) % 10) + iban.slice(at + 1)
    assert.equal(readIban(wrong), undefined, wrong)
  }
  assert.equal(readIban('DE89370400440532010300'), undefined)
})

test('a number of another length, an unknown country and plain nonsense are refused', () => {
  const wrong = ['DE8937040044053201300', 'XX89370400440532013000', '', 'DE', 'constructor', '€']
  for (const text of wrong) assert.equal(readIban(text), undefined, text)
})

test('a BIC has 8 or 11 characters', () => {
  assert.equal(readBic('bpotbeb1'), 'BPOTBEB1')
  assert.equal(readBic('DEUTDEFF500'), 'DEUTDEFF500')
  for (const text of ['BPOTBEB', 'BPOTBEB1X', '1234', '']) assert.equal(readBic(text), undefined)
})

test('outside the European Economic Area a SEPA transfer needs the BIC', () => {
  assert.ok(isReachedBySepa({ iban: 'BE72000000001616' }))
  assert.ok(!isReachedBySepa({ iban: 'CH9300762011623852957' }))
  assert.ok(isReachedBySepa({ iban: 'CH9300762011623852957', bic: 'UBSWCHZH80A' }))
  assert.ok(!isReachedBySepa({ iban: 'KZ86125KZT5004100100', bic: 'HSBKKZKX' }))
})
