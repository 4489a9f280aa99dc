import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BrowserContext } from 'playwright-core'
import { browserTest, listen, openBrowser } from '../browser.ts'
import { openTestApp } from '../harness.ts'
import { MEDIA_PATH, publishMedia } from '../media.ts'

const FRAME = 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&rel=0&start=90'

/** Answers for the whole world outside, and remembers what was asked of it. */
async function standInForTheWorld(browser: BrowserContext, origin: string) {
  const asked: { url: string; referrer: string | undefined }[] = []
  await browser.route(
    (url) => url.origin !== origin,
    async (route) => {
      const request = route.request()
      asked.push({ url: request.url(), referrer: (await request.allHeaders()).referer })
      await route.fulfill({ contentType: 'text/html', body: '<title>Elsewhere</title>' })
    },
  )
  return asked
}

browserTest('without scripts a poster is a link, and nobody else is asked before', async (t) => {
  const app = await openTestApp(t)
  await publishMedia(app)
  const origin = await listen(app)
  const browser = await openBrowser(t, { origin })
  const asked = await standInForTheWorld(browser, origin)
  const page = await browser.newPage()
  await page.goto(MEDIA_PATH, { waitUntil: 'networkidle' })
  assert.match((await page.locator('.appeal-video').textContent()) ?? '', /Leads to youtu\.be/)
  assert.deepEqual(asked, [])

  await page.click('.appeal-video .poster')
  await page.waitForURL('https://www.youtube.com/**')
  assert.deepEqual(asked, [
    { url: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=90s', referrer: undefined },
  ])
})

browserTest('with scripts a click plays the video in the page, and only there', async (t) => {
  const app = await openTestApp(t)
  await publishMedia(app)
  const origin = await listen(app)
  const browser = await openBrowser(t, { origin }, { javaScriptEnabled: true })
  const asked = await standInForTheWorld(browser, origin)
  const page = await browser.newPage()
  const refused: string[] = []
  page.on('console', (message) => refused.push(message.text()))
  await page.goto(MEDIA_PATH, { waitUntil: 'networkidle' })
  const video = page.locator('.appeal-video')
  assert.match((await video.textContent()) ?? '', /contacts www\.youtube-nocookie\.com/)
  assert.deepEqual(asked, [])

  // By the keyboard, as with the mouse.
  await page.locator('.appeal-video .poster').press('Enter')
  const frame = page.locator('.appeal-video iframe')
  assert.equal(await frame.getAttribute('src'), FRAME)
  assert.equal(
    await frame.getAttribute('sandbox'),
    'allow-scripts allow-same-origin allow-presentation',
  )
  assert.equal(await frame.getAttribute('title'), 'What was seen')
  await page.waitForLoadState('networkidle')
  assert.deepEqual(
    asked.map(({ url }) => url),
    [FRAME],
  )
  const link = video.getByRole('link', { name: 'Open at www.youtube.com' })
  assert.match((await link.getAttribute('href')) ?? '', /^https:\/\/www\.youtube\.com\/watch/)
  assert.deepEqual(refused, [])

  // The page may frame this host and no other.
  await page.evaluate(`
    const other = document.createElement('iframe')
    other.src = 'https://www.youtube.com/embed/dQw4w9WgXcQ'
    document.body.append(other)`)
  await page.waitForTimeout(200)
  assert.equal(asked.length, 1)
  assert.match(refused.join(), /frame-src https:\/\/www\.youtube-nocookie\.com/)
})

test('only a page with a video may frame anything, and only its host', async (t) => {
  const app = await openTestApp(t)
  await publishMedia(app)
  const policyOf = async (path: string) =>
    String((await app.server.inject(path)).headers['content-security-policy'])
  assert.match(await policyOf(MEDIA_PATH), /;frame-src https:\/\/www\.youtube-nocookie\.com$/)
  assert.doesNotMatch(await policyOf('/'), /frame-src/)
  // The page with what was typed in vain plays its video, too.
  const refused = await app.server.inject({
    method: 'POST',
    url: `${MEDIA_PATH}comments`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: '',
  })
  assert.equal(refused.statusCode, 422)
  assert.match(String(refused.headers['content-security-policy']), /;frame-src https:/)
})
