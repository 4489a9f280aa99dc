import { generateAtomFeed } from 'feedsmith'
import type { Entry, Feed } from './types.ts'

/** Atom 1.0 (RFC 4287). Where a quotation comes from stands in a link `via`. */
export function writeAtom(feed: Feed): string {
  return generateAtomFeed({
    id: feed.urls.atom,
    title: plain(feed.title),
    subtitle: plain(feed.description),
    updated: new Date(feed.updatedAt),
    generator: { text: 'Outcry' },
    authors: [{ name: feed.author, uri: feed.siteUrl }],
    links: [
      { href: feed.urls.atom, rel: 'self', type: 'application/atom+xml' },
      { href: feed.pageUrl, rel: 'alternate', type: 'text/html' },
    ],
    entries: feed.entries.map((entry) => writeEntry(feed, entry)),
    xml: { lang: feed.language },
  })
}

function writeEntry(feed: Feed, entry: Entry) {
  const { quotation, language } = entry
  const via = { href: quotation?.url ?? '', rel: 'via', title: quotation?.who }
  return {
    id: entry.id,
    title: plain(entry.title, language),
    links: [
      { href: entry.url, rel: 'alternate', type: 'text/html' },
      ...(quotation?.url ? [via] : []),
    ],
    published: new Date(entry.publishedAt),
    updated: new Date(entry.updatedAt),
    authors: [{ name: entry.author, uri: entry.author === feed.author ? feed.siteUrl : undefined }],
    categories: entry.topics.map(({ key, name }) => ({ term: key, label: name })),
    summary: plain(entry.summary, language),
    content: { type: 'html', value: entry.html },
    dc: quotation && { sources: [quotation.who] },
  }
}

function plain(value: string, lang?: string) {
  return { type: 'text', value, xml: lang ? { lang } : undefined }
}
