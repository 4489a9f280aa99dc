import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { importAppeals } from '../src/slices/appeals/index.ts'
import { browserTest, openBrowser, openDemoSite, type Site } from './browser.ts'
import { writeComment } from './comment-pages.ts'
import { findBrokenRules } from './feed-rules.ts'
import { APPEAL_PATH } from './letters.ts'
import { publishMedia } from './media.ts'

const bases = [
  '/',
  '/countries/KZ/',
  '/topics/housing/',
  '/comments/',
  '/cases/astana-2013/',
  APPEAL_PATH,
]
const feeds = bases.flatMap((base) => [`${base}feed/`, `${base}feed/atom/`])
const maps = ['/sitemap.xml', '/sitemap/pages.xml', '/sitemap/2013-05.xml']

browserTest('a strict parser reads every feed and every part of the sitemap', async (t) => {
  const site = await openDemoSite(t)
  await addNaughtyAppeal(site)
  const page = await (await openBrowser(t, site, { javaScriptEnabled: true })).newPage()
  for (const path of [...feeds, ...maps]) {
    const { body } = await site.server.inject(`/ru${path}`)
    const problem = await page.evaluate((xml) => {
      const parser = Reflect.construct(Reflect.get(globalThis, 'DOMParser'), [])
      const found = parser.parseFromString(xml, 'application/xml').querySelector('parsererror')
      return found ? String(found.textContent) : ''
    }, body)
    assert.equal(problem, '', path)
  }
})

test('every feed keeps the rules of its format', async (t) => {
  const site = await openDemoSite(t)
  await addNaughtyAppeal(site)
  await publishMedia(site)
  await writeComment(site, 'en')
  const kinds = ['feed/', 'feed/atom/', 'feed.json']
  const paths = bases.flatMap((base) => kinds.map((kind) => base + kind))
  const broken: string[] = []
  let entries = 0
  for (const path of ['', '/en', '/ru'].flatMap((lang) => paths.map((each) => lang + each))) {
    const { body, headers } = await site.server.inject(path)
    entries += body.match(/<item>|<entry>|"id":/g)?.length ?? 0
    const type = String(headers['content-type'])
    broken.push(...findBrokenRules({ url: site.origin + path, type, body }))
  }
  assert.deepEqual(broken, [])
  assert.ok(entries > paths.length)
})

test('the rules tell a broken feed', () => {
  const type = 'application/rss+xml; charset=utf-8'
  const body = `<?xml version="1.0" encoding="utf-8"?>
    <rss version="2.0"><channel><title>x</title><link>/feed/</link><item><title>y</title>
    <guid>appeal-1</guid><pubDate>2013-05-22</pubDate><description>z</description></item></channel></rss>`
  const broken = findBrokenRules({ url: 'https://outcry.example/feed/', type, body })
  for (const rule of ['whole link', 'own address', 'appeared at a time', 'says that it is none']) {
    assert.ok(
      broken.some((each) => each.includes(rule)),
      rule,
    )
  }
})

browserTest('a partner’s page frames the Act box, and the letter opens beside it', async (t) => {
  const site = await openDemoSite(t)
  const { body } = await site.server.inject(
    `/oembed?url=${encodeURIComponent(`${site.origin}/en${APPEAL_PATH}`)}`,
  )
  const partner = await servePage(
    t,
    `<!doctype html><title>Partner</title>${JSON.parse(body).html}`,
  )
  const browser = await openBrowser(t, site)
  const page = await browser.newPage()
  const loaded: string[] = []
  page.on('requestfinished', (request) => loaded.push(request.resourceType()))
  await page.goto(partner)
  assert.ok(loaded.includes('stylesheet'))

  const box = page.frameLocator('iframe')
  await box.getByRole('combobox').selectOption('IE')
  const [letter] = await Promise.all([
    browser.waitForEvent('page'),
    box.getByRole('button').click(),
  ])
  await letter.waitForLoadState()
  assert.equal(letter.url(), `${site.origin}/en${APPEAL_PATH}letter?from=IE`)
  assert.equal(page.url(), partner)
  assert.deepEqual(await browser.cookies(), [])
  // The browser keeps a connection ready that it never used; the server would wait for it.
  await browser.close()
})

browserTest('no other page of the site can be framed', async (t) => {
  const site = await openDemoSite(t)
  const partner = await servePage(t, `<iframe src="${site.origin}/en${APPEAL_PATH}"></iframe>`)
  const browser = await openBrowser(t, site)
  const page = await browser.newPage()
  const messages: string[] = []
  page.on('console', (message) => messages.push(message.text()))
  await page.goto(partner)
  assert.match(messages.join('\n'), /frame-ancestors 'none'/)
  await browser.close()
})

/** An appeal whose every text tries to break out of what surrounds it. */
async function addNaughtyAppeal({ deps }: Site): Promise<void> {
  const naughty = ']]> <!-- &nosuch; </title><script>alert(1)</script> "x" \u{1f469}\u200d\u{1f680}'
  const text = readFileSync('demo/astana.md', 'utf8')
    .replace(/^slug: .*$/m, 'slug: naughty')
    .replace(/^title: .*$/m, () => `title: ${JSON.stringify(naughty)}`)
    .replace(/^ {2}who: .*$/m, () => `  who: ${JSON.stringify(naughty)}`)
    .replace('In the Kazakh capital,', () => naughty)
  await importAppeals(deps, [{ name: 'naughty.md', bytes: Buffer.from(text) }], { publish: true })
}

/** Another site, as far as browsers are concerned: its name differs from that of ours. */
async function servePage(t: TestContext, html: string): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  return `http://localhost:${(server.address() as AddressInfo).port}/`
}
