import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { newId } from '../../platform/ids.ts'
import { createSecrets } from '../../platform/secrets.ts'
import { looksReturned, mailboxId, readReturnAddress, returnAddress } from './return-address.ts'

const secrets = createSecrets(Buffer.alloc(32, 7))
const base = 'bounces@example.org'

describe('a return address', () => {
  test('leads back to what it was made for, in any case of letters', () => {
    for (let turn = 0; turn < 100; turn += 1) {
      const target = { use: 'letter', id: newId() } as const
      const address = returnAddress(secrets, base, target)
      assert.deepEqual(readReturnAddress(secrets, base, address), target)
      assert.deepEqual(readReturnAddress(secrets, base, address.toUpperCase()), target)
    }
  })

  test('fits into what servers take: 64 characters in front of the @', () => {
    const address = returnAddress(secrets, 'elevenchars@example.org', { use: 'reply', id: newId() })
    assert.equal(address.indexOf('@'), 64)
    assert.equal(looksReturned(address), true)
  })

  test('that was forged, cut, changed or made with another key leads nowhere', () => {
    const address = returnAddress(secrets, base, { use: 'letter', id: newId() })
    const foreign = createSecrets(Buffer.alloc(32, 8))
    const forgeries = [
      address.replace(/\+./, (start) => (start === '+a' ? '+b' : '+a')),
      address.replace('@', 'a@'),
      address.replace(/.@/, '@'),
      address.replace('example.org', 'example.net'),
      returnAddress(foreign, base, { use: 'letter', id: newId() }),
      `bounces+${'a'.repeat(52)}@example.org`,
      `bounces+${'\u0130'.repeat(52)}@example.org`,
      'bounces@example.org',
      '',
    ]
    for (const forged of forgeries) {
      assert.equal(readReturnAddress(secrets, base, forged), undefined, forged)
    }
  })

  test('of a letter is not one of a notice', () => {
    const id = newId()
    const one = returnAddress(secrets, base, { use: 'letter', id })
    const other = returnAddress(secrets, base, { use: 'notice', id })
    assert.notEqual(one, other)
    assert.equal(readReturnAddress(secrets, base, other)?.use, 'notice')
  })
})

test('a mailbox has one id in all spellings that reach it, and it fits into a return address', () => {
  const id = mailboxId(secrets, 'Ana@Example.org')
  assert.equal(id, mailboxId(secrets, 'ana@example.org'))
  assert.notEqual(id, mailboxId(secrets, 'bruno@example.org'))
  const address = returnAddress(secrets, base, { use: 'notice', id })
  assert.deepEqual(readReturnAddress(secrets, base, address), { use: 'notice', id })
})
