import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import PostalMime from 'postal-mime'
import { cleanHeaderText, encodeMailbox, encodeText, headerLine } from './header.ts'

test('a value that could begin another header never becomes a header line', () => {
  for (const value of [
    'a\r\nBcc: all@example.org',
    'a\nb',
    'a\rb',
    'a\0b',
    'a\tb',
    'é',
    '\u2028',
  ]) {
    assert.throws(() => headerLine('Subject', value), /must be printable ASCII/)
  }
  assert.throws(() => headerLine('Subject: x\r\nBcc', 'a'), /letters and hyphens/)
})

test('whatever is typed as subject or name stays inside its own header', async () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.constantFrom(
      'x\r\nBcc: all@example.org',
      'x\r\n\r\nbody',
      '"x" <a@example.org>, b@example.org',
      '=?utf-8?Q?=0D=0ABcc:_all@example.org?=',
      'a\\" <x@example.org>',
    ),
  )
  await fc.assert(
    fc.asyncProperty(hostile, hostile, async (subject, name) => {
      const raw =
        headerLine('From', encodeMailbox(name, 'letters@outcry.example')) +
        headerLine('Subject', encodeText(subject))
      assert.match(raw, /^(?:[\x20-\x7e]{1,78}\r\n)+$/)
      const parsed = await PostalMime.parse(`${raw}\r\n`)
      assert.deepEqual(
        parsed.headers.map(({ key }) => key),
        ['from', 'subject'],
      )
      assert.equal(parsed.from?.address, 'letters@outcry.example')
    }),
  )
})

test('subjects arrive as they were written, in any script', async () => {
  for (const subject of [
    'Release the housing activists of Astana',
    'Освободите арестованных активистов движения за жилищную справедливость в Астане',
    '释放阿斯塔纳的住房权利活动人士',
    'Freiheit für alle – sofort! 👩‍🚒',
    'This ?= looks like =?utf-8?Q?an?= encoded word',
    'x'.repeat(200),
  ]) {
    const raw = headerLine('Subject', encodeText(subject))
    assert.match(raw, /^(?:[\x20-\x7e]{1,76}\r\n)+$/)
    assert.equal((await PostalMime.parse(`${raw}\r\n`)).subject, subject)
  }
})

test('names arrive as they were written, quotes and commas too', async () => {
  for (const name of [
    'Ana Silva via Solidarity Now',
    'O"Neill, \\Ana via X',
    'Анна через Пример',
  ]) {
    const raw = headerLine('From', encodeMailbox(name, 'letters@outcry.example'))
    const { from } = await PostalMime.parse(`${raw}\r\n`)
    assert.deepEqual([from?.name, from?.address], [name, 'letters@outcry.example'])
  }
})

test('a name cannot pass for an address, nor turn the direction of writing', () => {
  assert.equal(
    encodeMailbox('minister@gov.example <x>', 'letters@outcry.example'),
    '"minister at gov.example x" <letters@outcry.example>',
  )
  assert.equal(cleanHeaderText('Ana\u202egro.live\u2066'), 'Anagro.live')
})

test('a nameless mailbox is the bare address', () => {
  assert.equal(encodeMailbox(' \r\n', 'letters@outcry.example'), 'letters@outcry.example')
})
