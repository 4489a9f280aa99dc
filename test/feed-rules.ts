import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'

/** A feed as a reader's program gets it. */
export interface FetchedFeed {
  /** Where it was fetched from. */
  url: string
  type: string
  body: string
}

/**
 * What the W3C's feed validator (https://validator.w3.org/feed/docs/) and the JSON Feed
 * specification would say against a feed, as far as that can be told without them: required elements,
 * form of dates, ids, addresses, the feed's own address, markup that readers' programs refuse.
 */
export function findBrokenRules(feed: FetchedFeed): string[] {
  const broken: string[] = []
  const check: Check = (rule, isKept) => {
    if (!isKept) broken.push(`${feed.url}: ${rule}`)
  }
  if (feed.url.endsWith('.json')) checkJson(feed, check)
  else if (feed.url.endsWith('/atom/')) checkAtom(feed, check)
  else checkRss(feed, check)
  return broken
}

type Check = (rule: string, isKept: boolean) => void

const RFC822 =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/
const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/
/** As RFC 4151 defines it: authority, day, then whatever names it there. */
const TAG_URI = /^tag:[\w.-]+,\d{4}-\d{2}-\d{2}:[^\s<>"]+$/

function checkRss({ url, type, body }: FetchedFeed, check: Check): void {
  const { items = [], ...channel } = parseRssFeed(body)
  check('RSS is served as such', type === 'application/rss+xml; charset=utf-8')
  checkXml(body, check)
  check('the channel has a title', hasWords(channel.title))
  check('the channel has a description', hasWords(channel.description))
  check('the channel has a whole link', isWhole(channel.link))
  check('the language is a tag', /^[a-z]{2,3}(-[A-Z]{2})?$/.test(channel.language ?? ''))
  check('the feed was built at a time', isDate(channel.lastBuildDate, RFC822))
  checkSelf(channel.atom?.links ?? [], { url, type: 'application/rss+xml' }, check)
  for (const item of items) {
    check('an item has a title', hasWords(item.title))
    check('an item has a whole link', isWhole(item.link))
    check('an item appeared at a time', isDate(item.pubDate, RFC822))
    const { value = '', isPermaLink = true } = item.guid ?? {}
    check('a guid is an address, or says that it is none', isPermaLink ? isWhole(value) : true)
    check('a guid is a URI', TAG_URI.test(value) || isWhole(value))
    checkMarkup(item.content?.encoded ?? '', check)
  }
  checkUnique(
    items.map(({ guid }) => guid?.value),
    check,
  )
  check('people are named by dc:creator, as author holds an address', !/<author>/.test(body))
}

function checkAtom({ url, type, body }: FetchedFeed, check: Check): void {
  const feed = parseAtomFeed(body)
  const { entries = [] } = feed
  check('Atom is served as such', type === 'application/atom+xml; charset=utf-8')
  checkXml(body, check)
  check('the feed has an id that is a URI', isWhole(feed.id))
  check('the feed has a title', hasWords(feed.title?.value))
  check('the feed was changed at a time', isDate(feed.updated, RFC3339))
  checkSelf(feed.links ?? [], { url, type: 'application/atom+xml' }, check)
  for (const entry of entries) {
    const authors = entry.authors ?? feed.authors ?? []
    check(
      'an entry has an author with a name',
      authors.some(({ name }) => hasWords(name)),
    )
    check('an entry has an id that is a URI', TAG_URI.test(entry.id ?? '') || isWhole(entry.id))
    check('an entry has a title', hasWords(entry.title?.value))
    check('an entry was changed at a time', isDate(entry.updated, RFC3339))
    check('an entry appeared at a time', isDate(entry.published, RFC3339))
    const alternates = (entry.links ?? []).filter(
      ({ rel }) => rel === undefined || rel === 'alternate',
    )
    check('an entry has one whole link of its own', alternates.length === 1)
    check('that link is whole', isWhole(alternates[0]?.href))
    checkMarkup(entry.content?.value ?? '', check)
  }
  checkUnique(
    entries.map(({ id }) => id),
    check,
  )
}

function checkJson({ url, type, body }: FetchedFeed, check: Check): void {
  const feed = parseJsonFeed(body)
  const { items = [] } = feed
  check('JSON Feed is served as such', type === 'application/feed+json; charset=utf-8')
  check('the version is 1.1', JSON.parse(body).version === 'https://jsonfeed.org/version/1.1')
  check('the feed has a title', hasWords(feed.title))
  check('the feed has its own address', feed.feed_url === url)
  check('the feed leads to a page', isWhole(feed.home_page_url))
  for (const item of items) {
    check('an item has an id', hasWords(item.id))
    check('an item has content', hasWords(item.content_html ?? item.content_text))
    check('an item has a whole link', isWhole(item.url))
    check('an item appeared at a time', isDate(item.date_published, RFC3339))
    check('an item was changed at a time', isDate(item.date_modified, RFC3339))
    checkMarkup(item.content_html ?? '', check)
  }
  checkUnique(
    items.map(({ id }) => id),
    check,
  )
}

function checkXml(body: string, check: Check): void {
  check('it begins as XML in UTF-8', body.startsWith('<?xml version="1.0" encoding="utf-8"?>'))
  check(
    'no character is one that XML cannot hold',
    !/[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]/.test(body),
  )
}

function checkSelf(
  links: readonly { rel?: string; href?: string; type?: string }[],
  own: { url: string; type: string },
  check: Check,
): void {
  const [self, ...others] = links.filter(({ rel }) => rel === 'self')
  check('it names its own address, once', self !== undefined && others.length === 0)
  check('that address is where it was fetched', self?.href === own.url)
  check('that address has its type', self?.type === own.type)
}

/** What readers' programs drop or refuse, and addresses that lead nowhere outside the site. */
function checkMarkup(html: string, check: Check): void {
  check(
    'nothing in it runs or is laid out',
    !/<(script|style|iframe|object|embed|form|input|select)\b/i.test(html),
  )
  check('no attribute runs or is laid out', !/<[^>]+\s(on\w+|style)\s*=/i.test(html))
  for (const [, address = ''] of html.matchAll(/\s(?:href|src|cite|poster)="([^"]*)"/g)) {
    check(`the address ${address} is whole`, isWhole(address) || address.startsWith('mailto:'))
  }
}

function checkUnique(ids: (string | undefined)[], check: Check): void {
  check('no two entries have the same id', new Set(ids).size === ids.length)
}

function isDate(text: unknown, form: RegExp): boolean {
  return typeof text === 'string' && form.test(text) && !Number.isNaN(Date.parse(text))
}

function isWhole(address: string | undefined): boolean {
  return address !== undefined && /^https?:\/\/[^\s/]+\//.test(address) && URL.canParse(address)
}

function hasWords(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== ''
}
