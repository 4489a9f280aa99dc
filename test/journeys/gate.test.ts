import assert from 'node:assert/strict'
import { browserTest, openBrowser, openDemoSite } from '../browser.ts'
import { LETTER_PATH } from '../letters.ts'
import { confirmByMail } from './reader.ts'

browserTest(
  'whoever may be in danger lets the organisation sign, without JavaScript',
  async (t) => {
    const site = await openDemoSite(t)
    const page = await (await openBrowser(t, site)).newPage()
    const asked: string[] = []
    page.on('request', (request) => asked.push(`${request.url()} ${request.postData() ?? ''}`))
    await page.goto(`${LETTER_PATH}?from=IE`)
    await page.getByLabel('Family or friends of mine live there').check()
    await page
      .getByText('your own name gives the letter the most weight')
      .waitFor({ state: 'hidden' })
    await page.getByRole('link', { name: /^Let .* sign$/ }).click()
    await page.getByText('nothing about you is kept here').waitFor()

    assert.equal(await page.locator('input[name=name]').count(), 0)
    assert.equal(await page.locator('input[name=follow]').count(), 0)
    assert.equal(await page.locator('input[value=organisation]').isChecked(), true)
    await page.getByLabel('Your email address').fill('oonagh@reader.example')
    await page.locator('input[name=consent]').check()
    await page.locator('button:visible', { hasText: 'Go on to confirmation' }).click()
    await page.waitForURL('**/confirm')
    await confirmByMail({
      ...{ page, site, lang: 'en' },
      press: (target) => target.click(),
      type: (field, text) => field.fill(text),
      choose: async (field, label) => void (await field.selectOption({ label })),
    })
    const told = new Set(asked.flatMap((request) => request.match(/[\w-]+(?==)/g) ?? []))
    const fields = ['from', 'mission', 'lang', 'display', 'subject', 'text', 'email', 'consent']
    assert.deepEqual([...told].sort(), fields.sort(), 'nothing but the form left the browser')
    await page.goto('/mailbox')
    assert.equal(await page.getByText('oonagh@reader.example').count(), 0)
  },
)

browserTest('the way of signing can still be changed in the form', async (t) => {
  const site = await openDemoSite(t)
  const page = await (await openBrowser(t, site)).newPage()
  await page.goto(`${LETTER_PATH}?from=IE&display=organisation`)
  await page.locator('input[value=full]').check()
  await page.getByLabel('Your email address').fill('oonagh@reader.example')
  await page.locator('input[name=consent]').check()
  await page.locator('button:visible', { hasText: 'Go on to confirmation' }).click()
  await page.getByText('Please write your name').first().waitFor()
  assert.equal(await page.locator('input[name=name]').count(), 1)
  assert.equal(await page.getByLabel('Your email address').inputValue(), 'oonagh@reader.example')
})
