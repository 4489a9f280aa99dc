import type { ComponentChildren } from 'preact'
import { directionOf, languageName } from '../i18n/format.ts'
import { type FeedLink, type PageImage, PageMeta } from './page-meta.tsx'
import type { View } from './view.ts'

interface LayoutProps {
  view: View
  title: string
  /** One sentence for search engines and shared links. */
  description?: string
  /** Set on pages that belong to one person, and on answers to forms. */
  noindex?: boolean
  /** Words for the body element, so that print and layout rules can tell kinds of pages apart. */
  kind?: string
  /** Languages that this page exists in, when they are not those of the interface. */
  languages?: readonly string[]
  /** The page is one text with a date and an author. */
  isArticle?: boolean
  /** A picture that stands for the page where it is shared. */
  image?: PageImage
  /** Feeds that follow this page, besides those of the whole site. */
  feeds?: readonly FeedLink[]
  /** In place of the readers' ways through the site. */
  nav?: ComponentChildren
  /** In place of what the footer promises to readers. */
  note?: string
  /** What else machines should find in the head. */
  head?: ComponentChildren
  children: ComponentChildren
}

/** The frame of every page: head, site header, main, footer. */
export function Layout(props: LayoutProps) {
  const { view, title, description, noindex, kind, children } = props
  const languages = props.languages ?? view.languages
  return (
    <html lang={view.lang} dir={view.dir}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title === view.siteName ? title : `${title} · ${view.siteName}`}</title>
        {description && <meta name="description" content={description} />}
        {noindex && <meta name="robots" content="noindex" />}
        <meta name="color-scheme" content="light dark" />
        <link rel="stylesheet" href={view.assets.style} />
        <link rel="icon" href={view.assets.icon} type="image/svg+xml" />
        {!noindex && <PageMeta {...props} languages={languages} />}
        {props.head}
      </head>
      <body class={kind}>
        <a class="skip-link" href="#content">
          {view.t('platform.skip_to_content')}
        </a>
        <SiteHeader view={view} languages={languages} nav={props.nav} />
        <main id="content" tabIndex={-1}>
          {children}
        </main>
        <SiteFooter view={view} note={props.note} />
      </body>
    </html>
  )
}

function SiteHeader({
  view,
  languages,
  nav,
}: {
  view: View
  languages: readonly string[]
  nav: ComponentChildren
}) {
  return (
    <header class="site-header">
      <a class="site-name" href={view.link('/')}>
        {view.logo ? (
          <img src={view.logo.path} alt={view.siteName} {...sizeOf(view.logo)} />
        ) : (
          view.siteName
        )}
      </a>
      <nav class="site-languages" aria-label={view.t('platform.languages')}>
        {languages.map((lang) => (
          <a
            key={lang}
            href={view.inLanguage(lang)}
            hreflang={lang}
            lang={lang}
            dir={directionOf(lang)}
            aria-current={lang === view.lang ? 'true' : undefined}
          >
            {languageName(lang, lang)}
          </a>
        ))}
      </nav>
      <nav class="site-nav" aria-label={view.t('platform.navigation')}>
        {nav ?? (
          <>
            <a href={view.link('/')}>{view.t('platform.nav_appeals')}</a>
            <a href={view.link('/missions/')}>{view.t('platform.nav_missions')}</a>
            <a href={view.link('/donate/')}>{view.t('platform.nav_donate')}</a>
            <a href={view.link('/search')} rel="search">
              {view.t('platform.nav_search')}
            </a>
          </>
        )}
      </nav>
    </header>
  )
}

const LOGO_HEIGHT = 40

function sizeOf({ width, height }: { width: number; height: number }) {
  return { width: Math.round((width / height) * LOGO_HEIGHT), height: LOGO_HEIGHT }
}

function SiteFooter({ view, note }: { view: View; note: string | undefined }) {
  return (
    <footer class="site-footer">
      {view.demo && <p class="demo-note">{view.t('platform.demo_note')}</p>}
      <p>{note ?? view.t('platform.footer_privacy')}</p>
      {note === undefined && (
        <nav class="page-links" aria-label={view.t('platform.footer_more')}>
          <a href={view.link('/cases/')}>{view.t('platform.footer_cases')}</a>
          <a href={view.link('/observatory/')}>{view.t('platform.footer_observatory')}</a>
          <a href={view.link('/confirm')}>{view.t('platform.footer_confirm')}</a>
          <a href={view.link('/feed/')} type="application/rss+xml">
            {view.t('platform.footer_feed')}
          </a>
          {view.aboutUrl && (
            <a href={view.aboutUrl}>
              {view.t('platform.footer_about', { organisation: view.organisation })}
            </a>
          )}
        </nav>
      )}
    </footer>
  )
}
