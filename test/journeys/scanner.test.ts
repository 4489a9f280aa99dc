import assert from 'node:assert/strict'
import { browserTest, listen, openBrowser } from '../browser.ts'
import type { TestApp } from '../harness.ts'
import { LETTER_PATH, letterForm, openLetterApp, post, textOf } from '../letters.ts'

const tables = ['letters', 'letter_events', 'letter_counts', 'letter_pace', 'outbox_jobs'] as const

browserTest('a scanner that follows every link in the mail confirms nothing', async (t) => {
  const app = await openLetterApp(t)
  const origin = await listen(app)
  await post(app, LETTER_PATH, letterForm(await app.missionIdFor('IE')))
  await app.runJobs()
  const [mail] = app.sent
  assert.ok(mail)
  const links = textOf(mail).match(/https?:\/\/\S+/g) ?? []
  assert.ok(links.length >= 2, 'the mail has a link and the address for the code')

  const before = await everyRow(app)
  for (const link of links) {
    for (const method of ['HEAD', 'GET']) {
      const answer = await fetch(link, { method })
      assert.equal(answer.status, 200, `${method} ${link}`)
    }
  }
  const browser = await openBrowser(t, { origin }, { javaScriptEnabled: true })
  for (const link of links) {
    const page = await browser.newPage()
    await page.goto(link, { waitUntil: 'networkidle' })
    await page.close()
  }
  await app.runJobs()
  assert.equal(await everyRow(app), before)
  assert.equal(app.sent.length, 1, 'nothing but the mail that asks for confirmation was sent')
})

/** Everything that is known about letters, byte for byte. */
async function everyRow({ deps }: TestApp): Promise<string> {
  const contents = tables.map((table) => deps.reader.selectFrom(table).selectAll().execute())
  return JSON.stringify(await Promise.all(contents))
}
