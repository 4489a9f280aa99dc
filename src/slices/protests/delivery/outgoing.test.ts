import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { loadCatalogues } from '../../../platform/i18n/catalogues.ts'
import { mailtoHref } from '../pages/mailto.ts'
import { CONSENT_VERSION } from '../types.ts'
import { composeOutgoing, type LetterDraft } from './outgoing.ts'
import { redactWords } from './redact.ts'

const catalogues = loadCatalogues('locales')

function compose(changes: Partial<LetterDraft>) {
  return composeOutgoing(
    { catalogues, organisation: 'Solidarity Now' },
    {
      content: {
        name: 'Nora Byrne',
        email: 'nora@reader.example',
        subject: 'Housing',
        text: 'Please release them.\n',
      },
      display: 'full',
      letterLanguage: 'en',
      readerCountry: 'IE',
      missionType: 'embassy',
      ...changes,
    },
  )
}

test('with the whole name the writer signs, and answers go to them', () => {
  assert.deepEqual(compose({ display: 'full' }), {
    onBehalfOf: 'Nora Byrne',
    replyTo: 'nora@reader.example',
    subject: 'Housing',
    text: 'Your Excellency,\n\nPlease release them.\n\nNora Byrne\nIreland',
  })
})

test('with the first name the mission sees neither family name nor address', () => {
  const letter = compose({ display: 'first' })
  assert.equal(letter.onBehalfOf, 'Nora, Ireland')
  assert.equal(letter.replyTo, undefined)
  assert.match(letter.text, /\n\nNora\nIreland$/)
  assert.doesNotMatch(JSON.stringify(letter), /Byrne|reader\.example/)
})

test('when the organisation signs nothing of the writer but the country leaves', () => {
  const letter = compose({ display: 'organisation' })
  assert.equal(letter.onBehalfOf, undefined)
  assert.equal(letter.replyTo, undefined)
  assert.match(letter.text, /A supporter in Ireland, whose name Solidarity Now keeps to itself/)
  assert.doesNotMatch(JSON.stringify(letter), /Nora|Byrne|reader\.example/)
})

test('salutation and signature are in the language of the letter', () => {
  const letter = compose({ letterLanguage: 'ru' })
  assert.equal(
    letter.text,
    'Ваше Превосходительство!\n\nPlease release them.\n\nNora Byrne\nИрландия',
  )
})

test('a consulate is not addressed as an ambassador', () => {
  assert.match(compose({ missionType: 'consulate' }).text, /^Dear Sir or Madam,\n/)
})

test('a letter in a language without catalogue begins with the writer’s words', () => {
  assert.equal(
    compose({ letterLanguage: 'fr' }).text,
    'Please release them.\n\nNora Byrne\nIrlande',
  )
})

test('the words of a server lose the writer’s address, line ends and great length', () => {
  const words = `550 5.7.1 <Nora@Reader.example>\r\nrejected ${'x'.repeat(600)}`
  const redacted = redactWords(words, 'nora@reader.example')
  assert.match(redacted, /^550 5\.7\.1 <…> rejected x+$/)
  assert.equal(redacted.length, 500)
  assert.equal(redactWords('250 ok', ''), '250 ok')
})

test('the words of a server lose the writer’s name, whole or in part, also when encoded', () => {
  const words =
    '554 "Nóra de Byrne via Solidarity Now" BYRNE =?UTF-8?B?TsOzcmE=?= is not wanted; Byrneville is'
  assert.equal(
    redactWords(words, 'nora@reader.example', 'Nóra de Byrne'),
    '554 "… via Solidarity Now" … … is not wanted; Byrneville is',
  )
})

test('a mail program gets the letter by a link only when the link arrives whole', () => {
  const letter = { to: 'london@kz.example', subject: 'A & B', text: 'One\nTwo' }
  assert.equal(mailtoHref(letter), 'mailto:london@kz.example?subject=A%20%26%20B&body=One%0D%0ATwo')
  assert.equal(mailtoHref({ ...letter, text: 'ж'.repeat(400) }), undefined)
  assert.match(mailtoHref({ ...letter, text: '\ud83d' }) ?? '', /%EF%BF%BD$/)
  assert.ok((mailtoHref({ ...letter, text: 'a'.repeat(1900) }) ?? '').length < 2000)
})

test('the consent text has the version that is stored with each letter', () => {
  // When this fails, raise CONSENT_VERSION together with the hash, unless only spelling changed.
  const texts = catalogues.languages.map((lang) =>
    catalogues.translator(lang)('protests.consent', {
      organisation: 'O',
      mission: 'M',
      country: 'C',
    }),
  )
  const hash = createHash('sha256').update(texts.join('\n')).digest('hex').slice(0, 12)
  assert.equal(`${CONSENT_VERSION} ${hash}`, 'letter-1 06096adee3da')
})
