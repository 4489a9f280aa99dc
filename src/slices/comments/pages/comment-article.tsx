import { renderToString } from 'preact-render-to-string'
import { type Html, inside, TrustedHtml } from '../../../platform/html/trusted-html.tsx'
import type { View } from '../../../platform/html/view.ts'
import { formatInstant } from '../../../platform/i18n/format.ts'
import { remember } from '../../../platform/remember.ts'
import type { ShownComment } from '../types.ts'

interface CommentArticleProps {
  view: View
  /** The subject's page: `/2013/05/22/SLUG/`. */
  path: string
  comment: ShownComment
  /** Whether readers may answer it. */
  isOpen: boolean
}

/** One comment as readers see it. */
export function CommentArticle({ view, path, comment, isOpen }: CommentArticleProps) {
  const { t, lang } = view
  const { id, name, html, createdAt } = comment
  const anchor = anchorOf(id)
  const parts: ArticleParts = {
    anchor,
    name,
    html,
    createdAt,
    when: formatInstant(lang, createdAt),
  }
  if (isOpen) {
    parts.reply = {
      href: `${view.link(path)}?reply=${id}#respond`,
      label: t('comments.reply_to_person', { name }),
      words: t('comments.reply'),
    }
  }
  return <article class="comment" id={anchor} {...inside(articleHtml(parts))} />
}

function anchorOf(id: string): string {
  return `comment-${id}`
}

/** Everything that is drawn, so that two comments with the same parts look alike. */
interface ArticleParts {
  anchor: string
  name: string
  html: Html
  createdAt: string
  when: string
  reply?: { href: string; label: string; words: string }
}

const MAX_COMMENTS = 1000
/** Longer ones are drawn each time, so that those which are kept stay below a few megabytes. */
const MAX_KEPT_CHARS = 3000

/** A page with a hundred comments is made anew with each that is added; the others did not change. */
function articleHtml(parts: ArticleParts): Html {
  const text = JSON.stringify(parts)
  return text.length > MAX_KEPT_CHARS ? drawArticle(text) : keptArticle(text)
}

const keptArticle = remember(MAX_COMMENTS, drawArticle)

function drawArticle(parts: string): Html {
  const html = renderToString(<ArticleInside {...(JSON.parse(parts) as ArticleParts)} />)
  // A string that was put together of many remains so inside, and each page would walk through all.
  return Buffer.from(html).toString() as Html
}

function ArticleInside({ anchor, name, html, createdAt, when, reply }: ArticleParts) {
  return (
    <>
      <p class="comment-head">
        <bdi class="comment-name">{name}</bdi>{' '}
        <a class="meta" href={`#${anchor}`}>
          <time dateTime={createdAt}>{when}</time>
        </a>
      </p>
      <div dir="auto">
        <TrustedHtml html={html} class="comment-text" />
      </div>
      {reply && (
        <p class="comment-actions">
          <a href={reply.href} rel="nofollow" aria-label={reply.label}>
            {reply.words}
          </a>
        </p>
      )}
    </>
  )
}
