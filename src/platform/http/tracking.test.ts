import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withoutTracking } from './tracking.ts'

test('only what follows readers is taken from an address', () => {
  assert.equal(withoutTracking('/a/?utm_source=x&UTM_medium=y&fbclid=z'), '/a/')
  assert.equal(withoutTracking('/a/?from=GB&fbclid&reply=1'), '/a/?from=GB&reply=1')
  for (const url of [
    '/a/',
    '/a/?',
    '/search?q=utm_source=x',
    '/search?q=fbclid',
    '/?from=GB&&x',
    '/utm_a/?b',
  ]) {
    assert.equal(withoutTracking(url), url)
  }
})
