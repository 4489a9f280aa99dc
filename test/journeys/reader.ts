import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'
import { countryName } from '../../src/platform/i18n/format.ts'
import type { Site } from '../browser.ts'
import type { Hands } from './keyboard.ts'

/** Controls are found by the words of the catalogue, so that a journey can be made in any language. */
type Words = (key: string, values?: Record<string, string | number>) => string

/** A reader on the way from the news to a delivered letter. */
export interface Reader extends Hands {
  page: Page
  site: Site
  lang: string
  /** Chooses an option by its name. */
  choose(field: Locator, name: string): Promise<void>
}

/** What somebody types who writes to the embassy for Ireland. */
export interface OwnLetter {
  subject: string
  name: string
  email: string
}

/** From the front page to the appeal. */
export async function openAppeal({ page, press, lang }: Reader): Promise<void> {
  await page.goto(lang === 'en' ? '/' : `/${lang}/`)
  await press(page.getByRole('heading', { level: 2 }).getByRole('link').first())
  await page.waitForURL('**/2013/05/22/*/')
}

/** How many letters the appeal says were confirmed. */
export async function expectCount({ page, ...reader }: Reader, count: number): Promise<void> {
  const words = wordsOf(reader)
  const text = await textOf(page.locator('#letters'))
  const confirmed = words('protests.counts_confirmed', { count })
  assert.ok(text.includes(confirmed), `${text} should say: ${confirmed}`)
}

/** From the appeal to the mission and the letter. */
export async function findEmbassy(reader: Reader, country: string): Promise<string> {
  const { page, lang } = reader
  const words = wordsOf(reader)
  const name = countryName(lang, country)
  await reader.choose(page.getByLabel(words('protests.act_country')), name)
  await reader.press(page.getByRole('button', { name: words('protests.act_button') }))
  await page.waitForURL(`**/letter?from=${country}`)
  return textOf(page.locator('.mission-card').first())
}

/** From the form to the page that asks for confirmation. */
export async function sendLetter(reader: Reader, letter: OwnLetter): Promise<void> {
  const { page } = reader
  const words = wordsOf(reader)
  const field = (key: string) => page.getByLabel(words(key), { exact: true })
  await reader.type(field('protests.form_subject'), letter.subject)
  await reader.type(field('protests.form_name'), letter.name)
  await reader.type(field('protests.form_email'), letter.email)
  await reader.press(page.locator('input[name=consent]'))
  await reader.press(page.getByRole('button', { name: words('protests.form_button') }))
  await page.waitForURL('**/confirm')
  await expectHeading(reader, 'protests.confirm_title')
}

/** From the page that asks for confirmation through the mailbox to the status page. */
export async function confirmByMail(reader: Reader): Promise<void> {
  const { page, site } = reader
  const words = wordsOf(reader)
  await site.runJobs()
  await reader.press(page.getByRole('link', { name: '/mailbox' }))
  await reader.press(page.getByRole('link', { name: words('protests.mail_subject') }))
  await reader.press(page.locator('.mail-text').getByRole('link', { name: /\/confirmation$/ }))
  await expectHeading(reader, 'protests.confirmation_title')
  await reader.press(page.getByRole('button', { name: words('protests.confirmation_button') }))
  await page.waitForURL(/\/letters\/[^/]+$/)
  await expectHeading(reader, 'protests.state_ready')
}

/** On the status page: the letter leaves, the page says so, and the mailbox has it. */
export async function expectDelivery(reader: Reader, letter: OwnLetter): Promise<void> {
  const { page, site, lang } = reader
  await site.runJobs()
  await page.reload()
  await expectHeading(reader, 'protests.state_accepted')
  const status = page.url()
  await page.goto(lang === 'en' ? '/mailbox' : `/${lang}/mailbox`)
  await reader.press(page.getByRole('link', { name: letter.subject }))
  const mail = await textOf(page.locator('.mail-message'))
  assert.ok(mail.includes(`${letter.name} via Solidarity Now`), mail)
  await page.goto(status)
}

/** From the status page back to the appeal. */
export async function returnToAppeal({ page, press }: Reader): Promise<void> {
  await press(page.getByRole('main').getByRole('link').first())
  await page.waitForURL('**/2013/05/22/*/')
}

async function expectHeading(reader: Reader, key: string): Promise<void> {
  const heading = reader.page.getByRole('heading', { level: 1, name: wordsOf(reader)(key) })
  await heading.waitFor()
}

async function textOf(part: Locator): Promise<string> {
  return (await part.textContent()) ?? ''
}

function wordsOf({ site, lang }: Pick<Reader, 'site' | 'lang'>): Words {
  return site.deps.catalogues.translator(lang)
}
