import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sepaPayload } from './epc.ts'

test('the code of an account has the lines of EPC069-12 in their order', () => {
  const payload = sepaPayload({
    holder: 'Red Cross of Belgium',
    iban: 'BE72000000001616',
    bic: 'BPOTBEB1',
    remittance: 'Urgency fund',
  })
  const expected = 'BCD|002|1|SCT|BPOTBEB1|Red Cross of Belgium|BE72000000001616||||Urgency fund'
  assert.equal(payload, expected.replaceAll('|', '\n'))
})

test('without BIC and words the code ends with the account', () => {
  assert.equal(
    sepaPayload({ holder: 'Solidarity Now', iban: 'DE89370400440532013000' }),
    'BCD\n002\n1\nSCT\n\nSolidarity Now\nDE89370400440532013000',
  )
})
