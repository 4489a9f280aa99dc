import assert from 'node:assert/strict'
import { browserTest, openBrowser, openDemoSite } from './browser.ts'

browserTest('words that were found can be read in the reader’s own colours', async (t) => {
  const site = await openDemoSite(t)
  const page = await (await openBrowser(t, site, { forcedColors: 'active' })).newPage()
  await page.goto('/search?q=Astana')
  const found = page.locator('.search-result mark').first()
  const [ink, ground] = await found.evaluate((mark) => {
    const { color, backgroundColor } = getComputedStyle(mark)
    return [color, backgroundColor]
  })
  assert.notEqual(ground, 'rgba(0, 0, 0, 0)')
  assert.notEqual(ink, ground)
})
