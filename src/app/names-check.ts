import type { App } from '../platform/http/types.ts'
import { foldWord } from '../platform/i18n/fold.ts'
import { dayOf } from '../platform/time.ts'
import { createVeil, type HiddenName, type Veil } from '../platform/veil/veil.ts'
import { exportAppeal, listPublicAppeals, listPublicPlaces } from '../slices/appeals/index.ts'
import { listNamed } from '../slices/cases/index.ts'
import { composeWaitingLetters } from '../slices/protests/index.ts'
import type { AppDeps } from './deps.ts'

/** A place that names somebody who has not agreed to be named there. */
export interface Leak {
  /** Address, file or letter. */
  place: string
  personId: string
}

interface CheckResult {
  places: number
  leaks: Leak[]
}

const startingPoints = [
  ...['/', '/page/2/', '/feed/', '/feed/atom/', '/feed.json', '/comments/feed/', '/sitemap.xml'],
  ...['/search', '/donate/', '/cases/outcomes.csv', '/robots.txt'],
]

/**
 * Looks at everything that leaves the site: each public address that can be reached from the front
 * page, the feeds and the sitemap, in every language; the search for each name in each spelling;
 * letters as they would be handed over now; files as they would be exported.
 */
export async function checkNames(
  deps: AppDeps,
  server: App,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<CheckResult> {
  const named = await listNamed(deps, dayOf(deps.clock.now()))
  const hiddenOn = (use: 'pages' | 'spread' | 'letters') =>
    named.filter(({ uses }) => !uses.includes(use)).map(({ name }) => name)
  const lookouts = {
    pages: createLookout(hiddenOn('pages')),
    spread: createLookout(hiddenOn('spread')),
    letters: createLookout(hiddenOn('letters')),
  }
  const searches = hiddenOn('pages').flatMap(({ spellings }) =>
    spellings.map((spelling) => `/search?q=${encodeURIComponent(spelling)}`),
  )
  const leaks: Leak[] = []
  const look = (lookout: Lookout, place: string, text: string) =>
    leaks.push(...lookout(text).map((personId) => ({ place, personId })))
  const letters = await composeWaitingLetters(deps)
  const fates = letters.map(({ fatePath }) => fatePath)
  const places = await crawl(
    { server, publicUrl: deps.config.publicUrl, languages: deps.catalogues.languages },
    { from: [...startingPoints, ...searches, ...fates], onProgress },
    (address, answer) => {
      // What stands after `?` or is a token may itself name somebody, or open a letter.
      const place = fates.includes(address) ? 'a letter’s status page' : address.split('?')[0]
      for (const { use, text } of textsIn(address, answer)) look(lookouts[use], place ?? '', text)
    },
  )
  for (const { id, text } of letters) look(lookouts.letters, `letter ${id}`, text)
  const files = await exportAll(deps)
  for (const { name, text } of files) look(lookouts.spread, name, text)
  return { places: places + letters.length + files.length, leaks }
}

interface Answer {
  type: string
  location: string
  body: string
}

const headBlocks = /<meta [^>]*>|<script type="application\/(?:ld\+)?json"[^>]*>.*?<\/script>/gs

/** What an answer says, by the use that a name in it needs a consent for. */
function textsIn(
  address: string,
  { type, location, body }: Answer,
): { use: 'pages' | 'spread'; text: string }[] {
  const isPage = type.startsWith('text/html') && !/^(?:\/[a-z]{2,3})?\/embed\//.test(address)
  if (!isPage) return [{ use: 'spread', text: unfold(type, body) }]
  const head = (body.match(headBlocks) ?? []).join(' ')
  return [
    { use: 'pages', text: `${location} ${body}` },
    { use: 'spread', text: head },
  ]
}

/** Lines of a calendar may be broken within a name (RFC 5545 §3.1). */
function unfold(type: string, body: string): string {
  return type.startsWith('text/calendar') ? body.replace(/\r\n[ \t]/g, '') : body
}

type Lookout = (text: string) => string[]

/**
 * Finds names in two ways that know nothing of each other: with the veil, and word by word as the
 * search folds them.
 */
function createLookout(names: readonly HiddenName[]): Lookout {
  const veil: Veil = createVeil(names)
  const folded = names.flatMap(({ id, spellings }) =>
    spellings.map((spelling) => ({ id, words: ` ${wordsOf(spelling)} ` })),
  )
  return (text) => {
    if (names.length === 0) return []
    const found = [...veil.find(text, { isMarkup: true }), ...veil.find(text)].map(({ id }) => id)
    const words = ` ${wordsOf(text)} `
    const plain = folded.filter((name) => words.includes(name.words)).map(({ id }) => id)
    return [...new Set([...found, ...plain])]
  }
}

function wordsOf(text: string): string {
  return (text.match(/\p{L}[\p{L}\p{M}]*/gu) ?? []).map(foldWord).join(' ')
}

interface Site {
  server: App
  publicUrl: string
  languages: readonly string[]
}

/** Follows every link to this site, once for each language; returns how many answers there were. */
async function crawl(
  { server, publicUrl, languages }: Site,
  { from, onProgress }: { from: string[]; onProgress(done: number, total: number): void },
  look: (address: string, answer: Answer) => void,
): Promise<number> {
  const queue = [...from, ...languages.map((lang) => `/${lang}/`)]
  const seen = new Set(queue)
  for (let done = 0; done < queue.length; done += 1) {
    const address = queue[done] ?? ''
    const { headers, body } = await server.inject({ url: address })
    const type = String(headers['content-type'] ?? '')
    const isText = /text|json|xml|calendar/.test(type)
    if (isText) look(address, { type, location: headers.location ?? '', body })
    for (const link of isText ? linksIn(body, publicUrl) : []) {
      if (seen.has(link)) continue
      seen.add(link)
      queue.push(link)
    }
    onProgress(done + 1, queue.length)
  }
  return queue.length
}

/** Addresses on this site that an answer leads to. What needs a token or a sign-in is left out. */
function linksIn(body: string, publicUrl: string): string[] {
  const found = body.matchAll(
    /(?:href|src)=\\?"([^"\\]+)\\?"|<loc>([^<]+)|"(?:url|feed_url)":"([^"]+)"/g,
  )
  return [...found]
    .map(([, link, location, url]) => (link ?? location ?? url ?? '').replaceAll('&amp;', '&'))
    .map((link) => (link.startsWith(publicUrl) ? link.slice(publicUrl.length) : link))
    .filter((link) => /^\/(?!\/|desk|letters|assets)/.test(link))
    .map((link) => link.split('#')[0] ?? link)
}

const BATCH_SIZE = 100

async function exportAll(deps: AppDeps): Promise<{ name: string; text: string }[]> {
  const files: { name: string; text: string }[] = []
  for (let after: Awaited<ReturnType<typeof listPublicPlaces>>[number] | undefined; ; ) {
    const places = await listPublicPlaces(deps.reader, { after, limit: BATCH_SIZE })
    const appeals = await listPublicAppeals(
      deps.reader,
      places.map(({ id }) => id),
    )
    for (const { key } of appeals) {
      for (const { name, content } of await exportAppeal(deps, key)) {
        if (typeof content === 'string') files.push({ name, text: `${name} ${content}` })
      }
    }
    if (places.length < BATCH_SIZE) return files
    after = places.at(-1)
  }
}
