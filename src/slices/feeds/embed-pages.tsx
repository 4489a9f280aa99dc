import type { ComponentChildren } from 'preact'
import type { View } from '../../platform/html/view.ts'
import { directionOf } from '../../platform/i18n/format.ts'
import type { Appeal } from '../appeals/index.ts'
import { ActBox } from '../protests/index.ts'

/** What a partner's page shows of an appeal: its headline and the one thing to do. */
export function EmbedPage({ view, appeal }: { view: View; appeal: Appeal }) {
  const { title, language, path } = appeal
  return (
    <EmbedLayout view={view} title={title}>
      <p class="kicker">{view.siteName}</p>
      <h1 class="embed-title" lang={language} dir={directionOf(language)}>
        <a href={view.link(path)} target="_blank" rel="noopener">
          {title}
        </a>
      </h1>
      <ActBox view={view} appeal={appeal} isFramed />
    </EmbedLayout>
  )
}

/** Instead of an appeal that is not there, or not any more. */
export function EmbedMessage({ view, text }: { view: View; text: string }) {
  return (
    <EmbedLayout view={view} title={text}>
      <h1>{text}</h1>
    </EmbedLayout>
  )
}

/**
 * The markup for a partner's page. The frame may send the form and open windows, and nothing
 * else; it needs no script and gets no cookie.
 */
export function EmbedFrame(props: { src: string; title: string; width: number; height: number }) {
  return (
    <iframe
      {...props}
      loading="lazy"
      sandbox="allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox"
      style="border: 0; max-width: 100%"
    />
  )
}

function EmbedLayout({
  view,
  title,
  children,
}: {
  view: View
  title: string
  children: ComponentChildren
}) {
  return (
    <html lang={view.lang} dir={view.dir}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · ${view.siteName}`}</title>
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        <link rel="stylesheet" href={view.assets.style} />
        <link rel="icon" href={view.assets.icon} type="image/svg+xml" />
      </head>
      <body class="embed-page">
        <main>{children}</main>
      </body>
    </html>
  )
}
