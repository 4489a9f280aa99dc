import { generateJsonFeed } from 'feedsmith'
import type { Entry, Feed } from './types.ts'

/** JSON Feed 1.1. A quotation stands apart in the extension `_quotation`. */
export function writeJsonFeed(feed: Feed): string {
  const document = generateJsonFeed({
    title: feed.title,
    home_page_url: feed.pageUrl,
    feed_url: feed.urls.json,
    description: feed.description,
    language: feed.language,
    authors: [{ name: feed.author, url: feed.siteUrl }],
    items: feed.entries.map((entry) => writeItem(feed, entry)),
  })
  // The library leaves out an empty list, which the format requires.
  return JSON.stringify({ items: [], ...(document as object) }, undefined, 1)
}

function writeItem(feed: Feed, entry: Entry) {
  const { quotation, author } = entry
  return {
    id: entry.id,
    url: entry.url,
    title: entry.title,
    language: entry.language,
    date_published: new Date(entry.publishedAt),
    date_modified: new Date(entry.updatedAt),
    summary: entry.summary,
    content_html: entry.html,
    tags: entry.topics.map(({ name }) => name),
    authors: [author === feed.author ? { name: author, url: feed.siteUrl } : { name: author }],
    ...(quotation && {
      _quotation: {
        about: feed.siteUrl,
        who: quotation.who,
        url: quotation.url,
        published_on: quotation.publishedOn,
        licence: quotation.licence,
        licence_url: quotation.licenceUrl,
        language: quotation.language,
        text: quotation.text,
      },
    }),
  }
}
