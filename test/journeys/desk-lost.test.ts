import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { MINUTE_MS } from '../../src/platform/time.ts'
import { decodeBase32 } from '../../src/slices/accounts/factors/base32.ts'
import { stepAt, totpCode } from '../../src/slices/accounts/factors/totp.ts'
import { inviteByOperator } from '../../src/slices/accounts/members/invite.ts'
import { listKeptMessages } from '../../src/slices/mail/queries.ts'
import { browserTest, listen, openBrowser } from '../browser.ts'
import { openDeskApp, PASSWORD } from '../desk.ts'

const EMAIL = 'ana@outcry.example'

browserTest('a lost password: a mailed link, a new one, and still the second factor', async (t) => {
  const { page, app, nextCode } = await openWithFactor(t)
  await page.getByRole('link', { name: /Password forgotten/ }).click()
  await page.getByLabel('Email').fill(EMAIL)
  await page.getByRole('button', { name: 'Mail me the link' }).click()
  await page.getByText('the mail is on its way').waitFor()
  await app.runJobs()
  const [mail] = await listKeptMessages(
    { db: app.deps.reader, secrets: app.deps.secrets },
    { limit: 1 },
  )
  const link = /http\S+\/desk\/password-resets\/\S+/.exec(mail?.message.readable.text ?? '')?.[0]
  await page.goto(link ?? '')
  const password = 'nine slow trains in the fog'
  await page.getByLabel('New password').fill(password)
  await page.locator('main form button').click()
  await signIn(page, password)
  await page.getByRole('heading', { name: 'The second step' }).waitFor()
  await page.getByLabel('Code').fill(nextCode())
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.getByRole('heading', { name: 'Desk', level: 1 }).waitFor()

  await page.goto(link ?? '')
  await page.getByText('This link was used').waitFor()
})

browserTest('a lost authenticator: a recovery code, and another app in its place', async (t) => {
  const { page, recoveryCode } = await openWithFactor(t)
  await signIn(page, PASSWORD)
  await page.getByLabel('Code').fill(recoveryCode)
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.getByRole('heading', { name: 'Desk', level: 1 }).waitFor()
  await page.goto('/desk/account/')
  await page.getByText('9 recovery codes are left').waitFor()
  await page.getByRole('button', { name: 'Remove the authenticator app' }).click()
  await page.locator('#factor-password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click()
  assert.match((await page.locator('main code').textContent()) ?? '', /^[A-Z2-7]{32}$/)

  await page.goto('/desk/account/')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await signIn(page, PASSWORD)
  await page.getByRole('heading', { name: 'Desk', level: 1 }).waitFor()
})

/** Ana has joined, set up an authenticator app, and signed out again; no script runs. */
async function openWithFactor(t: TestContext) {
  const app = await openDeskApp(t)
  const origin = await listen(app)
  const page = await (await openBrowser(t, { origin })).newPage()
  await page.goto(await inviteByOperator(app.deps, { email: EMAIL, role: 'editor' }))
  await page.getByLabel('Name').fill('Ana')
  await page.getByLabel('New password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Join' }).click()
  await page.locator('#factor-password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click()
  const secret = decodeBase32((await page.locator('main code').textContent()) ?? '')
  const nextCode = () => {
    app.clock.advance(MINUTE_MS)
    return totpCode(secret, stepAt(app.clock.now()))
  }
  await page.getByLabel('Code that the app shows').fill(nextCode())
  await page.getByRole('button', { name: 'Go on' }).click()
  const recoveryCode = (await page.locator('main li code').first().textContent()) ?? ''
  await page.getByRole('link', { name: 'I have written them down' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByText('You are signed out').waitFor()
  return { app, page, nextCode, recoveryCode }
}

async function signIn(page: Page, password: string): Promise<void> {
  await page.goto('/desk/sign-in')
  await page.getByLabel('Email').fill(EMAIL)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}
