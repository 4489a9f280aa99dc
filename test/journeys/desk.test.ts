import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { MINUTE_MS } from '../../src/platform/time.ts'
import { decodeBase32 } from '../../src/slices/accounts/factors/base32.ts'
import { stepAt, totpCode } from '../../src/slices/accounts/factors/totp.ts'
import { inviteByOperator } from '../../src/slices/accounts/members/invite.ts'
import { browserTest, openBrowser } from '../browser.ts'
import { openDeskApp, PASSWORD } from '../desk.ts'

browserTest(
  'from the invitation to the desk with an authenticator app, without JavaScript',
  async (t) => {
    const { app, origin, link } = await openSite(t)
    const page = await (await openBrowser(t, { origin })).newPage()
    await join(page, link)
    await page.getByText('You have no second factor yet').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Add a passkey' }).count(), 0)
    await page.locator('#factor-password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Set up an authenticator app' }).click()
    const secret = decodeBase32((await page.locator('code').textContent()) ?? '')
    await page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor()
    const nextCode = () => {
      app.clock.advance(MINUTE_MS)
      return totpCode(secret, stepAt(app.clock.now()))
    }
    await page.getByLabel('Code that the app shows').fill(nextCode())
    await page.getByRole('button', { name: 'Go on' }).click()
    assert.equal(await page.locator('main li code').count(), 10)
    await page.getByRole('link', { name: 'I have written them down' }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()

    await page.getByText('You are signed out').waitFor()
    await signIn(page)
    await page.getByLabel('Code').fill(nextCode())
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByRole('heading', { name: 'Desk', level: 1 }).waitFor()
  },
)

browserTest('a passkey is added, signs in, and is not accepted a second time', async (t) => {
  const { app, origin, link } = await openSite(t)
  const browser = await openBrowser(t, { origin }, { javaScriptEnabled: true })
  const page = await browser.newPage()
  await addVirtualAuthenticator(page)
  await join(page, link)
  await page.locator('#passkey-name').fill('my phone')
  await page.locator('#passkey-password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor()
  await page.getByRole('link', { name: 'I have written them down' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()

  let answer = ''
  page.on('request', (request) => {
    if (request.url().endsWith('/desk/sign-in/passkey')) answer = request.postData() ?? ''
  })
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await page.getByRole('heading', { name: 'Desk', level: 1 }).waitFor()

  const replay = await app.server.inject({
    method: 'POST',
    url: '/desk/sign-in/passkey',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: answer,
  })
  assert.equal(replay.statusCode, 422)
  assert.match(replay.body, /its answer was used before/)
  assert.equal(replay.cookies.length, 0)

  app.clock.advance(20 * MINUTE_MS)
  await page.goto('/desk/account/')
  await page.getByRole('button', { name: 'Make new recovery codes' }).click()
  await page.getByRole('heading', { name: 'Is it you?' }).waitFor()
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await page.getByRole('heading', { name: 'My account' }).waitFor()

  await page.getByRole('button', { name: 'Sign out' }).click()
  await signIn(page)
  await page.getByRole('heading', { name: 'The second step' }).waitFor()
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await page.getByRole('heading', { name: 'Desk', level: 1 }).waitFor()
})

/** Passkeys belong to a name, not to a number: the site is `localhost` here. */
async function openSite(t: TestContext) {
  const app = await openDeskApp(t)
  const address = new URL(await app.server.listen({ host: '127.0.0.1', port: 0 }))
  const origin = `http://localhost:${address.port}`
  app.deps.config.publicUrl = origin
  const link = await inviteByOperator(app.deps, { email: 'ana@outcry.example', role: 'editor' })
  return { app, origin, link }
}

async function join(page: Page, link: string): Promise<void> {
  await page.goto(link)
  await page.getByLabel('Name').fill('Ana')
  await page.getByLabel('New password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Join' }).click()
  await page.getByRole('heading', { name: 'My account' }).waitFor()
}

async function signIn(page: Page): Promise<void> {
  await page.goto('/desk/sign-in')
  await page.getByLabel('Email').fill('ana@outcry.example')
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** A security key in the browser itself (Chrome DevTools Protocol, domain WebAuthn). */
async function addVirtualAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}
