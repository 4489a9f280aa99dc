import assert from 'node:assert/strict'
import { test } from 'node:test'
import { networkOf } from './network.ts'

test('an IPv4 address stands for itself, however it is written', () => {
  assert.equal(networkOf('192.0.2.7'), '192.0.2.7')
  assert.equal(networkOf('::ffff:192.0.2.7'), '192.0.2.7')
})

test('all IPv6 addresses of one household are one network', () => {
  const home = networkOf('2001:db8:1:2::1')
  assert.equal(networkOf('2001:db8:1:2:ffff:eeee:dddd:cccc'), home)
  assert.equal(networkOf('2001:db8:1:2:3::'), home)
  assert.notEqual(networkOf('2001:db8:1:3::1'), home)
  assert.equal(networkOf('fe80::1%eth0'), networkOf('fe80::2'))
  assert.equal(networkOf('::1'), '0:0:0:0')
})

test('a connection that has gone has no address, and that is no error', () => {
  assert.equal(networkOf(undefined), '')
})
