import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeBase32, encodeBase32 } from './base32.ts'
import { findStep, otpauthUri, stepAt, totpCode } from './totp.ts'

/** RFC 6238, appendix B: time in seconds, and the codes of eight digits. */
const vectors = [
  [59, '94287082', '46119246', '90693936'],
  [1111111109, '07081804', '68084774', '25091201'],
  [1111111111, '14050471', '67062674', '99943326'],
  [1234567890, '89005924', '91819424', '93441116'],
  [2000000000, '69279037', '90698825', '38618901'],
  [20000000000, '65353130', '77737706', '47863826'],
] as const

test('codes are those of RFC 6238', () => {
  const seed = '1234567890123456789012345678901234567890123456789012345678901234'
  for (const [seconds, sha1, sha256, sha512] of vectors) {
    const step = stepAt(new Date(seconds * 1000).toISOString())
    const code = (bytes: number, algorithm: string) =>
      totpCode(Buffer.from(seed.slice(0, bytes)), step, { digits: 8, algorithm })
    assert.equal(code(20, 'sha1'), sha1)
    assert.equal(code(32, 'sha256'), sha256)
    assert.equal(code(64, 'sha512'), sha512)
  }
})

test('a code holds for its half minute and one before and after, and never twice', () => {
  const secret = Buffer.from('12345678901234567890')
  const now = '2013-05-22T05:00:00.000Z'
  const step = stepAt(now)
  for (const difference of [-1, 0, 1]) {
    const code = totpCode(secret, step + difference)
    assert.equal(findStep(secret, code, { now, lastStep: 0 }), step + difference)
    assert.equal(findStep(secret, code, { now, lastStep: step + difference }), undefined)
  }
  assert.equal(findStep(secret, totpCode(secret, step - 2), { now, lastStep: 0 }), undefined)
  assert.equal(findStep(secret, totpCode(secret, step + 2), { now, lastStep: 0 }), undefined)
  for (const code of ['', 'xxxxxx', '12345', '1234567', '１２３４５６']) {
    assert.equal(findStep(secret, code, { now, lastStep: 0 }), undefined)
  }
})

test('base32 is that of RFC 4648, without padding', () => {
  for (const [text, encoded] of [
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ] as const) {
    assert.equal(encodeBase32(Buffer.from(text)), encoded)
    assert.equal(decodeBase32(encoded).toString(), text)
  }
})

test('the app learns the site and the account', () => {
  const uri = otpauthUri(Buffer.from('foobar'), {
    issuer: 'Out cry',
    account: 'ana@outcry.example',
  })
  assert.equal(
    uri,
    'otpauth://totp/Out%20cry:ana%40outcry.example?secret=MZXW6YTBOI&issuer=Out%20cry',
  )
})
