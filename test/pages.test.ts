import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { createRequire } from 'node:module'
import { type TestContext, test } from 'node:test'
import { HtmlValidate } from 'html-validate'
import type { BrowserContext, Page } from 'playwright-core'
import { browserTest, openBrowser, openDemoSite, type Site } from './browser.ts'
import { addAppeals, type ShownPage, showEveryPage } from './every-page.ts'
import { testDatabase } from './harness.ts'

const languages = ['en', 'ru']

test('the HTML of every page is valid', async (t) => {
  const validator = new HtmlValidate({
    extends: ['html-validate:recommended'],
    rules: {
      // Matters of style, as Preact writes them; the HTML standard allows each.
      'doctype-style': 'off',
      'void-style': 'off',
      // A headline is as long as its author made it.
      'long-title': 'off',
      // On a small phone a telephone number may have to be broken.
      'tel-non-breaking': 'off',
      // Checkboxes of one list share a name, as the HTML standard has it.
      'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit', 'button', 'reset'] }],
    },
  })
  const { shown } = await openEveryPage(t)
  const problems: string[] = []
  for (const { name, html } of shown) {
    const { results } = await validator.validateString(html, name)
    for (const { line, column, ruleId, message } of results.flatMap(({ messages }) => messages)) {
      problems.push(`${name} ${line}:${column} ${ruleId}: ${message}`)
    }
  }
  assert.deepEqual(problems, [])
})

// Pages are the same on every database, and looking at them all takes long.
if (testDatabase === 'sqlite') {
  browserTest(
    'every page is accessible, fits a small phone, and asks nothing of anybody else',
    async (t) => {
      const { site, shown } = await openEveryPage(t)
      const answerNext = serveShown(site)
      const problems = await Promise.all(
        languages.map(async (lang) => {
          const own = shown.filter(({ name }) => name.startsWith(`${lang} `))
          const browser = await openBrowser(t, site, { javaScriptEnabled: true })
          await browser.addInitScript(axeSource)
          return lookAtAll(browser, site, { lang, shown: own, answerNext })
        }),
      )
      assert.deepEqual(problems.flat(), [])
    },
  )
}

async function openEveryPage(t: TestContext): Promise<{ site: Site; shown: ShownPage[] }> {
  const site = await openDemoSite(t)
  await addAppeals(site)
  const shown: ShownPage[] = []
  for (const lang of languages) shown.push(...(await showEveryPage(site, lang)))
  return { site, shown }
}

/**
 * Lets the site answer the next request for a page as it was shown before. Were the browser
 * intercepted instead, it would keep neither styles nor scripts from one page to the next.
 */
function serveShown({ server }: Site): (page: ShownPage) => void {
  const next = new Map<string, ShownPage>()
  const http = server.server
  const [answer] = http.listeners('request') as RequestListener[]
  http.removeAllListeners('request').on('request', (request, response) => {
    const page = next.get(request.url ?? '')
    if (!page || request.headers['sec-fetch-dest'] !== 'document') {
      answer?.(request, response)
      return
    }
    next.delete(page.path)
    response.writeHead(page.status, page.headers).end(page.html)
  })
  return (page) => next.set(page.path, page)
}

interface Shown {
  lang: string
  shown: ShownPage[]
  answerNext(page: ShownPage): void
}

async function lookAtAll(
  browser: BrowserContext,
  { origin }: Site,
  { lang, shown, answerNext }: Shown,
): Promise<string[]> {
  const problems: string[] = []
  const page = await browser.newPage()
  page.on('request', (request) => {
    const url = request.url()
    if (new URL(url).origin !== origin) problems.push(`${page.url()} asks for ${url}`)
  })
  page.on('console', (message) => {
    // That a page with an error status was answered with it is no news.
    const isOwnStatus = message.location().url === page.url()
    if (!isOwnStatus) problems.push(`${page.url()}: ${message.text()}`)
  })
  for (const each of shown) {
    answerNext(each)
    const answer = await page.goto(each.path)
    if (answer?.status() !== each.status) problems.push(`${each.name}: ${answer?.status()}`)
    problems.push(...(await look(page, lang)).map((problem) => `${each.name}: ${problem}`))
  }
  await page.close()
  return problems
}

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
)
const allRules = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
}
const contrast = 'color-contrast'
/** Besides contrast, the rules whose outcome depends on width; on that of colours it does not. */
const rulesOfWidth = ['target-size', 'scrollable-region-focusable']

const everyLook = [
  [1280, 'light', { runOnly: allRules }],
  [1280, 'dark', { runOnly: [contrast] }],
  [360, 'dark', { runOnly: [contrast] }],
  [360, 'light', { runOnly: [contrast, ...rulesOfWidth] }],
] as const

/** Colours do not depend on the language, and are looked at in one. */
const otherLanguages = [
  [1280, 'light', { runOnly: allRules, rules: { [contrast]: { enabled: false } } }],
] as const

/** What is wrong with the page that is shown: on desks and phones, by day and by night. */
async function look(page: Page, lang: string): Promise<string[]> {
  const problems: string[] = []
  for (const [width, colorScheme, rules] of lang === 'en' ? everyLook : otherLanguages) {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme })
    const found = await findViolations(page, rules)
    problems.push(...found.map((violation) => `${width} px, ${colorScheme}: ${violation}`))
  }
  await page.setViewportSize({ width: 320, height: 640 })
  const width = await page.evaluate('document.documentElement.scrollWidth')
  if (Number(width) > 320) problems.push(`${width} px wide on a screen of 320 px`)
  return problems
}

async function findViolations(page: Page, rules: object): Promise<string[]> {
  const options = JSON.stringify({ ...rules, resultTypes: ['violations'] })
  const found = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
    `axe.run(${options}).then(({ violations }) => violations)`,
  )
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}
