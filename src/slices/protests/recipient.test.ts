import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '../../platform/ids.ts'
import type { Contact } from '../missions/index.ts'
import { addressFor } from './recipient.ts'

const contact = (value: string, changes: Partial<Contact> = {}): Contact => ({
  id: value,
  kind: 'email',
  value,
  source: 'site of the embassy',
  sourceDate: '2013-05-01',
  validFrom: '2013-05-01T00:00:00.000Z',
  ...changes,
})
const ids = Array.from({ length: 100 }, newId)
const addressesFor = (contacts: Contact[]) =>
  Map.groupBy(ids, (id) => addressFor({ contacts }, id) ?? 'none')

test('addresses that one source gives side by side share the letters', () => {
  const contacts = [contact('one@kz.example'), contact('two@kz.example')]
  const shares = addressesFor(contacts)
  assert.deepEqual([...shares.keys()].sort(), ['one@kz.example', 'two@kz.example'])
  for (const share of shares.values()) assert.ok(share.length > 20, String(share.length))
  for (const id of ids) assert.equal(addressFor({ contacts }, id), addressFor({ contacts }, id))
})

test('an address of a lesser source, or one that bounces, takes no share', () => {
  const dead = contact('dead@kz.example', { bouncedAt: '2013-05-02T00:00:00.000Z' })
  const old = contact('old@kz.example', { source: 'a list of 2009', sourceDate: '2009' })
  const shares = addressesFor([dead, contact('one@kz.example'), old])
  assert.deepEqual([...shares.keys()], ['one@kz.example'])
  assert.deepEqual([...addressesFor([dead]).keys()], ['none'])
  assert.equal(addressFor(undefined, ids[0] ?? ''), undefined)
})
