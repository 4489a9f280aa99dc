import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { DAY_MS, SECOND_MS } from '../../src/platform/time.ts'
import { browserTest, listen, openBrowser } from '../browser.ts'
import { deskOf } from '../desk.ts'
import { openImapDouble } from '../imap-double.ts'
import { APPEAL_PATH, openLetterApp, sendLetter, textOf } from '../letters.ts'

const PHONE = { viewport: { width: 360, height: 740 }, javaScriptEnabled: false }
const CONSUL = 'the case has been closed'

browserTest(
  'an answer comes into the mailbox, reaches its writer, is shared, redacted and published, without JavaScript',
  async (t) => {
    const { app, answer, writer, bruno } = await openMission(t)
    const folders = await answer(
      `Dear Nora Byrne,\r\n\r\n${CONSUL}. You live at 3 Quay Street.\r\n`,
    )
    assert.deepEqual(folders.get('INBOX'), [])
    assert.deepEqual(folders.get('Outcry/done'), [])

    await writer.goto(app.linkIn(/has answered your letter/, /\/replies\/\S+/))
    await writer.getByText(CONSUL).waitFor()
    await writer.getByRole('button', { name: 'Share with the desk' }).click()
    await writer.getByText('You have shared this answer').waitFor()

    await bruno.goto('/desk/work/?kind=reply')
    await bruno.getByRole('link', { name: 'Take out what points to its reader' }).click()
    const text = bruno.getByLabel('What will be public')
    assert.doesNotMatch(await text.inputValue(), /Nora|Byrne/)
    await text.fill((await text.inputValue()).replace(/ You live .*/, ''))
    await bruno.getByRole('button', { name: 'Save the text' }).click()
    await bruno.getByRole('button', { name: 'Publish', exact: true }).click()
    await bruno.getByText('It takes effect in a few seconds').waitFor()
    app.clock.advance(10 * SECOND_MS)
    await app.runJobs()

    await writer.reload()
    await writer.getByRole('link', { name: 'See it on the page of the appeal' }).click()
    await writer.waitForURL(`**${APPEAL_PATH}#replies`)
    const shown = (await writer.locator('#replies').textContent()) ?? ''
    assert.match(shown, new RegExp(CONSUL))
    assert.doesNotMatch(shown, /Quay|Byrne/)
  },
)

browserTest(
  'who is asked whether there was an answer says so, and ends the questions',
  async (t) => {
    const { app, writer } = await openMission(t)
    for (let day = 0; day < 16; day += 1) {
      app.clock.advance(DAY_MS)
      await app.runJobs()
    }
    await writer.goto(app.linkIn(/Did the mission answer/, /\/surveys\/[^\s/]+$/m))
    await writer.getByText('Embassy of Kazakhstan in London').waitFor()
    await writer.getByRole('button', { name: 'No, they did not' }).click()
    await writer.getByText('You have said that they did not answer').waitFor()
    await writer.getByRole('link', { name: 'No more questions about answers' }).click()
    await writer.getByRole('button', { name: 'End these emails' }).click()
    await writer.getByRole('heading', { name: 'We will not ask you again' }).waitFor()
  },
)

/** A letter that the mission's server took, a mailbox for what comes back, its writer's phone and Bruno's. */
async function openMission(t: TestContext) {
  const bounceAddress = 'post@outcry.example'
  const app = deskOf(await openLetterApp(t, { bounceAddress, lettersPerHour: 10_000_000 }))
  await sendLetter(app)
  await app.runJobs()
  const origin = await listen(app)
  const answer = async (words: string) => {
    const to = app.sent.findLast(({ kind }) => kind === 'letter')?.readable.replyTo
    const head = `From: Consul <consul@kz.example>\r\nTo: ${to}\r\nMessage-ID: <r1@kz.example>`
    const server = await openImapDouble(t, [`${head}\r\nSubject: Re: Housing\r\n\r\n${words}`])
    app.deps.config.imapUrl = server.url
    await app.runJobs()
    app.deps.config.imapUrl = undefined
    return server.folders
  }
  /** The path of the first link of this kind in the last mail with such a subject. */
  const linkIn = (subject: RegExp, link: RegExp): string => {
    const mail = app.sent.findLast(({ readable }) => subject.test(readable.subject))
    const [path] = (mail && link.exec(textOf(mail))) ?? []
    assert.ok(path, `no link in the mail: ${mail?.raw}`)
    return path
  }
  const person = await app.join('Bruno', 'moderator')
  const phoneOf = async (cookies: Map<string, string>): Promise<Page> => {
    const context = await openBrowser(t, { origin }, PHONE)
    await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: origin })))
    return context.newPage()
  }
  const writer = await phoneOf(new Map())
  return { app: { ...app, linkIn }, answer, writer, bruno: await phoneOf(person.cookies) }
}
