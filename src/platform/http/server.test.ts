import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestApp } from '../../../test/harness.ts'
import { loadAssets } from '../html/assets.ts'
import { createLog } from '../log.ts'
import { createServer } from './server.ts'

const html = { accept: 'text/html' }

test('an address that no route knows answers 404 in the language of the reader', async (t) => {
  const { server } = await openTestApp(t)
  const english = await server.inject({ url: '/nowhere/', headers: html })
  assert.equal(english.statusCode, 404)
  assert.match(english.body, /<html lang="en" dir="ltr">/)
  assert.match(english.body, /Nothing is here/)

  const russian = await server.inject({ url: '/nowhere/', headers: { 'accept-language': 'ru-RU' } })
  assert.match(russian.body, /Здесь ничего нет/)
  assert.equal(russian.headers['content-language'], 'ru')
})

test('the language of the address wins over that of the browser', async (t) => {
  const { server } = await openTestApp(t)
  const answer = await server.inject({ url: '/ru/nowhere/', headers: { 'accept-language': 'en' } })
  assert.match(answer.body, /<html lang="ru"/)
  assert.match(answer.body, /href="\/ru\/missions\/"/)
})

test('pages forbid everything that is not from this site', async (t) => {
  const { server } = await openTestApp(t)
  const { headers } = await server.inject('/nowhere/')
  const policy = String(headers['content-security-policy'])
  assert.match(policy, /default-src 'none'/)
  assert.doesNotMatch(policy, /unsafe-inline|https:/)
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.equal(headers['referrer-policy'], 'same-origin')
  const refusal = await server.inject('/desk/')
  assert.equal(refusal.statusCode, 303)
  assert.equal(refusal.headers['content-security-policy'], policy)
})

test('a page knows its own address, however it was asked for', async (t) => {
  const { server } = await openTestApp(t)
  const canonical = async (url: string) => {
    const { body } = await server.inject({ url, headers: { ...html, 'accept-language': 'en' } })
    return /<link rel="canonical" href="([^"]*)"/.exec(body)?.[1]
  }
  const site = 'https://outcry.example/en'
  for (const url of ['/missions/', '/missions', '/missions?x=1', '/ru/missions']) {
    const own = url.startsWith('/ru') ? 'https://outcry.example/ru' : site
    assert.equal(await canonical(url), `${own}/missions/`, url)
  }
  assert.equal(await canonical('/'), `${site}/`)
})

test('an address that cannot be read is answered in words, with the headers of a page', async (t) => {
  const { server } = await openTestApp(t)
  const { headers } = await server.inject({ url: '/', headers: html })
  for (const url of ['/%zz', `/cases/${'a'.repeat(400)}/`, '/ru/%E0%A4%A']) {
    const answer = await server.inject({ url, headers: { ...html, 'accept-language': 'ru' } })
    assert.equal(answer.statusCode, 404, url)
    assert.match(answer.body, /^[^<{]*страницы/, url)
    for (const name of ['content-security-policy', 'x-content-type-options', 'referrer-policy']) {
      assert.equal(answer.headers[name], headers[name], `${url} ${name}`)
    }
  }
})

test('a form sent from another site is refused before anything is done', async (t) => {
  const { server } = await openTestApp(t)
  for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
    const answer = await server.inject({ method: 'POST', url: '/nowhere/', headers })
    assert.equal(answer.statusCode, 403)
    assert.match(answer.body, /sent from another site/)
  }
})

test('a refused form stands in the log with its route, and without what its address held', async (t) => {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => lines.push(line) })
  const { server } = await openTestApp(t, {}, { log })
  const url = '/desk/invitations/not-a-token'
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await server.inject({
    method: 'POST',
    url,
    headers,
    payload: 'name=Eve&password=x',
  })
  assert.equal(answer.statusCode, 404)
  const refusal = lines.find((line) => line.includes('"refused"'))
  assert.match(refusal ?? '', /"route":"\/desk\/invitations\/:token".*accounts\.invitation_unknown/)
  assert.doesNotMatch(lines.join(''), /not-a-token|Eve/)
})

test('health and readiness are told to a supervisor', async (t) => {
  const { server } = await openTestApp(t)
  assert.equal((await server.inject('/healthz')).statusCode, 200)
  assert.equal((await server.inject('/readyz')).statusCode, 200)
})

test('the stylesheet comes compressed and may be kept for ever', async (t) => {
  const { server } = await openTestApp(t)
  const page = await server.inject('/nowhere/')
  const path = /href="(\/assets\/style-[^"]+)"/.exec(page.body)?.[1] ?? ''
  const answer = await server.inject({ url: path, headers: { 'accept-encoding': 'br' } })
  assert.equal(answer.statusCode, 200)
  assert.equal(answer.headers['content-encoding'], 'br')
  assert.match(String(answer.headers['cache-control']), /immutable/)
})

test('scripts are files of their own, found under a name that changes with them', async (t) => {
  const { server } = await openTestApp(t)
  const path = Object.values(loadAssets('assets').scripts)[0]?.path ?? ''
  assert.match(path, /^\/assets\/[a-z-]+-[\w-]{12}\.js$/)
  const answer = await server.inject(path)
  assert.match(String(answer.headers['content-type']), /^text\/javascript/)
})

test('of a form with a million fields a few thousand are read, and of what is no form nothing', async (t) => {
  const { deps } = await openTestApp(t)
  const server = await createServer({ ...deps, assets: loadAssets('assets') })
  server.post('/fields', { config: { access: 'public' } }, async ({ body }) => ({
    count: Object.keys(body ?? {}).length,
  }))
  const payload = Array.from({ length: 40_000 }, (_, index) => index.toString(36)).join('&')
  const post = (type: string) =>
    server.inject({ method: 'POST', url: '/fields', headers: { 'content-type': type }, payload })
  assert.deepEqual((await post('application/x-www-form-urlencoded')).json(), { count: 2000 })
  assert.equal((await post('text/plain')).statusCode, 415)
  assert.equal((await post('application/json')).statusCode, 415)
})

test('zero bytes in a form become ones, whichever way they are written', async (t) => {
  const { deps } = await openTestApp(t)
  const server = await createServer({ ...deps, assets: loadAssets('assets') })
  server.post('/fields', { config: { access: 'public' } }, async ({ body }) => body)
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const payload = 'a=1%002&%00b=%%0000&c=3\0'
  const answer = await server.inject({ method: 'POST', url: '/fields', headers, payload })
  assert.deepEqual(answer.json(), { a: '1\u00012', '\u0001b': '%\u000100', c: '3\u0001' })
})

test('an address with a zero byte is no address, on either database', async (t) => {
  const { server } = await openTestApp(t)
  for (const url of ['/2013/05/22/a%00b/', '/topics/a%00/']) {
    assert.equal((await server.inject(url)).statusCode, 404)
  }
})

test('whoever is led to the sign-in has nothing done for them', async (t) => {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => lines.push(line) })
  const { server } = await openTestApp(t, {}, { log })
  for (const url of ['/desk/', '/desk/account/', '/desk/letters/']) {
    const answer = await server.inject(url)
    assert.equal(answer.statusCode, 303)
    assert.match(String(answer.headers.location), /^\/desk\/sign-in/)
  }
  await new Promise((resolve) => setImmediate(resolve))
  assert.doesNotMatch(lines.join(''), /has no actor|reply\.sent/)
})
