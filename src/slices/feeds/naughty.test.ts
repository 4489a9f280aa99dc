import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseAtomFeed, parseRssFeed } from 'feedsmith'
import { absoluteLinks } from './absolute-links.ts'
import { cleanText } from './clean-text.ts'
import { escapeMarkup } from './escape-markup.ts'
import type { Feed } from './types.ts'
import { writeAtom } from './write-atom.ts'
import { writeJsonFeed } from './write-json-feed.ts'
import { writeRss } from './write-rss.ts'

const naughty = [
  '<script>alert(1)</script>',
  ']]><b>out</b><![CDATA[',
  ']]\u0000>',
  '&amp; &lt; &#0; &nosuch; %3C',
  '"quoted\' <?php ?> -->',
  'bell\u0007 escape\u001b[31m null\u0000 vertical\u000b',
  'half \ud83d of a character',
  'no \ufffe\uffffcharacter',
  '{"a": [1, "}"]} #{x} {{y}}',
  'مَا هُوَ نص ‮right to left‬ 田中 Ω≈ 👩🏽‍🚀',
  '__proto__',
  'constructor',
]

function feedOf(texts: string[]): Feed {
  return cleanText({
    title: texts.join(' '),
    description: 'x',
    language: 'en',
    pageUrl: 'https://outcry.example/',
    urls: { rss: 'https://x.example/r', atom: 'https://x.example/a', json: 'https://x.example/j' },
    updatedAt: '2013-05-22T05:00:00.000Z',
    author: 'Solidarity Now',
    siteUrl: 'https://outcry.example/',
    entries: texts.map((text, index) => ({
      id: `tag:outcry.example,2013-05-22:${index}`,
      url: 'https://outcry.example/?a=1&b=2',
      title: text,
      language: 'en',
      author: text,
      publishedAt: '2013-05-22T05:00:00.000Z',
      updatedAt: '2013-05-22T05:00:00.000Z',
      summary: text,
      html: `<p>${escapeMarkup(text)}</p>`,
      topics: [{ key: text, name: text }],
      quotation: { who: text, url: 'https://outcry.example/', text, language: 'en' },
    })),
  })
}

/** What XML 1.0 cannot hold, as characters or written as numbers. */
const illegal =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

test('naughty texts come back from every feed as text', () => {
  const feed = feedOf(naughty)
  const [rss, atom, json] = [writeRss(feed), writeAtom(feed), writeJsonFeed(feed)]
  for (const document of [rss, atom, json]) assert.doesNotMatch(document, illegal)
  const items = parseRssFeed(rss).items ?? []
  const entries = parseAtomFeed(atom).entries ?? []
  for (const [index, { title, html }] of feed.entries.entries()) {
    const text = title.trim()
    assert.equal(items[index]?.title, text)
    assert.equal(items[index]?.description, escapeMarkup(text))
    assert.equal(items[index]?.content?.encoded, html)
    assert.equal(entries[index]?.title?.value, text)
    assert.equal(entries[index]?.content?.value, html)
    assert.equal(entries[index]?.categories?.[0]?.term, text)
    assert.equal(JSON.parse(json).items[index].title, title)
  }
})

test('no more is taken out than XML cannot hold', () => {
  assert.equal(cleanText('a\tb\nc\r\u0085 é Ω 👩🏽‍🚀 \u0008'), 'a\tb\nc\r\u0085 é Ω 👩🏽‍🚀 ')
  assert.deepEqual(cleanText({ a: ['\u0001x'], b: 1, c: undefined }), {
    a: ['x'],
    b: 1,
    c: undefined,
  })
})

test('links become absolute, and text that looks like one stays text', () => {
  const base = 'https://outcry.example/2013/05/22/a/'
  assert.equal(
    absoluteLinks('<a href="/b?x=1&amp;y=2">href="/c"</a> <a href="#d">', base),
    '<a href="https://outcry.example/b?x=1&amp;y=2">href="/c"</a> <a href="https://outcry.example/2013/05/22/a/#d">',
  )
  assert.equal(
    absoluteLinks('<a href="mailto:a@b.example">', base),
    '<a href="mailto:a@b.example">',
  )
  assert.equal(
    absoluteLinks('<source srcset="/a-480.webp 480w, /a-960.webp 960w">', base),
    '<source srcset="https://outcry.example/a-480.webp 480w, https://outcry.example/a-960.webp 960w">',
  )
})
