import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { MINUTE_MS } from '../../src/platform/time.ts'
import { browserTest, listen, openBrowser } from '../browser.ts'
import { type DeskApp, openDeskApp, type Person } from '../desk.ts'
import { beginAppeal, FINISHED_PATH } from '../desk-appeals.ts'

const MAX_ACTS = 40

browserTest('from an empty draft to readers by two people, without JavaScript', async (t) => {
  const site = await openSite(t)
  const ana = await site.enter(await site.app.joinWithFactor('Ana', 'editor'))
  const bruno = await site.enter(await site.app.joinWithFactor('Bruno', 'editor'))
  const started = Date.now()
  const hands = new Hands()

  await hands.click(ana, 'link', 'Appeals')
  await hands.click(ana, 'button', 'Begin an appeal')
  await hands.write(ana, 'Title', 'Raid at dawn in Astana')
  await hands.write(ana, 'Call', 'More than 80 people were rounded up. Write today.')
  await hands.choose(ana, 'Country', 'KZ')
  await hands.fill(ana, 'Place', 'Astana')
  await hands.fill(ana, 'Date', '2013-05-22')
  await hands.write(ana, 'Story', 'Houses were raided **at dawn**.')
  await hands.write(ana, 'Subject', 'The raid in Astana')
  await hands.write(ana, 'Text, without salutation and signature', 'Please release them.')
  await hands.click(ana, 'button', 'Save and finish')
  await hands.click(ana, 'button', 'Ask for release')

  await hands.click(bruno, 'link', 'Appeals')
  await hands.click(bruno, 'link', 'Raid at dawn in Astana')
  await hands.click(bruno, 'link', 'Preview')
  await bruno.getByText('readers do not see it like this yet').waitFor()
  await bruno.getByText('at dawn', { exact: true }).waitFor()
  await hands.click(bruno, 'link', 'Back to the appeal at the desk')
  await hands.click(bruno, 'link', 'Check and release')
  for (const point of ['No name', 'Every fact', 'No face', 'Addressees', 'The missions']) {
    await hands.check(bruno, point)
  }
  await hands.click(bruno, 'button', 'Release the appeal')
  await bruno.getByText('Public', { exact: true }).waitFor()

  const reader = await openBrowser(t, site)
  const page = await reader.newPage()
  await page.goto(FINISHED_PATH)
  await page.getByRole('heading', { name: 'Raid at dawn in Astana' }).waitFor()
  t.diagnostic(
    `${hands.acts} clicks and fields besides ${hands.texts} texts, ` +
      `${((Date.now() - started) / 1000).toFixed(1)} s by script`,
  )
  assert.ok(hands.acts <= MAX_ACTS, `${hands.acts} clicks and fields`)
})

browserTest('two windows edit one appeal, and nothing is lost', async (t) => {
  const site = await openSite(t)
  const person = await site.app.joinWithFactor('Ana', 'editor')
  const appeal = await beginAppeal(person)
  const first = await site.enter(person, { javaScriptEnabled: true })
  const second = await first.context().newPage()
  await first.goto(`${appeal}texts/en`)
  await second.goto(`${appeal}texts/en`)

  await first.getByLabel('Title', { exact: true }).fill('From the first window')
  await first
    .getByText(/^saved at/)
    .first()
    .waitFor()
  await first.getByLabel('Place', { exact: true }).fill('Astana')
  await first
    .getByText(/^not saved yet/)
    .first()
    .waitFor()
  await first
    .getByText(/^saved at/)
    .first()
    .waitFor()
  await second.getByLabel('Title', { exact: true }).fill('From the second window')
  await second.getByLabel('Call', { exact: true }).fill('Write now.')
  await second.getByText('somebody else has saved').first().waitFor()

  await second.getByRole('button', { name: 'Save', exact: true }).first().click()
  await second.getByRole('heading', { name: 'Two versions of one text' }).waitFor()
  const body = (await second.locator('main').textContent()) ?? ''
  assert.match(body, /From the first window/)
  assert.match(body, /From the second window/)
  await second.locator('input[name="choice.title"][value="mine"]').check()
  await second.getByRole('button', { name: 'Save this choice' }).click()
  await second.getByLabel('Title', { exact: true }).waitFor()
  assert.equal(
    await second.getByLabel('Title', { exact: true }).inputValue(),
    'From the second window',
  )
  assert.equal(await second.getByLabel('Place', { exact: true }).inputValue(), 'Astana')
  assert.equal(await second.getByLabel('Call', { exact: true }).inputValue(), 'Write now.')
})

browserTest(
  'with scripts the page stands beside its form, and follows what is typed',
  async (t) => {
    const site = await openSite(t)
    const person = await site.app.joinWithFactor('Ana', 'editor')
    const appeal = await beginAppeal(person)
    const page = await site.enter(person, { javaScriptEnabled: true })
    await page.goto(`${appeal}texts/en`)
    await page.getByLabel('Title', { exact: true }).fill('Seen at once')
    const frame = page.frameLocator('iframe.sheet-preview')
    await frame.getByRole('heading', { name: 'Seen at once' }).waitFor()
  },
)

/** Counts what somebody does with mouse and keyboard: texts apart, everything else together. */
class Hands {
  acts = 0
  texts = 0

  async click(page: Page, role: 'link' | 'button', name: string): Promise<void> {
    this.acts += 1
    const nav = page.getByRole(role, { name, exact: true }).first()
    await nav.click()
  }

  async write(page: Page, label: string, text: string): Promise<void> {
    this.texts += 1
    await page.getByLabel(label, { exact: true }).first().fill(text)
  }

  async fill(page: Page, label: string, text: string): Promise<void> {
    this.acts += 1
    await page.getByLabel(label, { exact: true }).first().fill(text)
  }

  async choose(page: Page, label: string, value: string): Promise<void> {
    this.acts += 1
    await page.getByLabel(label).selectOption(value)
  }

  async check(page: Page, label: string): Promise<void> {
    this.acts += 1
    await page.getByLabel(label).check()
  }
}

/** A desk behind a socket; whoever has joined comes in with the session they have. */
async function openSite(t: TestContext) {
  const app: DeskApp = await openDeskApp(t)
  const origin = await listen(app)
  app.clock.advance(MINUTE_MS)
  const enter = async (person: Person, options: BrowserContextOptions = {}) => {
    const context = await openBrowser(t, { origin }, options)
    await context.addCookies(
      [...person.cookies].map(([name, value]) => ({ name, value, url: origin })),
    )
    const page = await context.newPage()
    await page.goto('/desk/')
    return page
  }
  return { app, origin, enter }
}
