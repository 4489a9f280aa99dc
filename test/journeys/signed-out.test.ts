import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { browserTest, listen, openBrowser } from '../browser.ts'
import { openDeskApp, PASSWORD } from '../desk.ts'
import { beginAppeal } from '../desk-appeals.ts'

const EXACT = { exact: true }

browserTest(
  'whoever is signed out while they type signs in in another window, and nothing is lost',
  async (t) => {
    const { context, appeal } = await openEditor(t)
    const page = await context.newPage()
    await page.goto(`${appeal}texts/en`)
    await page.getByLabel('Title', EXACT).fill('Before')
    await says(page, 'saved at')

    const other = await signOutIn(context)
    await page.getByLabel('Title', EXACT).fill('Typed without a session')
    await says(page, 'you were signed out: sign in in another window, this text is kept')
    await page.getByLabel('Call', EXACT).fill('Typed meanwhile')
    await page.getByRole('button', { name: 'Save and finish' }).first().click()
    await says(page, 'you were signed out')
    assert.equal(await page.getByLabel('Call', EXACT).inputValue(), 'Typed meanwhile')

    await signIn(other, 'ana')
    await says(page, 'saved at')
    assert.deepEqual(await savedIn(other, appeal), ['Typed without a session', 'Typed meanwhile'])

    await page.getByLabel('Call', EXACT).fill('Saved by the button')
    await page.getByRole('button', { name: 'Save', exact: true }).first().click()
    await page.waitForURL(/saved=1/)
    assert.equal((await savedIn(other, appeal))[1], 'Saved by the button')
  },
  { timeout: 60_000 },
)

browserTest(
  'a form whose token is of an earlier session saves with that of the new one, by script and by button',
  async (t) => {
    const { context, appeal } = await openEditor(t)
    const page = await context.newPage()
    await page.goto(`${appeal}texts/en`)
    await signIn(await signOutIn(context), 'ana')
    await page.getByLabel('Title', EXACT).fill('By script')
    await says(page, 'saved at')
    const other = await signOutIn(context)
    await signIn(other, 'ana')
    await page.getByLabel('Call', EXACT).fill('By button')
    await page.getByRole('button', { name: 'Save', exact: true }).first().click()
    await page.waitForURL(/saved=1/)
    assert.deepEqual(await savedIn(other, appeal), ['By script', 'By button'])
  },
  { timeout: 60_000 },
)

browserTest(
  'what one person typed is never saved in the name of another who signs in there',
  async (t) => {
    const { context, appeal } = await openEditor(t)
    const page = await context.newPage()
    await page.goto(`${appeal}texts/en`)
    const other = await signOutIn(context)
    await signIn(other, 'bruno')
    await page.getByLabel('Title', EXACT).fill('By Ana')
    await says(page, 'somebody else is signed in now')
    await page.getByRole('button', { name: 'Save', exact: true }).first().click()
    await says(page, 'somebody else is signed in now')
    assert.equal((await savedIn(other, appeal))[0], '')
    await signIn(await signOutIn(context), 'ana')
    await says(page, 'saved at')
    assert.equal((await savedIn(other, appeal))[0], 'By Ana')
  },
  { timeout: 60_000 },
)

/** Ana, signed in, with an appeal that is empty; Bruno is a colleague of hers. */
async function openEditor(t: TestContext) {
  const app = await openDeskApp(t)
  const url = await listen(app)
  const ana = await app.join('Ana', 'editor')
  await app.join('Bruno', 'editor')
  const appeal = await beginAppeal(ana)
  const context = await openBrowser(t, { origin: url }, { javaScriptEnabled: true })
  await context.addCookies([...ana.cookies].map(([name, value]) => ({ name, value, url })))
  return { context, appeal }
}

async function signOutIn(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  await page.goto('/desk/')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByText('You are signed out').waitFor()
  return page
}

async function signIn(page: Page, name: string): Promise<void> {
  await page.goto('/desk/sign-in')
  await page.getByLabel('Email').fill(`${name}@outcry.example`)
  await page.getByLabel('Password', EXACT).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Desk', level: 1 }).waitFor()
}

/** Waits until the form says so; it tries again every five seconds. */
async function says(page: Page, words: string): Promise<void> {
  await page.locator('output', { hasText: words }).first().waitFor()
}

/** Title and call as they are saved. */
async function savedIn(page: Page, appeal: string): Promise<string[]> {
  await page.goto(`${appeal}texts/en`)
  const value = (label: string) => page.getByLabel(label, EXACT).inputValue()
  return [await value('Title'), await value('Call')]
}
