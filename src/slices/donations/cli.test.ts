import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { parseArgs } from 'node:util'
import { openTestApp } from '../../../test/harness.ts'
import { donationsCommands } from './cli.ts'

/** Types `outcry donations …` and gives back the exit status and what was printed. */
async function openTerminal(t: TestContext) {
  const { deps } = await openTestApp(t)
  return async (name: string, ...args: string[]) => {
    const command = donationsCommands.find((candidate) => candidate.name === `donations ${name}`)
    assert.ok(command, name)
    const { options = {} } = command
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    const lines: string[] = []
    const out = {
      line: (text: string) => lines.push(text),
      note: (text: string) => lines.push(text),
      progress: () => {},
    }
    const call = { deps, values: values as Record<string, string>, positionals, out }
    return { status: await command.run(call), text: lines.join('\n') }
  }
}

test('an operator adds, lists, changes and switches ways', async (t) => {
  const type = await openTerminal(t)
  await type('add', 'link', 'shop', '--address', 'https://shop.example', '--label', 'Shirts')
  const iban = 'DE89 3704 0044 0532 0130 00'
  await type('add', 'bank', 'account', '--holder', 'Solidarity Now', '--iban', iban)
  await type('change', 'account', '--lang', 'ru', '--note', 'Для адвокатов')
  await type('switch-off', 'shop')
  assert.equal((await type('order', 'account')).status, 0)
  assert.equal(
    (await type('list')).text,
    [
      `on  account          bank     Solidarity Now, ${iban} ru`,
      'off shop             link     https://shop.example/ en',
    ].join('\n'),
  )
})

test('a goal is set and ended', async (t) => {
  const type = await openTerminal(t)
  await type('goal', '5000', 'eur', '--from', '2013-05-22', '--by', '2013-07-01')
  assert.match(
    (await type('list')).text,
    /Goal: €5,000 received since 2013-05-22, until 2013-07-01/,
  )
  await type('goal', '400', 'EUR', '--monthly')
  assert.match((await type('list')).text, /Goal: €400 promised each month$/)
  await type('goal', '--none')
  assert.doesNotMatch((await type('list')).text, /Goal/)
})

test('sums are recorded, taken back and added up, with the date', async (t) => {
  const type = await openTerminal(t)
  await type('add', 'bank', 'account', '--holder', 'A', '--iban', 'BE72000000001616')
  await type('record', 'account', '250.50', 'EUR', '--on', '2013-05-20')
  await type('record', 'account', '20', 'EUR', '--minus')
  const { text } = await type('total')
  assert.match(text, /^As of 2013-05-22T05:00:00\.000Z/)
  assert.match(text, /^2013-05 {2}account +€230\.50 \(2 entries, €0 returned\)$/m)
  assert.match(text, /^Received in all: €230\.50$/m)
})

test('a call without what it needs ends with status 2, a wrong one is refused', async (t) => {
  const type = await openTerminal(t)
  for (const [name, ...args] of [
    ['add', 'stripe', 'cards'],
    ['add', 'bank'],
    ['change'],
    ['switch-on'],
    ['order'],
    ['ask'],
    ['goal'],
    ['record', 'bank', '5'],
  ] as const) {
    assert.equal((await type(name, ...args)).status, 2, name)
  }
  await assert.rejects(type('goal', '-5', 'EUR'), { code: 'ERR_PARSE_ARGS_UNKNOWN_OPTION' })
  await assert.rejects(type('goal', '0', 'EUR'), { code: 'invalid' })
  await assert.rejects(type('goal', '5', 'EURO'), { code: 'invalid' })
})
