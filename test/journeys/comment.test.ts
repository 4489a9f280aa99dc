import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { SECOND_MS } from '../../src/platform/time.ts'
import { listCommentsByState } from '../../src/slices/comments/queries.ts'
import { browserTest, openBrowser } from '../browser.ts'
import { linksIn, openCommentsApp, PAGE } from '../comments.tsx'
import { type Hands, keyboardOf, mouse } from './keyboard.ts'

browserTest('a comment from the form to the page, without JavaScript', async (t) => {
  const { app, site } = await openSite(t)
  const page = await (await openBrowser(t, site)).newPage()
  await page.goto(PAGE)
  assert.equal(await page.getByLabel('Leave this field empty').isVisible(), true)
  const box = await page.getByLabel('Leave this field empty').boundingBox()
  assert.ok(box && box.x + box.width < 0, 'the bait is out of sight')
  await comment({ app, page, ...mouse })
})

browserTest('the same with the keyboard alone', async (t) => {
  const { app, site } = await openSite(t)
  const page = await (await openBrowser(t, site)).newPage()
  await comment({ app, page, ...keyboardOf(page) })
})

type Commenter = Hands & { page: Page; app: Awaited<ReturnType<typeof openCommentsApp>> }

/** From the form over approval by the mailed link to the page, and on to a reply. */
async function comment({ app, page, press, type }: Commenter): Promise<void> {
  await page.goto(PAGE)
  await type(page.getByRole('textbox', { name: 'Comment' }), 'Release them *all*!')
  await type(page.getByRole('textbox', { name: 'Name' }), 'Maeve')
  await type(page.getByRole('textbox', { name: 'Email' }), 'maeve@example.org')
  app.clock.advance(10 * SECOND_MS)
  await press(page.getByRole('button', { name: 'Post comment' }))
  await page.getByRole('heading', { name: 'Your comment waits for approval' }).waitFor()

  await app.runJobs()
  const [, approval = ''] = linksIn(app.sent[0])
  await page.goto(approval)
  await press(page.getByRole('button', { name: 'Approve' }))
  await page.getByText('It is approved').waitFor()
  await page.goto(PAGE)
  await page.locator('em', { hasText: 'all' }).waitFor()

  await press(page.getByRole('link', { name: 'Reply to Maeve' }))
  await page.getByRole('heading', { name: 'Reply to Maeve' }).waitFor()
}

browserTest('where scripts run, a comment carries a proof of work', async (t) => {
  const { app, site } = await openSite(t)
  const page = await (await openBrowser(t, site, { javaScriptEnabled: true })).newPage()
  const problems: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  page.on('pageerror', (error) => problems.push(error.message))
  await page.goto(PAGE)
  await page.getByRole('textbox', { name: 'Name' }).fill('Maeve')
  await page.getByRole('textbox', { name: 'Email' }).fill('maeve@example.org')
  await page.getByRole('textbox', { name: 'Comment' }).fill('Release them all!')
  await page.locator('input[name="proof"]:not([value=""])').waitFor({ state: 'attached' })
  app.clock.advance(10 * SECOND_MS)
  await page.getByRole('button', { name: 'Post comment' }).click()
  await page.getByRole('heading', { name: 'Your comment waits for approval' }).waitFor()
  const [held] = await listCommentsByState(app.deps.reader, 'held', { limit: 1 })
  assert.deepEqual(
    held?.reasons.map(({ code }) => code),
    ['every_comment', 'first_comment'],
  )
  assert.deepEqual(problems, [])
})

/** The page behind a socket; links in mails are followed there. */
async function openSite(t: TestContext) {
  const app = await openCommentsApp(t)
  const origin = await app.server.listen({ host: '127.0.0.1', port: 0 })
  return { app, site: { origin } }
}
