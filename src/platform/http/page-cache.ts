import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { performance } from 'node:perf_hooks'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { type Changes, EVERY_PAGE, type Fact } from '../db/fact-feed.ts'
import { DAY_MS } from '../time.ts'
import { chooseEncoding, type Encoding, VARY } from './compression.ts'
import { isKnown } from './etag.ts'
import type { Shows } from './types.ts'

const brotliAsync = promisify(brotliCompress)
const gzipAsync = promisify(gzip)

interface Page extends Pick<Shows, 'facts' | 'busyFacts'> {
  madeAtMs: number
  /** Until when the page is good enough, on the clock of `performance.now()`. */
  staleAtMs: number
  bytes: number
  answers: Record<Encoding, { headers: string[]; body: Buffer }>
  etag: string
}

/** What is kept under one address and language. */
interface Entry {
  page?: Page
  /** The page differs by the state guessed from the reader's languages; look there. */
  isByCountry?: boolean
}

/** Where a request's page is kept: its address and what else it depends on. */
export interface Place {
  key: string
  country: string
}

/** A page as it came out of its room. */
export interface MadePage extends Shows {
  html: string
  /** Names and values in turn, as they were sent the first time. */
  headers: readonly string[]
}

interface PageCacheOptions {
  maxBytes: number
  /** What has changed; asked before each answer, so it must cost next to nothing. */
  takeChanges: () => Changes
}

/** A page with a busy fact is made at most twice a second, however often that fact changes. */
const BUSY_MS = 500
/** Forms on a page carry the time at which it was made, and are not valid for ever. */
const MAX_AGE_MS = DAY_MS
const MAX_REMEMBERED_CHANGES = 10_000
const ENTRY_BYTES = 2000

/**
 * Public pages as compressed bytes in memory, answered before anything is routed.
 *
 * A page is dropped in the moment in which a fact it shows changes. A page that was being made
 * meanwhile is not kept either. When memory is full, what was made longest ago gives way.
 */
export class PageCache {
  readonly #entries = new Map<string, Entry>()
  readonly #options: PageCacheOptions
  readonly #changedAt = new Map<Fact, number>()
  #bytes = 0
  /** Counts changes, to tell whether one came while a page was being made. */
  #sequence = 0
  #everythingChangedAt = 0
  #lookedInTurn = -1

  constructor(options: PageCacheOptions) {
    this.#options = options
  }

  /** Answers from memory. Returns false when the page has to be made. */
  answer(place: Place, request: IncomingMessage, response: ServerResponse): boolean {
    this.#dropChanged()
    const page = this.#find(place)
    if (!page) return false
    if (isKnown(page.etag, request.headers['if-none-match'])) {
      response.writeHead(304, ['ETag', page.etag, 'Cache-Control', 'no-cache', 'Vary', VARY])
      response.end()
      return true
    }
    const { headers, body } = page.answers[chooseEncoding(request.headers['accept-encoding'])]
    response.writeHead(200, headers)
    if (request.method === 'HEAD') response.end()
    else response.end(body)
    return true
  }

  /** To be asked before the first fact is read, and handed to `keep`. */
  startMaking(): number {
    this.#dropChanged()
    return this.#sequence
  }

  /** Keeps a page that was begun at `startedAt`, unless one of its facts has changed since. */
  async keep(place: Place, made: MadePage, startedAt: number): Promise<void> {
    const madeAtMs = performance.now()
    const staleAtMs = madeAtMs + MAX_AGE_MS
    const { facts, busyFacts } = made
    const packed = await compressPage(made)
    const page: Page = { facts, busyFacts, madeAtMs, staleAtMs, ...packed }
    this.#dropChanged()
    const hasChanged = (fact: Fact) => (this.#changedAt.get(fact) ?? 0) > startedAt
    if (this.#everythingChangedAt > startedAt || facts.some(hasChanged)) return
    if (busyFacts?.some(hasChanged)) page.staleAtMs = madeAtMs + BUSY_MS
    if (made.isByCountry) this.#put(place.key, { isByCountry: true })
    this.#put(made.isByCountry ? keyByCountry(place) : place.key, { page })
    this.#makeRoom()
  }

  #find(place: Place): Page | undefined {
    const entry = this.#entries.get(place.key)
    const key = entry?.isByCountry ? keyByCountry(place) : place.key
    const page = this.#entries.get(key)?.page
    if (!page || page.staleAtMs > performance.now()) return page
    this.#remove(key)
    return undefined
  }

  #put(key: string, entry: Entry): void {
    this.#remove(key)
    this.#bytes += bytesOf(key, entry)
    this.#entries.set(key, entry)
  }

  #remove(key: string): void {
    const entry = this.#entries.get(key)
    if (entry) this.#bytes -= bytesOf(key, entry)
    this.#entries.delete(key)
  }

  #makeRoom(): void {
    for (const key of this.#entries.keys()) {
      if (this.#bytes <= this.#options.maxBytes) return
      this.#remove(key)
    }
  }

  /**
   * Looks once in each turn of the event loop, which begins with what has arrived: whoever asks because
   * of an answer that they got, asks in a later turn.
   */
  #dropChanged(): void {
    const turn = performance.nodeTiming.uvMetricsInfo.loopCount
    if (turn === this.#lookedInTurn) return
    this.#lookedInTurn = turn
    const changes = this.#options.takeChanges()
    if (changes.length === 0) return
    this.#sequence += 1
    const isEverything = changes === 'everything' || changes.includes(EVERY_PAGE)
    if (isEverything || this.#changedAt.size > MAX_REMEMBERED_CHANGES) {
      this.#everythingChangedAt = this.#sequence
      this.#changedAt.clear()
      this.#entries.clear()
      this.#bytes = 0
      return
    }
    for (const fact of changes) this.#changedAt.set(fact, this.#sequence)
    // An import changes a thousand facts at once.
    const changed = new Set(changes)
    for (const [key, { page }] of this.#entries) {
      if (page) this.#dropIfChanged(key, page, changed)
    }
  }

  #dropIfChanged(key: string, page: Page, changed: ReadonlySet<Fact>): void {
    const { facts, busyFacts } = page
    if (facts.some((fact) => changed.has(fact))) this.#remove(key)
    else if (busyFacts?.some((fact) => changed.has(fact))) {
      page.staleAtMs = page.madeAtMs + BUSY_MS
    }
  }
}

/** Differs from the plain key also for a reader whose country nobody can guess. */
function keyByCountry({ key, country }: Place): string {
  return `${key}|${country}`
}

/** What an entry takes, its address and headers included: whoever invents addresses fills with them. */
function bytesOf(key: string, { page }: Entry): number {
  return ENTRY_BYTES + 2 * key.length + (page?.bytes ?? 0)
}

/** Compresses once, outside the main thread, as hard as pays off for a page read many times. */
async function compressPage({
  html,
  headers,
}: MadePage): Promise<Pick<Page, 'answers' | 'bytes' | 'etag'>> {
  const identity = Buffer.from(html)
  const packed = await Promise.all([
    brotliAsync(identity, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    gzipAsync(identity, { level: 9 }),
  ])
  const [br, gz] = [alone(packed[0]), alone(packed[1])]
  const etag = `W/"${createHash('sha256').update(identity).digest('base64url').slice(0, 22)}"`
  const answer = (body: Buffer, encoding?: Encoding) => ({
    body,
    headers: [
      ...headers,
      ...['ETag', etag, 'Cache-Control', 'no-cache', 'Content-Length', String(body.length)],
      ...(encoding ? ['Content-Encoding', encoding] : []),
    ],
  })
  return {
    etag,
    bytes: identity.length + br.length + gz.length,
    answers: { identity: answer(alone(identity)), br: answer(br, 'br'), gzip: answer(gz, 'gzip') },
  }
}

/** The same bytes in as much memory as they take: zlib hands out parts of 16 KiB, Node parts of a common pool. */
function alone(bytes: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.length)
  bytes.copy(copy)
  return copy
}
