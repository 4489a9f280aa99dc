import assert from 'node:assert/strict'
import type { Locator } from 'playwright-core'
import { browserTest, openBrowser, openDemoSite } from '../browser.ts'
import { LETTER_PATH } from '../letters.ts'

browserTest('on paper there is the letter and nothing else', async (t) => {
  const site = await openDemoSite(t)
  const page = await (await openBrowser(t, site)).newPage()
  await page.goto(`${LETTER_PATH}?from=IE`)
  const letter = page.locator('.print-letter')
  assert.equal(await letter.isVisible(), false)

  await page.emulateMedia({ media: 'print' })
  const printed = await visibleText(letter)
  assert.match(printed, /Embassy of Kazakhstan in London\n125 Pall Mall\n/)
  assert.match(printed, /Your Excellency,/)
  assert.equal(await visibleText(page.locator('body')), printed)
})

async function visibleText(part: Locator): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: this is about what can be seen.
  return (await part.innerText()).trim()
}
