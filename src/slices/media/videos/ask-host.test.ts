import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { askHost } from './ask-host.ts'
import { isPublicAddress } from './public-address.ts'

test('addresses of this machine, of its neighbours and of no one are not public', () => {
  for (const address of [
    ...['127.0.0.1', '127.9.9.9', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255'],
    ...['192.168.1.1', '169.254.169.254', '100.64.0.1', '198.18.0.1', '192.0.2.1', '203.0.113.9'],
    ...['224.0.0.1', '255.255.255.255', '::1', '::', 'fe80::1', 'fc00::1', 'fd12::1', 'ff02::1'],
    ...['::ffff:127.0.0.1', '::ffff:8.8.8.8', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:db8::1'],
    ...['2001::1', '', 'localhost', '1.2.3', '8.8.8.8:443'],
  ]) {
    assert.equal(isPublicAddress(address), false, address)
  }
  for (const address of ['8.8.8.8', '172.32.0.1', '193.0.0.1', '2a00:1450::1', '2606:4700::1111']) {
    assert.equal(isPublicAddress(address), true, address)
  }
})

test('a name that leads to this machine, or also there, is not connected to', async (t) => {
  let connections = 0
  const server = createServer((socket) => {
    connections += 1
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const address = server.address()
  assert.ok(address && typeof address === 'object')
  const { signal } = new AbortController()
  const resolved = [
    [{ address: '127.0.0.1', family: 4 }],
    [
      { address: '8.8.8.8', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ],
    [],
  ]
  for (const addresses of resolved) {
    await assert.rejects(
      askHost(`https://tube.example:${address.port}/`, signal, async () => addresses),
      /public network/,
    )
  }
  assert.equal(connections, 0)
})

test('a check that is called off ends', async () => {
  const controller = new AbortController()
  const never = new Promise<never>(() => {})
  const asking = askHost('https://tube.example/', controller.signal, () => never)
  controller.abort()
  await assert.rejects(asking, { name: 'AbortError' })
})
