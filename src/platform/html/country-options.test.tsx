import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countryOptions } from './country-options.tsx'

test('all countries stand in the order of the language, one of them chosen', () => {
  const english = countryOptions('en', { selected: 'IE', empty: 'Choose <one>' })
  assert.match(english.slice(0, 80), /^<option value>Choose &lt;one><\/option><option value="AF">/)
  assert.equal(english.match(/ selected/g)?.length, 1)
  assert.match(english, /<option value="IE" selected>Ireland<\/option>/)
  const russian = countryOptions('ru', {})
  assert.match(russian.slice(0, 80), /^<option value="AU">Австралия<\/option>/)
  assert.doesNotMatch(russian, / selected/)
})

test('what is no country chooses none', () => {
  for (const selected of ['', 'XX', '" onfocus="alert(1)', '$&']) {
    assert.equal(countryOptions('en', { selected }), countryOptions('en', {}))
  }
})
