import { generateRssFeed } from 'feedsmith'
import { escapeMarkup } from './escape-markup.ts'
import type { Entry, Feed } from './types.ts'

/** RSS 2.0 with the usual extensions: `content:encoded`, Dublin Core, `atom:link`. */
export function writeRss(feed: Feed): string {
  return generateRssFeed({
    title: feed.title,
    link: feed.pageUrl,
    description: feed.description,
    language: feed.language,
    lastBuildDate: new Date(feed.updatedAt),
    generator: 'Outcry',
    docs: 'https://www.rssboard.org/rss-specification',
    atom: { links: [{ href: feed.urls.rss, rel: 'self', type: 'application/rss+xml' }] },
    items: feed.entries.map(writeItem),
  })
}

function writeItem(entry: Entry) {
  const { quotation } = entry
  return {
    title: entry.title,
    link: entry.url,
    guid: { value: entry.id, isPermaLink: false },
    pubDate: new Date(entry.publishedAt),
    // The description is markup by custom, the summary is not.
    description: escapeMarkup(entry.summary),
    content: { encoded: entry.html },
    categories: entry.topics.map(({ name }) => ({ name })),
    atom: { updated: new Date(entry.updatedAt) },
    dc: {
      creators: [entry.author],
      languages: [entry.language],
      sources: quotation && [quotation.who, ...(quotation.url ? [quotation.url] : [])],
    },
  }
}
