import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { buildServer } from '../src/app/serve.ts'
import type { MessageValues } from '../src/platform/errors.ts'
import type { Catalogues, Translator } from '../src/platform/i18n/catalogues.ts'
import { browserTest, openBrowser, openDemoSite } from './browser.ts'
import { APPEAL_PATH, LETTER_PATH } from './letters.ts'

const paths = [
  '/',
  APPEAL_PATH,
  `${APPEAL_PATH}?from=IE`,
  `${LETTER_PATH}?from=IE`,
  `/embed${APPEAL_PATH}`,
  '/2013/05/',
  '/search?q=Astana',
  '/donate/',
  '/missions/',
  '/missions/KZ/for/FR',
  '/confirm',
  '/desk/sign-in',
  '/no-such-page',
]

browserTest('pages in a script from right to left are mirrored, and fit', async (t) => {
  const page = await openMirrored(t)
  const problems: string[] = []
  for (const path of paths) {
    await page.goto(`/ar${path}`)
    assert.equal(await page.evaluate('document.dir'), 'rtl', path)
    problems.push(...(await findOverflow(page, path)))
  }
  assert.deepEqual(problems, [])

  await page.setViewportSize({ width: 1280, height: 800 })
  for (const [path, start, end] of [
    ['/', '.site-name', '.site-nav'],
    ['/', '.teasers', '.aside'],
  ] as const) {
    assert.equal(await isLeftOf(page, `/en${path}`, [start, end]), true, `${start} in English`)
    assert.equal(await isLeftOf(page, `/ar${path}`, [start, end]), false, `${start} mirrored`)
  }
})

/** What is wider than a small phone, or than a desk at twice the size of letters. */
async function findOverflow(page: Page, path: string): Promise<string[]> {
  const problems: string[] = []
  for (const [width, letters] of [
    [320, 1],
    [640, 1],
    [640, 2],
  ] as const) {
    await page.setViewportSize({ width, height: 640 })
    await page.evaluate(`document.documentElement.style.fontSize = '${letters * 100}%'`)
    const shown = Number(await page.evaluate('document.documentElement.scrollWidth'))
    if (shown > width) problems.push(`${path}: ${shown} px on ${width} px, letters × ${letters}`)
  }
  return problems
}

async function isLeftOf(page: Page, path: string, [one, other]: readonly [string, string]) {
  await page.goto(path)
  const [a, b] = await Promise.all([one, other].map((each) => page.locator(each).boundingBox()))
  assert.ok(a && b, path)
  return a.x + a.width / 2 < b.x + b.width / 2
}

/** The demo in a language that nobody speaks: English words in Arabic letters. */
async function openMirrored(t: TestContext): Promise<Page> {
  const site = await openDemoSite(t)
  const catalogues = withPseudoArabic(site.deps.catalogues)
  const server = await buildServer({ ...site.deps, catalogues })
  t.after(() => server.close())
  const origin = await server.listen({ host: '127.0.0.1', port: 0 })
  return (await openBrowser(t, { origin })).newPage()
}

function withPseudoArabic(catalogues: Catalogues): Catalogues {
  const english = catalogues.translator('en')
  const translate = (key: string, values?: MessageValues) => inArabicLetters(english(key, values))
  const arabic: Translator = Object.assign(translate, { lang: 'ar' })
  return {
    languages: [...catalogues.languages, 'ar'],
    translator: (lang) => (lang === 'ar' ? arabic : catalogues.translator(lang)),
  }
}

const LATIN = 'abcdefghijklmnopqrstuvwxyz'
const ARABIC = 'ابجدهفغحيژكلمنوپقرستعڤشخيز'

function inArabicLetters(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => ARABIC[LATIN.indexOf(letter.toLowerCase())] ?? letter)
}
