import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import type { TestContext } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { findAppealId, parseAppealPath } from '../../src/slices/appeals/index.ts'
import { addToCount } from '../../src/slices/protests/count-queries.ts'
import { browserTest, openBrowser, openDemoSite, type Site } from '../browser.ts'
import { addAppeals } from '../every-page.ts'
import { APPEAL_PATH } from '../letters.ts'

/** Where pictures of the page go, each part with its number; none are taken by default. */
const picturesFolder = process.env.PICTURES_OF_THE_PAGE

interface Part {
  name: string
  find(page: Page): Locator
}

/**
 * What stands in the page of an appeal, from the top to the bottom on a phone, and all that the
 * page of 22 May 2013 had around it.
 */
const parts: Part[] = [
  {
    name: 'country and place',
    find: (page) => page.locator('.appeal-header .kicker', { hasText: 'Astana' }),
  },
  { name: 'headline', find: (page) => page.getByRole('heading', { level: 1 }) },
  { name: 'call line', find: (page) => page.locator('.appeal-header .standfirst') },
  { name: 'state of the case', find: (page) => page.locator('.case-state .figures') },
  { name: '… as of', find: (page) => page.locator('.case-state .meta', { hasText: 'As of' }) },
  {
    name: 'Act box: your country',
    find: (page) => page.getByLabel('The country you live in').first(),
  },
  { name: 'Act box: on to the letter', find: (page) => page.locator('#act button') },
  {
    name: 'partner quotation with source and date',
    find: (page) => page.locator('.quotation', { hasText: 'Campaign Kazakhstan writes:' }),
  },
  { name: 'story', find: (page) => page.locator('.appeal-story') },
  { name: 'video: a picture', find: (page) => page.locator('.appeal-video .poster') },
  {
    name: 'three demands with their state',
    find: (page) => page.locator('.demands', { hasText: /evictions/ }),
  },
  { name: 'a figure for each person', find: (page) => page.locator('.people-row') },
  { name: 'timeline', find: (page) => page.locator('.timeline') },
  { name: 'letters counted', find: (page) => page.locator('#letters > p').first() },
  { name: 'letters by country: map', find: (page) => page.locator('#letters .letters-map') },
  {
    name: 'letters by country: table',
    find: (page) => page.getByRole('table', { name: /by country/i }),
  },
  { name: 'PayPal', find: (page) => page.locator('#donate').getByText('PayPal').first() },
  { name: 'Patreon', find: (page) => page.locator('#donate').getByText('Patreon').first() },
  {
    name: 'be the first to comment',
    find: (page) => page.getByText('Be the first to comment'),
  },
  {
    name: 'your email address will not be published',
    find: (page) => page.getByText('Your email address will not be published'),
  },
  { name: 'required fields marked', find: (page) => page.getByText(/Required fields are marked/) },
  {
    name: 'leave a reply',
    find: (page) => page.getByRole('button', { name: 'Post comment' }),
  },
  { name: 'related appeals', find: (page) => page.locator('.more article').first() },
  { name: 'month calendar', find: (page) => page.locator('.more table') },
]

for (const width of [360, 1280]) {
  browserTest(
    `the page of an appeal has everything the design lists, in its order, ${width} px wide`,
    async (t) => {
      const site = await openDemoSite(t)
      await addAppeals(site)
      await countLetters(site)
      for (const colorScheme of ['light', 'dark'] as const) {
        await lookThrough(t, site, { width, colorScheme })
      }
    },
  )
}

interface Look {
  width: number
  colorScheme: 'light' | 'dark'
}

async function lookThrough(t: TestContext, site: Site, look: Look): Promise<void> {
  const { width, colorScheme } = look
  const browser = await openBrowser(t, site, { colorScheme, viewport: { width, height: 800 } })
  const page = await browser.newPage()
  await page.goto(`/en${APPEAL_PATH}`)
  const tops: number[] = []
  for (const { name, find } of parts) {
    const part = find(page)
    assert.equal(await part.count(), 1, `${name} stands once`)
    await part.scrollIntoViewIfNeeded()
    const box = await part.boundingBox()
    assert.ok(box && box.width > 0 && box.height > 0, `${name} can be seen`)
    assert.ok(box.x >= 0 && box.x + box.width <= width, `${name} is not cut off at the side`)
    tops.push(box.y + (await page.evaluate(() => window.scrollY)))
  }
  // On a wide screen the calendar and related appeals may stand beside the rest.
  if (width === 360) assert.deepEqual(inOrder(tops), inOrder([...tops].sort((a, b) => a - b)))
  if (picturesFolder) await takePicture(page, picturesFolder, look)
}

function inOrder(tops: number[]): string[] {
  return tops.map((top) => parts[tops.indexOf(top)]?.name ?? '')
}

/** A few confirmed letters, so that there is something to draw. */
async function countLetters({ deps }: Site): Promise<void> {
  const key = parseAppealPath(APPEAL_PATH)
  const appealId = (key && (await findAppealId(deps.reader, key))) ?? ''
  for (const [country, at] of [
    ['IE', '2013-05-22T08:00:00.000Z'],
    ['IE', '2013-05-23T08:00:00.000Z'],
    ['GB', '2013-05-23T09:00:00.000Z'],
  ] as const) {
    await addToCount(deps, { appealId, country, kind: 'confirmed', at })
  }
}

/** The whole page with a number on each part. */
async function takePicture(page: Page, folder: string, { width, colorScheme }: Look) {
  mkdirSync(folder, { recursive: true })
  for (const [index, { name, find }] of parts.entries()) {
    await find(page).evaluate(drawPointer, `${index + 1} ${name}`)
  }
  await page.evaluate(() => window.scrollTo(0, 0))
  await page.screenshot({ path: `${folder}/appeal-${width}-${colorScheme}.png`, fullPage: true })
}

/** Runs in the browser. */
function drawPointer(element: Element, words: string): void {
  const { left, top, width, height } = element.getBoundingClientRect()
  const frame = document.createElement('div')
  const label = document.createElement('span')
  label.textContent = words
  const at = { left: `${left + window.scrollX}px`, top: `${top + window.scrollY}px` }
  const size = { width: `${width}px`, height: `${height}px` }
  Object.assign(frame.style, { ...at, ...size, position: 'absolute', outline: '2px solid magenta' })
  const colours = { background: 'magenta', color: 'white', font: '12px sans-serif' }
  Object.assign(label.style, { ...colours, position: 'absolute', right: '0', top: '-14px' })
  frame.append(label)
  document.body.append(frame)
}
