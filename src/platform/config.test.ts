import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from './config.ts'

const read = (environment: Record<string, string>) => readConfig(environment, { demo: false })

test('nothing has to be set', () => {
  const result = read({})
  assert.ok('config' in result)
  assert.equal(result.config.publicUrl, 'http://127.0.0.1:8080')
  assert.equal(result.config.mail, 'off')
  assert.equal(result.config.mailCheck, true)
})

test('all problems are told together, and no value is repeated', () => {
  const result = read({ PORT: 'eighty', MAIL: 'smtp', PUBLIC_URL: 's3cret', DKIM_KEY: 's3cret' })
  assert.ok('problems' in result)
  const text = result.problems.join('\n')
  for (const name of ['PORT', 'PUBLIC_URL', 'SMTP_URL', 'MAIL_FROM', 'DKIM_KEY']) {
    assert.match(text, new RegExp(`^${name}`, 'm'))
  }
  assert.doesNotMatch(text, /s3cret|eighty/)
})

test('the page about the organisation is on the web, and nothing that runs', () => {
  const about = (ABOUT_URL: string) => readConfig({ ABOUT_URL }, { demo: false })
  assert.ok('config' in about('https://example.org/imprint'))
  assert.ok('problems' in about('javascript:alert(1)'))
})

test('the demo can reach nobody, whatever the surroundings say', () => {
  const result = readConfig(
    { MAIL: 'smtp', SMTP_URL: 'smtp://relay.example', DATA_DIR: '/srv', PORT: '9000' },
    { demo: true },
  )
  assert.ok('config' in result)
  assert.equal(result.config.mail, 'preview')
  assert.match(result.config.dataDir, /data-demo$/)
  assert.equal(result.config.port, 9000)
})

test('a line break in a name that goes into headers is refused', () => {
  assert.ok('problems' in read({ ORGANISATION: 'A\nBcc: x@y.example' }))
})

test('moderators are addresses, and the word list is a file that can be read', () => {
  const result = read({ MODERATORS: 'bruno@outcry.example, ana@outcry.example' })
  assert.ok('config' in result)
  assert.deepEqual(result.config.moderators, ['bruno@outcry.example', 'ana@outcry.example'])
  assert.equal(result.config.comments, 'held')

  assert.ok('problems' in read({ MODERATORS: 'Bruno' }))
  assert.ok('problems' in read({ COMMENT_WORDS: '/nowhere/words.txt' }))
})
