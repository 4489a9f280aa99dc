import assert from 'node:assert/strict'
import { test } from 'node:test'
import { APPEAL_PATH, openLetterApp } from '../../../test/letters.ts'
import { withdrawAppeal } from '../appeals/index.ts'

const ORIGIN = 'https://outcry.example'
const oembed = (url: string, rest = '') => `/oembed?url=${encodeURIComponent(url)}${rest}`

test('the embedded box may stand in any frame, and no other page may', async (t) => {
  const { server } = await openLetterApp(t)
  const { headers, body } = await server.inject(`/ru/embed${APPEAL_PATH}`)
  assert.match(String(headers['content-security-policy']), /frame-ancestors \*/)
  assert.match(String(headers['content-security-policy']), /form-action 'self'/)
  assert.equal(headers['x-frame-options'], undefined)
  assert.equal(headers['set-cookie'], undefined)
  assert.match(body, new RegExp(`<form action="/ru${APPEAL_PATH}letter"[^>]* target="_blank"`))
  assert.doesNotMatch(body, /<script|<a (?![^>]*target="_blank")/)

  const page = await server.inject(APPEAL_PATH)
  assert.match(String(page.headers['content-security-policy']), /frame-ancestors 'none'/)
  assert.doesNotMatch(page.body, /target="_blank"/)
})

test('a frame around a withdrawn appeal says so, and no more', async (t) => {
  const { server, deps } = await openLetterApp(t)
  const slug = 'housing-justice-activists-arrested-in-astana'
  await withdrawAppeal(deps, { publishedOn: '2013-05-22', slug })
  const gone = await server.inject(`/en/embed${APPEAL_PATH}`)
  assert.equal(gone.statusCode, 410)
  assert.match(String(gone.headers['content-security-policy']), /frame-ancestors \*/)
  assert.match(gone.body, /This appeal was withdrawn\./)
  assert.doesNotMatch(gone.body, /Kazakhstan/)
  assert.equal((await server.inject('/en/embed/2013/05/22/none/')).statusCode, 404)
  assert.equal((await server.inject(oembed(ORIGIN + APPEAL_PATH))).statusCode, 404)
})

test('oEmbed turns the address of an appeal into a frame', async (t) => {
  const { server } = await openLetterApp(t)
  const answer = await server.inject(oembed(`${ORIGIN}/ru${APPEAL_PATH}`, '&maxwidth=300'))
  const embed = answer.json()
  assert.equal(embed.type, 'rich')
  assert.equal(embed.version, '1.0')
  assert.equal(embed.width, 300)
  assert.equal(embed.height, 840)
  assert.match(embed.title, /^Казахстан/)
  assert.match(embed.html, new RegExp(`^<iframe src="${ORIGIN}/ru/embed${APPEAL_PATH}"`))
  assert.match(embed.html, /sandbox="[^"]*allow-forms/)
  assert.doesNotMatch(embed.html, /allow-scripts/)
})

test('oEmbed refuses other sites, other pages and other formats', async (t) => {
  const { server } = await openLetterApp(t)
  for (const url of [
    `https://elsewhere.example${APPEAL_PATH}`,
    `${ORIGIN}/missions/`,
    `${ORIGIN}/2013/05/22/none/`,
    'javascript:alert(1)',
    '',
  ]) {
    assert.equal((await server.inject(oembed(url))).statusCode, 404, url)
  }
  const xml = await server.inject(oembed(ORIGIN + APPEAL_PATH, '&format=xml'))
  assert.equal(xml.statusCode, 501)
  assert.equal((await server.inject('/oembed')).statusCode, 400)
})
