import type { Day, Instant } from '../../platform/time.ts'

/** A list of news, before it is written in one of the formats. All addresses are absolute. */
export interface Feed {
  title: string
  description: string
  language: string
  /** The page that shows the same. */
  pageUrl: string
  /** Where the feed stands in each format. */
  urls: Record<FeedFormat, string>
  updatedAt: Instant
  /** Whose words these are, unless an entry says otherwise. */
  author: string
  siteUrl: string
  entries: Entry[]
}

export type FeedFormat = 'rss' | 'atom' | 'json'

export interface Entry {
  /** A tag URI (RFC 4151). It stays the same when the entry changes. */
  id: string
  url: string
  title: string
  /** The language of title and summary. */
  language: string
  author: string
  publishedAt: Instant
  updatedAt: Instant
  /** Plain text. */
  summary: string
  /** Sanitised, with absolute links. */
  html: string
  topics: { key: string; name: string }[]
  quotation?: {
    who: string
    url?: string
    publishedOn?: Day
    licence?: string
    licenceUrl?: string
    text: string
    language: string
  }
}

/** Entries of a feed, at most. */
export const MAX_ENTRIES = 20
