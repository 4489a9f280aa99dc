import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { SECOND_MS } from '../../src/platform/time.ts'
import { browserTest, listen, openBrowser } from '../browser.ts'
import { deskOf } from '../desk.ts'
import { addHeldComment } from '../held-comment.ts'
import { openLetterApp, sendLetter } from '../letters.ts'

const TALL_PHONE = { viewport: { width: 360, height: 740 }, javaScriptEnabled: false }
const DESKTOP = { viewport: { width: 1280, height: 800 }, javaScriptEnabled: true }

browserTest(
  'a comment is approved on a phone without JavaScript, and taken back in time',
  async (t) => {
    const { app, page } = await openModerator(t, TALL_PHONE)
    await page.goto('/desk/work/?kind=comment')
    const approve = page.getByRole('button', { name: 'Approve' }).first()
    const box = await approve.boundingBox()
    assert.ok(box && box.height >= 44 && box.width >= 120, 'a thumb cannot miss it')
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
    assert.equal(overflow, 0)

    await approve.click()
    await page.getByText('One thing waits').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('2 things wait').waitFor()
    await app.wait()
    assert.equal(await app.approved(), 0)

    await page.getByRole('button', { name: 'Approve' }).first().click()
    await page.getByText('It takes effect in a few seconds').waitFor()
    await app.wait()
    assert.equal(await app.approved(), 1)
  },
)

browserTest(
  'keys lead through the list; a letter is turned down with words of one’s own',
  async (t) => {
    const { app, page } = await openModerator(t, DESKTOP)
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(error.message))
    await page.goto('/desk/work/')
    await page.keyboard.press('?')
    await page.getByText('next', { exact: true }).waitFor()

    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.locator('.work-item.is-current', { hasText: 'we will find you' }).waitFor()
    await page.keyboard.press('r')
    const reason = page.getByLabel('What the writer is told')
    assert.match(await reason.inputValue(), /threat or an insult/)
    await reason.fill('Please write it without the threat: a, r and j are letters here.')
    await page.getByRole('button', { name: 'Do not send it' }).click()
    await page.getByText('Refused.').waitFor()

    await page.keyboard.press('u')
    await page.getByText('3 things wait').waitFor()
    await page.keyboard.press('a')
    await page.getByText('Approved.').waitFor()
    await app.wait()
    assert.equal(await app.approved(), 1)
    assert.deepEqual(problems, [])
  },
)

browserTest('several are refused at once, after a look at which they are', async (t) => {
  const { app, page } = await openModerator(t, DESKTOP)
  await page.goto('/desk/work/')
  await page.getByRole('link', { name: 'refuse all' }).click()
  assert.equal(await page.locator('.work-preview li').count(), 2)
  await page.getByRole('button', { name: 'Refuse these 2' }).click()
  await page.getByText('2 refused.').waitFor()
  await app.wait()
  const refused = await app.deps.db
    .selectFrom('comments')
    .select('id')
    .where('refused_at', 'is not', null)
    .execute()
  assert.equal(refused.length, 2)
})

/** Bruno at the desk, with two comments and a letter that wait. */
async function openModerator(t: TestContext, options: BrowserContextOptions) {
  const app = deskOf(await openLetterApp(t))
  for (const n of [1, 2])
    await addHeldComment(app, { id: `0190a0a0-0000-7000-8000-00000000000${n}` })
  const threat = 'Release them, or we will find you.'
  await sendLetter(app, { email: 'sean@reader.example', text: threat })
  const origin = await listen(app)
  const bruno = await app.join('Bruno', 'moderator')
  const context = await openBrowser(t, { origin }, options)
  await context.addCookies(
    [...bruno.cookies].map(([name, value]) => ({ name, value, url: origin })),
  )
  const page: Page = await context.newPage()
  /** Until nothing can be taken back any more. */
  const wait = async () => {
    app.clock.advance(10 * SECOND_MS)
    await app.runJobs()
  }
  const approved = async () => {
    const query = app.deps.db.selectFrom('comments').select('id')
    return (await query.where('approved_at', 'is not', null).execute()).length
  }
  return { app: { ...app, wait, approved }, page }
}
