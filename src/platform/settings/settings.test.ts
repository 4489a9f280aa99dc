import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { openTestApp } from '../../../test/harness.ts'
import type { Db } from '../db/database.ts'
import { createSettings } from './settings.ts'

type Rows = { key: string; value: string }[]

/** Settings whose table answers when the test says so. */
async function openSettings(t: TestContext) {
  const { deps } = await openTestApp(t)
  const asked: PromiseWithResolvers<Rows>[] = []
  const execute = () => {
    const answer = Promise.withResolvers<Rows>()
    asked.push(answer)
    return answer.promise
  }
  const reader = { selectFrom: () => ({ select: () => ({ execute }) }) } as unknown as Db
  const config = { ...deps.config }
  const settings = createSettings({ config, reader, log: deps.log })
  const answer = (index: number, value: string) =>
    asked[index]?.resolve([{ key: 'siteName', value }])
  return { config, settings, answer }
}

test('no request goes on with the settings of before while another reads the new ones', async (t) => {
  const { config, settings, answer } = await openSettings(t)
  const first = settings.refresh()
  let seen = ''
  const second = settings.refresh().then(() => {
    seen = config.siteName
  })
  await new Promise(setImmediate)
  answer(0, 'Outcry for all')
  await Promise.all([first, second])
  assert.equal(seen, 'Outcry for all')
})

test('an answer that comes late does not bring back what was set before', async (t) => {
  const { config, settings, answer } = await openSettings(t)
  const early = settings.refresh()
  settings.forget()
  const late = settings.refresh()
  answer(1, 'New')
  await late
  answer(0, 'Old')
  await early
  assert.equal(config.siteName, 'New')
})
