import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSameMailbox, parseAddress } from './address.ts'

const accepted: Array<[typed: string, address: string, canonical: string]> = [
  ['ana@example.org', 'ana@example.org', 'ana@example.org'],
  [' Ana.Silva@Example.ORG ', 'Ana.Silva@example.org', 'ana.silva@example.org'],
  ['o’neill@example.org'.replace('’', "'"), "o'neill@example.org", "o'neill@example.org"],
  ['ana+astana@example.org', 'ana+astana@example.org', 'ana+astana@example.org'],
  ['ana+astana@outlook.com', 'ana+astana@outlook.com', 'ana@outlook.com'],
  ['a.n.a+x+y@googlemail.com', 'a.n.a+x+y@googlemail.com', 'ana@gmail.com'],
  ['ana@bücher.example', 'ana@xn--bcher-kva.example', 'ana@xn--bcher-kva.example'],
  ['ana@ПРИМЕР.example', 'ana@xn--e1afmkfd.example', 'ana@xn--e1afmkfd.example'],
  ['a@b.co', 'a@b.co', 'a@b.co'],
  [
    `${'a'.repeat(64)}@example.org`,
    `${'a'.repeat(64)}@example.org`,
    `${'a'.repeat(64)}@example.org`,
  ],
]

for (const [typed, address, canonical] of accepted) {
  test(`the address ${JSON.stringify(typed.slice(0, 40))} is accepted`, () => {
    assert.deepEqual(parseAddress(typed), { address, canonical })
  })
}

const refused = [
  '',
  'ana',
  'ana@',
  '@example.org',
  'ana@localhost',
  'ana@example..org',
  'ana@.example.org',
  'ana@example.org.',
  'ana@-example.org',
  'ana@exa_mple.org',
  '.ana@example.org',
  'ana.@example.org',
  'a..na@example.org',
  'ana silva@example.org',
  'ana@exam ple.org',
  'ana@example.org, bruno@example.org',
  'ana@example.org;bruno@example.org',
  'ana@bruno@example.org',
  'Ana <ana@example.org>',
  '<ana@example.org>',
  '"ana"@example.org',
  '"a\\"b"@example.org',
  'ana(comment)@example.org',
  'ana@[192.0.2.1]',
  'ana@192.0.2.1',
  'ana@0x7f.1',
  'ana@exam%70le.org',
  'анна@example.org',
  'ana@example.org\r\nBcc: bruno@example.org',
  'ana\r\n@example.org',
  'ana\u0000@example.org',
  'ana\u200b@example.org',
  'ana@exam\u0000ple.org',
  'ana@exa/mple.org',
  'ana@example.org?subject=x',
  'mailto:ana@example.org',
  `${'a'.repeat(65)}@example.org`,
  `ana@${'a'.repeat(64)}.org`,
  `ana@${'abcdefg.'.repeat(32)}org`,
  `ana@${'x'.repeat(1_000_000)}`,
]

for (const typed of refused) {
  test(`the address ${JSON.stringify(typed.slice(0, 50))} is refused`, () => {
    assert.equal(parseAddress(typed), undefined)
  })
}

test('two spellings of one mailbox are the same, two nonsenses are not', () => {
  assert.ok(isSameMailbox('Embassy@Example.org', 'embassy@example.ORG'))
  assert.ok(!isSameMailbox('embassy@example.org', 'consul@example.org'))
  assert.ok(!isSameMailbox('nonsense', 'nonsense'))
})
