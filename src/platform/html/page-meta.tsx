import { remember } from '../remember.ts'
import type { View } from './view.ts'

/** A feed that follows what a page shows. */
export interface FeedLink {
  /** Path of the RSS feed, without language. */
  path: string
  title: string
}

interface PageMetaProps {
  view: View
  title: string
  description?: string
  /** Languages that the page exists in, of those of the interface. */
  languages: readonly string[]
  /** The page is one text with a date and an author. */
  isArticle?: boolean
  image?: PageImage
  feeds?: readonly FeedLink[]
}

/** A picture that stands for the page where it is shared. */
export interface PageImage {
  /** Path on this site. */
  path: string
  width: number
  height: number
  alt: string
}

/** What search engines, feed readers and shared links learn of a public page. */
export function PageMeta(props: PageMetaProps) {
  const { view, title, description, languages, isArticle, image, feeds = [] } = props
  const { canonical, alternates } = addressesOf(view, languages)
  return (
    <>
      <link rel="canonical" href={canonical} />
      {alternates.map(({ lang, href }) => (
        <link key={lang} rel="alternate" hreflang={lang} href={href} />
      ))}
      <meta property="og:type" content={isArticle ? 'article' : 'website'} />
      <meta property="og:title" content={title} />
      {description && <meta property="og:description" content={description} />}
      <meta property="og:url" content={canonical} />
      <meta property="og:site_name" content={view.siteName} />
      <meta property="og:locale" content={localeOf(view.lang)} />
      {image && <Image view={view} image={image} />}
      {[{ path: '/feed/', title: view.siteName }, ...feeds].map((feed) => (
        <FeedLinks key={feed.path} view={view} feed={feed} />
      ))}
    </>
  )
}

function Image({ view, image }: { view: View; image: PageImage }) {
  return (
    <>
      <meta property="og:image" content={view.publicUrl + image.path} />
      <meta property="og:image:width" content={String(image.width)} />
      <meta property="og:image:height" content={String(image.height)} />
      <meta property="og:image:alt" content={image.alt} />
      <meta name="twitter:card" content="summary_large_image" />
    </>
  )
}

function FeedLinks({ view, feed }: { view: View; feed: FeedLink }) {
  const formats = [
    { type: 'application/rss+xml', path: feed.path },
    { type: 'application/atom+xml', path: `${feed.path}atom/` },
    { type: 'application/feed+json', path: feed.path.replace(/\/$/, '.json') },
  ]
  return formats.map(({ type, path }) => (
    <link key={type} rel="alternate" type={type} title={feed.title} href={view.link(path)} />
  ))
}

/**
 * The page's own address and those in other languages, without what a reader was asked for.
 *
 * A text that does not exist in the reader's language is at home in one that it does exist in.
 */
function addressesOf({ lang, publicUrl, path, inLanguage }: View, languages: readonly string[]) {
  const withoutQuery = (address: string) => publicUrl + address.replace(/\?.*/s, '')
  const home = languages.includes(lang) ? lang : languages[0]
  return {
    canonical: withoutQuery(home ? inLanguage(home) : path),
    alternates: [
      ...languages.map((other) => ({ lang: other, href: withoutQuery(inLanguage(other)) })),
      { lang: 'x-default', href: withoutQuery(path) },
    ],
  }
}

const MAX_LANGUAGES = 100

/** As Open Graph wants it: `en_GB`, `ru_RU`. */
const localeOf = remember(MAX_LANGUAGES, (lang) => {
  const { language, region } = new Intl.Locale(lang === 'en' ? 'en-GB' : lang).maximize()
  return `${language}_${region}`
})
