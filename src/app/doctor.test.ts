import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestApp } from '../../test/harness.ts'
import { describeHealth } from './doctor.ts'

test('a proxy that nobody named is found out', async (t) => {
  const { deps } = await openTestApp(t, { host: '127.0.0.1' })
  const proxyFinding = async (trustProxy: string[]) => {
    const findings = await describeHealth({ ...deps, config: { ...deps.config, trustProxy } })
    return findings.find(({ text }) => text.startsWith('TRUST_PROXY'))
  }
  assert.equal((await proxyFinding([]))?.isWell, false)
  assert.equal((await proxyFinding(['127.0.0.1']))?.isWell, true)
})
