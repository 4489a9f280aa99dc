import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readEmails, readPhones, readWebsites } from './fields.ts'

const fields: [field: string, addresses: string[], remark?: 'mended' | 'unclear'][] = [
  ['', []],
  ['london@mfa.example', ['london@mfa.example']],
  [' london@mfa.example ', ['london@mfa.example']],
  ['mailto:cairo@mfa.example', ['cairo@mfa.example']],
  ['a@mfa.example; b@mfa.example', ['a@mfa.example', 'b@mfa.example']],
  ['A@mfa.example; a@mfa.example', ['A@mfa.example']],
  ['a@mfa.example; b@mfa.example.', ['a@mfa.example', 'b@mfa.example'], 'mended'],
  ['a@mfa.example b@mfa.example', ['a@mfa.example', 'b@mfa.example'], 'mended'],
  ['a@mfa.example or b@mfa.example', ['a@mfa.example', 'b@mfa.example'], 'mended'],
  ['a@mfa.example and b@mfa.example', ['a@mfa.example', 'b@mfa.example'], 'mended'],
  ['a@mfa.example Visa: b@mfa.example (visas)', ['a@mfa.example', 'b@mfa.example'], 'mended'],
  ['<a@mfa.example>;', ['a@mfa.example'], 'mended'],
  ['Visa enquiries by email', [], 'unclear'],
  ['www.embassy.example', [], 'unclear'],
  ['high@commission .com.example', [], 'unclear'],
  ['info@mfa.gov .example', [], 'unclear'],
  ['a@mfa.example; broken@', [], 'unclear'],
  ['a@mfa.example\r\nBcc: b@evil.example', ['a@mfa.example', 'b@evil.example'], 'mended'],
  ['посольство@mfa.example', [], 'unclear'],
]
for (const [field, addresses, remark] of fields) {
  test(`the e-mail field ${JSON.stringify(field)} gives ${addresses.length} addresses`, () => {
    const { values, remark: found } = readEmails(field)
    assert.deepEqual(values, addresses)
    assert.equal(found?.key, remark && `missions.remark_email_${remark}`)
  })
}

test('a web address without scheme gets one, and what is no address is left out', () => {
  assert.deepEqual(readWebsites('www.a.example; https://b.example/x').values, [
    'http://www.a.example',
    'https://b.example/x',
  ])
  const { values, remark } = readWebsites('http:// www.a.example; javascript:alert(1)')
  assert.deepEqual(values, [])
  assert.equal(remark?.key, 'missions.remark_website_unclear')
})

test('telephone numbers stay as written, and other things in the field are left out', () => {
  const { values, remark } = readPhones('+44 20 7925 1757;  (+353) 1 234 ; consul@mfa.example')
  assert.deepEqual(values, ['+44 20 7925 1757', '(+353) 1 234'])
  assert.equal(remark?.key, 'missions.remark_phone_unclear')
})
