import assert from 'node:assert/strict'
import { test } from 'node:test'
import { licenceAddress } from './licence.ts'

test('licences of Creative Commons, and those named by their address, lead to their terms', () => {
  for (const [licence, address] of [
    ['CC BY-SA 4.0', 'https://creativecommons.org/licenses/by-sa/4.0/'],
    ['cc by-nc-nd 3.0', 'https://creativecommons.org/licenses/by-nc-nd/3.0/'],
    ['CC0', 'https://creativecommons.org/publicdomain/zero/1.0/'],
    ['https://partner.example/terms', 'https://partner.example/terms'],
    ['All rights reserved', undefined],
    ['javascript:alert(1)', undefined],
    ['CC BY-SA 4.0 or later', undefined],
  ]) {
    assert.equal(licenceAddress(licence ?? ''), address)
  }
})
