import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { browserTest, openBrowser, openDemoSite, type Site } from '../browser.ts'
import { LETTER_PATH } from '../letters.ts'
import { keyboardOf, mouse, tabTo } from './keyboard.ts'
import {
  confirmByMail,
  expectCount,
  expectDelivery,
  findEmbassy,
  openAppeal,
  type Reader,
  returnToAppeal,
  sendLetter,
} from './reader.ts'

const letter = { subject: 'Let them go home', name: 'Maeve Byrne', email: 'maeve@example.org' }

browserTest('from the news to a delivered letter, without JavaScript', async (t) => {
  const site = await openDemoSite(t)
  const page = await (await openBrowser(t, site)).newPage()
  await travel(withMouse(page, site, 'en'), ['London', 'Ireland', 'accredited to Ireland too'])
})

browserTest('the same with the keyboard alone', async (t) => {
  const site = await openDemoSite(t)
  const page = await (await openBrowser(t, site)).newPage()
  await travel(withKeyboard(page, site, 'en'), ['London', 'accredited to Ireland too'])
})

browserTest('the same in Russian, on a small phone', async (t) => {
  const site = await openDemoSite(t)
  const phone = { viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true }
  const page = await (await openBrowser(t, site, phone)).newPage()
  await travel(withMouse(page, site, 'ru'), ['Ирландия', 'аккредитовано и в вашей'])
})

browserTest('a form with errors begins at the first of them, and keeps the rest', async (t) => {
  const site = await openDemoSite(t)
  const page = await (await openBrowser(t, site)).newPage()
  await page.goto(`${LETTER_PATH}?from=IE`)
  await page.getByRole('textbox', { name: 'Your name' }).fill('Maeve Byrne')
  await page.locator('input[name=email]').fill('maeve@example.org')
  await page.locator('input[name=consent]').check()
  await page.getByRole('textbox', { name: 'Subject' }).fill(' ')
  await page.locator('button:visible', { hasText: 'Go on to confirmation' }).click()
  await page.locator('.error-summary:focus').waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.locator('#subject:target').waitFor()
  await page.keyboard.type('Let them go home')
  assert.match(await page.locator('#subject').inputValue(), /^Let them go home/)
  assert.equal(await page.locator('#name').inputValue(), 'Maeve Byrne')
})

/** The whole way; `reasons` are words that say which mission it is and why. */
async function travel(reader: Reader, reasons: string[]): Promise<void> {
  await openAppeal(reader)
  await expectCount(reader, 0)
  const mission = await findEmbassy(reader, 'IE')
  for (const words of reasons) assert.ok(mission.includes(words), `${mission} lacks ${words}`)

  await sendLetter(reader, letter)
  await confirmByMail(reader)
  await expectDelivery(reader, letter)
  await returnToAppeal(reader)
  await expectCount(reader, 1)
}

function withMouse(page: Page, site: Site, lang: string): Reader {
  return {
    ...{ page, site, lang },
    ...mouse,
    choose: async (field, name) => {
      await field.selectOption({ label: name })
    },
  }
}

function withKeyboard(page: Page, site: Site, lang: string): Reader {
  return {
    ...{ page, site, lang },
    ...keyboardOf(page),
    async choose(field, name) {
      await tabTo(page, field)
      await page.keyboard.type(name)
    },
  }
}
