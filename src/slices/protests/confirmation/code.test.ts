import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '../../../platform/ids.ts'
import { createSecrets } from '../../../platform/secrets.ts'
import { confirmationCode, formatCode, hashCode, readCode } from './code.ts'

const secrets = createSecrets(Buffer.alloc(32, 7))

test('a code has eight characters that cannot be confused and is the same every time', () => {
  const id = newId()
  const code = confirmationCode(secrets, id)
  assert.match(code, /^[0-9A-HJKMNP-TV-Z]{8}$/)
  assert.equal(confirmationCode(secrets, id), code)
  assert.notEqual(confirmationCode(secrets, newId()), code)
})

test('a code is read however it was typed', () => {
  assert.equal(readCode('7K3M-X9QD'), '7K3MX9QD')
  assert.equal(readCode(' 7k3m x9qd\t'), '7K3MX9QD')
  assert.equal(readCode('7k3m–x9qd'), '7K3MX9QD')
  assert.equal(readCode('oilO-ilO0'), '01101100')
  assert.equal(readCode('７Ｋ３ＭＸ９ＱＤ'), '7K3MX9QD')
})

test('what cannot be a code is none', () => {
  for (const typed of ['', '7K3M-X9Q', '7K3M-X9QDD', '7K3M-X9QU', '7K3M_X9QD', 'юююююююю']) {
    assert.equal(readCode(typed), undefined, typed)
  }
})

test('every code survives being shown and typed', () => {
  for (let i = 0; i < 200; i++) {
    const code = confirmationCode(secrets, newId())
    assert.equal(readCode(formatCode(code)), code)
  }
})

test('the stored hash does not contain the code', () => {
  const code = confirmationCode(secrets, newId())
  assert.ok(!hashCode(secrets, code).includes(code))
})
