import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadCatalogues } from '../i18n/catalogues.ts'
import { chooseLanguage, parseAcceptLanguage } from '../i18n/negotiate.ts'
import { chooseEncoding } from './compression.ts'
import { isOwnOrigin } from './origin.ts'
import { createReaderOf } from './view.ts'

test('the most wanted language that is offered is chosen', () => {
  const wanted = parseAcceptLanguage('de;q=0.9, ru-KZ;q=0.95, *;q=0.1, en;q=0')
  assert.deepEqual(wanted, ['ru-KZ', 'de'])
  assert.equal(chooseLanguage(wanted, ['en', 'ru']), 'ru')
  assert.equal(chooseLanguage(['fr'], ['en', 'ru']), 'en')
  assert.deepEqual(parseAcceptLanguage('<script>,,;q=x'), [])
})

test('of languages that somebody makes up without end no more is remembered than browsers send', () => {
  const readerOf = createReaderOf(loadCatalogues('locales'), {})
  const wanted = `ru-KZ,${'de;q=0.5,'.repeat(100)}`
  assert.equal(readerOf(wanted), readerOf(`${wanted}en;q=0.1`))
  assert.deepEqual(readerOf(wanted), { lang: 'ru', country: 'KZ' })
})

test('an encoding that the browser refuses is not used', () => {
  assert.equal(chooseEncoding('gzip, deflate, br'), 'br')
  assert.equal(chooseEncoding('br;q=0, gzip'), 'gzip')
  assert.equal(chooseEncoding('br; q=0.0'), 'identity')
  assert.equal(chooseEncoding(undefined), 'identity')
})

test('a form is ours when the browser says so, or when no browser speaks', () => {
  const site = 'https://outcry.example'
  assert.equal(isOwnOrigin({}, site), true)
  assert.equal(isOwnOrigin({ origin: site }, site), true)
  assert.equal(isOwnOrigin({ origin: 'http://localhost:8080', host: 'localhost:8080' }, site), true)
  assert.equal(isOwnOrigin({ origin: 'null', host: 'outcry.example' }, site), false)
  assert.equal(isOwnOrigin({ origin: site, 'sec-fetch-site': 'cross-site' }, site), false)
  assert.equal(isOwnOrigin({ origin: 'https://evil.example', host: 'outcry.example' }, site), false)
})
