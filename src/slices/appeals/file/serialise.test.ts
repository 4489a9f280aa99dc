import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { readOriginal } from '../sheets/read-sheet.ts'
import { writeOriginal } from '../sheets/write-sheet.ts'
import { type AppealFile, figureKinds } from '../types.ts'
import { parseAppealFile } from './parse.ts'
import { serialiseAppealFile } from './serialise.ts'

/** Through a file and back; values that are undefined do not count. */
function roundTrip(file: AppealFile): AppealFile {
  return parseAppealFile('a.md', Buffer.from(serialiseAppealFile(file))).content
}
const plain = (file: AppealFile) => JSON.parse(JSON.stringify(file))

const nasty = [
  'NO',
  'null',
  '~',
  '1984',
  '2013-05-22',
  '05:00',
  '#x',
  '- x',
  'a: b',
  '"',
  "'",
  '*',
  '&a',
]
const letters = 'abcæÖшқ漢ع\u00a0’“” :#-*&!|>%@`{}[],?\'"\\0123456789'
const character = fc.oneof(
  fc.constantFrom(...letters),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
)
const clean = (text: string) =>
  text
    .replace(/[\u0000-\u001f\u007f-\u009f\ufffe\uffff\ud800-\udfff]/g, '')
    .replace(/[ \t\n]+/g, ' ')
    .trim()
const oneLine = fc
  .oneof(
    fc.constantFrom(...nasty),
    fc.array(character, { minLength: 1, maxLength: 150 }).map((parts) => clean(parts.join(''))),
  )
  .filter((text) => text !== '')
const prose = fc
  .array(oneLine, { minLength: 1, maxLength: 4 })
  .map((paragraphs) => paragraphs.join('\n\n'))
const story = fc
  .array(oneLine, { minLength: 1, maxLength: 5 })
  .map((lines) => lines.join('\n'))
  .filter((text) => !/^(<{7}|>{7})( |$)/m.test(text))

const key = fc.stringMatching(/^[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,5})?$/)
const slug = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,5})?$/)
const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const time = fc.constantFrom('00:00', '05:30', '23:59')
const language = fc.constantFrom('en', 'ru', 'kk', 'no', 'zh-Hant', 'pt-BR')
const url = fc.constantFrom('https://source.example/a?b=c#d', 'http://[::1]/')
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const appealKey = fc.record({ publishedOn: day, slug })
const keyedTexts = fc.uniqueArray(fc.record({ key, text: prose }), { selector: (each) => each.key })

const letterIn = (languages: fc.Arbitrary<string>) =>
  fc.uniqueArray(
    fc.record({ language: languages, subject: oneLine, text: prose, phone: maybe(prose) }),
    { selector: (each) => each.language },
  )
const head = { title: oneLine, call: oneLine, prompts: fc.uniqueArray(oneLine), story }

const count = fc.oneof(
  fc.record({ exactly: fc.nat(10_000) }),
  fc.record({ atLeast: fc.nat(10_000) }),
  fc.constantFrom('many' as const, 'some' as const),
)
const figures = fc.record({
  asOf: day,
  source: oneLine,
  counts: fc
    .uniqueArray(fc.constantFrom(...figureKinds))
    .chain((kinds) =>
      fc.tuple(...kinds.map((kind) => fc.record({ kind: fc.constant(kind), count }))),
    ),
})
const event = fc.record({
  key,
  happenedOn: day,
  time: maybe(time),
  source: maybe(oneLine),
  text: prose,
})

const pictureText = fc.record({ key, alt: oneLine, caption: maybe(oneLine) })
const picture = fc.record({
  text: pictureText,
  source: fc.oneof(
    fc.record({ file: fc.constantFrom('a.jpg', 'pictures/a b.png') }),
    fc.record({ id: fc.uuid() }),
  ),
  credit: maybe(oneLine),
  isPoster: fc.boolean(),
})

const mailAddress = fc.constantFrom('office@example.org', 'o.f+x@mail.example.org')

const addressee = fc.record({
  key: slug.map((text) => `a${text}`),
  name: oneLine,
  office: oneLine,
  email: maybe(mailAddress),
  postal: maybe(oneLine),
})

const original = fc
  .record({
    key: appealKey,
    country: fc.constantFrom('KZ', 'NO', 'NA'),
    topics: fc.uniqueArray(slug, { maxLength: 12 }),
    addresseeLanguages: fc.uniqueArray(language),
    actBy: maybe(day),
    addressees: maybe(fc.uniqueArray(addressee, { selector: (each) => each.key, minLength: 1 })),
    copyTo: maybe(mailAddress),
    figures: maybe(figures),
    quotation: maybe(
      fc.record({
        who: oneLine,
        publishedOn: maybe(day),
        url: maybe(url),
        licence: maybe(oneLine),
        text: prose,
      }),
    ),
    video: maybe(fc.record({ url: maybe(url), archiveUrl: maybe(url), title: oneLine })),
    pictures: maybe(fc.uniqueArray(picture, { selector: ({ text }) => text.key, minLength: 1 })),
    events: fc.uniqueArray(event, { selector: (each) => each.key }),
    demands: keyedTexts,
    texts: fc.record({ language, place: oneLine, letters: letterIn(language), ...head }),
  })
  .map(({ key, quotation, video, pictures, events, demands, texts, ...facts }): AppealFile => {
    const { text: quoted, ...source } = quotation ?? { text: undefined, who: '' }
    const counts = facts.figures?.counts.toSorted(
      (a, b) => figureKinds.indexOf(a.kind) - figureKinds.indexOf(b.kind),
    )
    return {
      kind: 'original',
      key,
      facts: {
        ...facts,
        figures: facts.figures && { ...facts.figures, counts: counts ?? [] },
        quotation: quotation && source,
        video: video && {
          url: video.url,
          archiveUrl: video.archiveUrl,
          poster: pictures?.find(({ isPoster }) => isPoster)?.text.key,
        },
        pictures: pictures?.map(({ text, source, credit }) => ({
          key: text.key,
          ...source,
          credit,
        })),
        events: events.map(({ text: _, ...fact }) => fact),
        demands: demands.map((demand) => demand.key),
      },
      texts: {
        ...texts,
        quotation: quoted,
        video: video?.title,
        pictures: pictures?.map(({ text }) => text),
        events: events.map(({ key, text }) => ({ key, text })),
        demands,
      },
    }
  })

const translation = language.chain((own) =>
  fc.record({
    kind: fc.constant('translation' as const),
    key: appealKey,
    texts: fc.record({
      language: fc.constant(own),
      place: maybe(oneLine),
      quotation: maybe(prose),
      video: maybe(oneLine),
      pictures: maybe(fc.uniqueArray(pictureText, { selector: (each) => each.key, minLength: 1 })),
      events: keyedTexts,
      demands: keyedTexts,
      letters: letterIn(fc.constant(own)),
      ...head,
    }),
  }),
)

test('an original reads as the value that was written', () => {
  fc.assert(fc.property(original, (file) => assert.deepEqual(plain(roundTrip(file)), plain(file))))
})

test('a translation reads as the value that was written', () => {
  fc.assert(
    fc.property(translation, (file) => assert.deepEqual(plain(roundTrip(file)), plain(file))),
  )
})

test('the demo goes through a file and back without loss', () => {
  for (const name of ['demo/astana.md', 'demo/astana.ru.md']) {
    const { content } = parseAppealFile(name, readFileSync(name))
    assert.deepEqual(plain(roundTrip(content)), plain(content))
  }
})

test('what is written is the same when it is written again', () => {
  const { content } = parseAppealFile('astana.md', readFileSync('demo/astana.md'))
  const text = serialiseAppealFile(content)
  assert.equal(serialiseAppealFile(roundTrip(content)), text)
})

test('an original stands in the form of the desk as the value that was written', () => {
  fc.assert(
    fc.property(original, (file) => {
      fc.pre(file.kind === 'original')
      // Pictures of the desk are kept here; a timeline is in the order of time.
      const pictures = file.facts.pictures?.map(({ key, credit }) => ({ key, id: 'an-id', credit }))
      const days = new Map(file.facts.events.map(({ key, ...event }) => [key, momentOf(event)]))
      const byTime = <Item extends { key: string }>(items: Item[]) =>
        items.toSorted((a, b) => ((days.get(a.key) ?? '') < (days.get(b.key) ?? '') ? -1 : 1))
      const isTied = new Set(days.values()).size < days.size
      fc.pre(!isTied)
      const facts = { ...file.facts, pictures, events: byTime(file.facts.events) }
      const texts = { ...file.texts, events: byTime(file.texts.events) }
      const sheet = writeOriginal(file.key, facts, texts)
      const { errors, ...understood } = readOriginal(sheet, texts.language)
      assert.deepEqual(errors, {})
      const kind = 'original' as const
      const written = { kind, key: file.key, facts, texts }
      assert.deepEqual(plain({ kind, ...understood }), plain(written))
    }),
  )
})

function momentOf({ happenedOn, time = '' }: { happenedOn: string; time?: string }): string {
  return `${happenedOn} ${time}`
}
