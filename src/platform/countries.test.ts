import assert from 'node:assert/strict'
import { test } from 'node:test'
import isoCountries from 'i18n-iso-countries'
import { distanceKm, findCountry, guessCountry, isCountry, listCountries } from './countries.ts'

const UNINHABITED = ['AQ', 'BV', 'GS', 'HM', 'IO', 'TF', 'UM']

test('the list holds every inhabited ISO 3166-1 country and Kosovo, once, sorted by code', () => {
  const expected = [...Object.keys(isoCountries.getAlpha2Codes()), 'XK']
    .filter((code, at, all) => all.indexOf(code) === at && !UNINHABITED.includes(code))
    .sort()
  assert.deepEqual(
    listCountries().map(({ code }) => code),
    expected,
  )
})

test('every country has a place on the globe', () => {
  for (const { code, latitude, longitude } of listCountries()) {
    assert.ok(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180, code)
    assert.ok(latitude !== 0 || longitude !== 0, code)
  }
})

test('a country has a name in English and Russian', () => {
  for (const lang of ['en', 'ru']) {
    const names = new Intl.DisplayNames([lang], { type: 'region', fallback: 'none' })
    for (const { code } of listCountries()) assert.ok(names.of(code), `${lang} ${code}`)
  }
})

test('only known codes in capitals are countries', () => {
  for (const code of ['IE', 'KZ', 'NA', 'XK', 'PS', 'TW']) assert.ok(isCountry(code), code)
  for (const code of ['', 'ie', 'EU', 'UK', 'AQ', 'ZZ', 'IRL', '__proto__', 'constructor']) {
    assert.equal(isCountry(code), false, code)
    assert.equal(findCountry(code), undefined)
  }
})

test('distances between capitals are right to a few kilometres', () => {
  const between = (a: string, b: string) => distanceKm(found(a), found(b))
  assert.ok(Math.abs(between('IE', 'GB') - 464) < 8)
  assert.ok(Math.abs(between('NZ', 'SG') - 8_530) < 30)
  assert.ok(between('FJ', 'TO') < 900, 'across the date line')
  assert.equal(between('KZ', 'KZ'), 0)
})

const guesses: [header: string | undefined, country: string | undefined, why: string][] = [
  ['en-IE,en;q=0.8', 'IE', 'a region is taken'],
  ['en-GB', 'GB', 'a single tag'],
  ['en-ie', 'IE', 'in small letters'],
  ['en,en-IE;q=0.8', 'IE', 'from a later tag of the same language'],
  ['de-DE;q=0.3,de-AT;q=0.9', 'AT', 'by weight, not by place'],
  ['de,de-CH;q=0.9,en-US;q=0.8,en;q=0.7', 'CH', 'the own language before the American one'],
  ['ga,en-GB;q=0.5', 'IE', 'the home of the first language'],
  ['pl,en-US;q=0.7,en;q=0.3', 'PL', 'as Firefox sends it'],
  ['kk', 'KZ', 'Kazakh'],
  ['zh-Hant-TW', 'TW', 'a region after a script'],
  ['zh-yue-HK', 'HK', 'a region after an extended language'],
  ['sr-Latn-XK', 'XK', 'Kosovo'],
  ['ca-ES-valencia', 'ES', 'a variant behind the region'],
  ['fr,en-CA;q=0.5', 'CA', 'a later tag when the first language is spread over many states'],
  ['*, en-IE', 'IE', 'the wildcard says nothing'],
  ['de,en-US;q=0.7,en;q=0.3', undefined, 'en-US says nothing about a reader of German'],
  ['ru', undefined, 'Russian is read in many states'],
  ['ug', undefined, 'no state is guessed for a people without one'],
  ['en-150', undefined, 'a continent is no country'],
  ['en-EU', undefined, 'nor is a union'],
  ['xx-IE;q=0', undefined, 'refused by weight'],
  ['en-IE;q=fish', undefined, 'a weight that is no number'],
  ['', undefined, 'empty'],
  [undefined, undefined, 'missing'],
]

for (const [header, country, why] of guesses) {
  test(`the languages ${header || '(none)'} give ${country ?? 'no country'}: ${why}`, () => {
    assert.equal(guessCountry(header), country)
  })
}

test('a hostile language header gives no country, quickly', () => {
  const hostile = [
    ','.repeat(100_000),
    '-'.repeat(100_000),
    `en${'-aaa'.repeat(50_000)}`,
    `en${'-a'.repeat(16)}!`,
    'en;q='.repeat(50_000),
    '\u0000\r\nSet-Cookie: a=b',
    '__proto__-IE',
    `${'x'.repeat(1_000_000)}-IE`,
    'ää-IE, 🏴-IE',
  ]
  for (const header of hostile) assert.equal(guessCountry(header), undefined)
})

function found(code: string) {
  const country = findCountry(code)
  assert.ok(country)
  return country
}
