import assert from 'node:assert/strict'
import { mkdtempSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { newId } from './ids.ts'
import { loadSecretKey } from './secret-key.ts'
import { createSecrets } from './secrets.ts'

const secrets = createSecrets(Buffer.alloc(32, 7))

test('what was sealed opens only in its own context', () => {
  const sealed = secrets.seal('Дорогой посол', 'letter-1')
  assert.equal(secrets.open(sealed, 'letter-1'), 'Дорогой посол')
  assert.throws(() => secrets.open(sealed, 'letter-2'))
  assert.notEqual(secrets.seal('Дорогой посол', 'letter-1'), sealed)
})

test('what was altered or sealed with another key does not open', () => {
  const sealed = secrets.seal('text', 'a')
  const altered = (sealed[0] === 'A' ? 'B' : 'A') + sealed.slice(1)
  assert.throws(() => secrets.open(altered, 'a'))
  assert.throws(() => createSecrets(Buffer.alloc(32, 8)).open(sealed, 'a'))
})

test('hashes of one value differ by purpose', () => {
  assert.equal(secrets.hash('person', 'a@b.example'), secrets.hash('person', 'a@b.example'))
  assert.notEqual(secrets.hash('person', 'a@b.example'), secrets.hash('code', 'a@b.example'))
})

test('equal texts get equal numbers, by purpose and key, and others are spread evenly', () => {
  const [one, again, other] = secrets.numbers('likeness', ['Свободу всем', 'Свободу всем', ''])
  assert.equal(one, again)
  assert.notEqual(one, other)
  assert.notEqual(secrets.numbers('another', ['Свободу всем'])[0], one)
  const elsewhere = createSecrets(Buffer.alloc(32, 8))
  assert.notEqual(elsewhere.numbers('likeness', ['Свободу всем'])[0], one)
  assert.equal(secrets.numbers('likeness', []).length, 0)

  const texts = Array.from({ length: 10_000 }, (_, index) => `word${index} word${index + 1}`)
  const numbers = secrets.numbers('likeness', texts)
  assert.ok(new Set(numbers).size > 9990)
  const inLowest = numbers.filter((number) => number < 2 ** 32 / 16).length
  assert.ok(inLowest > 500 && inLowest < 750, `${inLowest} of 10,000 in a sixteenth`)
})

test('a token names its id, and nothing else does', () => {
  const id = newId()
  const token = secrets.token('letter', id)
  assert.equal(secrets.readToken('letter', token), id)
  for (const wrong of [token.slice(0, -1), `${token}A`, token.slice(1), '', 'Ж', `${token}=`]) {
    assert.equal(secrets.readToken('letter', wrong), undefined, wrong)
  }
  assert.equal(secrets.readToken('comment', token), undefined)
})

test('the key is made once, readable by its owner alone', () => {
  const dir = mkdtempSync(join(tmpdir(), 'outcry-key-'))
  const key = loadSecretKey(dir)
  assert.deepEqual(loadSecretKey(dir), key)
  assert.equal(statSync(join(dir, 'secret.key')).mode & 0o777, 0o600)
  writeFileSync(join(dir, 'secret.key'), 'short')
  assert.throws(() => loadSecretKey(dir), /restore it from your backup/)
})

test('ids made later sort later', () => {
  const ids = Array.from({ length: 5000 }, newId)
  assert.deepEqual([...ids].sort(), ids)
  assert.equal(new Set(ids).size, ids.length)
})
