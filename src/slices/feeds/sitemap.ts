import type { View } from '../../platform/html/view.ts'
import type { Instant } from '../../platform/time.ts'
import { escapeMarkup } from './escape-markup.ts'

/** A part of the sitemap: pages that there are once, or appeals of a month. */
export type MapPart = 'pages' | { month: string; page: number }

/** A page of the site; each of its languages has an address of its own. */
interface MapPage {
  path: string
  languages: readonly string[]
  changedAt?: Instant
}

/** Addresses in one file, at most (https://www.sitemaps.org/protocol.html). */
const MAX_ADDRESSES = 50_000

/** So many appeals fit into one file, when each exists in every language. */
export function appealsPerPart(languages: number): number {
  return Math.floor(MAX_ADDRESSES / languages)
}

/** Names of the parts: `2013-05`, and `2013-05.2` where one file cannot hold the month. */
export function partsOf(months: { month: string; count: number }[], languages: number): string[] {
  return months.flatMap(({ month, count }) => {
    const parts = Math.ceil(count / appealsPerPart(languages))
    return Array.from({ length: parts }, (_, index) =>
      index === 0 ? month : `${month}.${index + 1}`,
    )
  })
}

/** Reads the name of a file: `pages.xml`, `2013-05.xml`, `2013-05.2.xml`. */
export function readPart(file: string): MapPart | undefined {
  if (file === 'pages.xml') return 'pages'
  const [, month, page] = /^(\d{4}-\d{2})(?:\.([1-9]\d{0,4}))?\.xml$/.exec(file) ?? []
  return month ? { month, page: Number(page ?? 1) } : undefined
}

export function writeIndex(urls: string[]): string {
  const parts = urls.map((url) => `<sitemap><loc>${escapeMarkup(url)}</loc></sitemap>`)
  return `${declaration}<sitemapindex xmlns="${namespace}">\n${parts.join('\n')}\n</sitemapindex>\n`
}

export function writePart(view: View, pages: MapPage[]): string {
  const urls = pages.flatMap((page) => describePage(view, page))
  const attributes = `xmlns="${namespace}" xmlns:xhtml="http://www.w3.org/1999/xhtml"`
  return `${declaration}<urlset ${attributes}>\n${urls.join('\n')}\n</urlset>\n`
}

const declaration = '<?xml version="1.0" encoding="utf-8"?>\n'
const namespace = 'http://www.sitemaps.org/schemas/sitemap/0.9'

/** One address for each language, and each names all the others. */
function describePage(view: View, { path, languages, changedAt }: MapPage): string[] {
  const shown = view.languages.filter((lang) => languages.includes(lang))
  const neutral = view.publicUrl + path
  const addresses = shown.map((lang) => ({ lang, url: `${view.publicUrl}/${lang}${path}` }))
  const alternates = [...addresses, { lang: 'x-default', url: neutral }]
    .map(({ lang, url }) => {
      const href = escapeMarkup(url)
      return `<xhtml:link rel="alternate" hreflang="${lang}" href="${href}"/>`
    })
    .join('')
  const changed = changedAt ? `<lastmod>${changedAt}</lastmod>` : ''
  // A text in none of the languages of the interface has only the address without a language.
  const homes = addresses.length > 0 ? addresses.map(({ url }) => url) : [neutral]
  return homes.map((url) => `<url><loc>${escapeMarkup(url)}</loc>${changed}${alternates}</url>`)
}
