import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkReverseName, type NameResolver } from './reverse-name.ts'

const none = async () => Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' }))

/** DNS with these names, each with its one address. */
function dns(forward: Record<string, string>, backward: Record<string, string>): NameResolver {
  const answer = async (value: string | undefined) => (value === undefined ? none() : [value])
  return {
    resolve4: (host) => answer(forward[host]),
    resolve6: none,
    reverse: (address) => answer(backward[address]),
  }
}

test('a mail server has a name when its address leads to one that leads back', async () => {
  const forward = { 'smtp.example.org': '192.0.2.25', 'out.example.org': '192.0.2.25' }
  const check = (backward: Record<string, string>, host = 'smtp.example.org') =>
    checkReverseName(host, dns(forward, backward)).then(({ status }) => status)
  assert.equal(await check({ '192.0.2.25': 'out.example.org' }), 'ok')
  assert.equal(await check({ '192.0.2.25': 'elsewhere.example.org' }), 'mismatch')
  assert.equal(await check({}), 'missing')
  assert.equal(await check({}, 'unknown.example.org'), 'no_answer')
  assert.equal(await check({}, '127.0.0.1'), 'private')
  assert.equal(await check({ '192.0.2.25': 'out.example.org' }, '192.0.2.25'), 'ok')
})

test('when DNS says nothing at all, nothing is said about the server', async () => {
  const silent = async () => Promise.reject(Object.assign(new Error(), { code: 'ETIMEOUT' }))
  const resolver = { resolve4: silent, resolve6: silent, reverse: silent }
  const check = await checkReverseName('smtp.example.org', resolver)
  assert.equal(check.status, 'no_answer')
})
