import { TrustedHtml } from '../../../platform/html/trusted-html.tsx'
import type { View } from '../../../platform/html/view.ts'
import { formatInstant } from '../../../platform/i18n/format.ts'
import type { CommentsPart, Thread } from '../load.ts'
import type { ShownComment } from '../types.ts'
import { CommentForm } from './comment-form.tsx'

export interface CommentsProps {
  view: View
  /** The subject's page: `/2013/05/22/SLUG/`. */
  path: string
  comments: CommentsPart
}

/** The comments on a subject, and the form to add one. Works without any script. */
export function Comments({ view, path, comments }: CommentsProps) {
  const { t } = view
  const { count, threads, next, isClosed, form } = comments
  const isShownAgain = Object.keys(form.errors).length > 0
  return (
    <section class="comments" id="comments" aria-labelledby="comments-title">
      <h2 id="comments-title">
        {count > 0 && t('comments.count', { count })}
        {count === 0 && t(isClosed ? 'comments.title' : 'comments.be_first')}
      </h2>
      {threads.length > 0 && (
        <ol class="comment-list">
          {threads.map((thread) => (
            <ThreadItem
              key={thread.id}
              view={view}
              path={path}
              thread={thread}
              isClosed={isClosed}
            />
          ))}
        </ol>
      )}
      {next && (
        <p>
          <a href={`${view.link(path)}?after=${next}#comments`} rel="next nofollow">
            {t('comments.next_page')}
          </a>
        </p>
      )}
      {isClosed && <p class="notice">{t('comments.closed')}</p>}
      {(!isClosed || isShownAgain) && <CommentForm view={view} path={path} form={form} />}
    </section>
  )
}

function ThreadItem({
  view,
  path,
  thread,
  isClosed,
}: Pick<CommentsProps, 'view' | 'path'> & { thread: Thread; isClosed: boolean }) {
  const { opening, replies } = thread
  return (
    <li>
      {opening ? (
        <CommentArticle view={view} comment={opening}>
          {!isClosed && <ReplyLink view={view} path={path} comment={opening} />}
        </CommentArticle>
      ) : (
        <p class="meta">{view.t('comments.opening_missing')}</p>
      )}
      {replies.length > 0 && (
        <ol class="comment-replies">
          {replies.map((reply) => (
            <li key={reply.id}>
              <CommentArticle view={view} comment={reply} />
            </li>
          ))}
        </ol>
      )}
    </li>
  )
}

function CommentArticle({
  view,
  comment,
  children,
}: {
  view: View
  comment: ShownComment
  children?: preact.ComponentChildren
}) {
  const anchor = `comment-${comment.id}`
  return (
    <article class="comment" id={anchor}>
      <p class="comment-head">
        <bdi class="comment-name">{comment.name}</bdi>{' '}
        <a class="meta" href={`#${anchor}`}>
          <time dateTime={comment.createdAt}>{formatInstant(view.lang, comment.createdAt)}</time>
        </a>
      </p>
      <div dir="auto">
        <TrustedHtml html={comment.html} class="comment-text" />
      </div>
      {children}
    </article>
  )
}

function ReplyLink({
  view,
  path,
  comment,
}: Pick<CommentsProps, 'view' | 'path'> & { comment: ShownComment }) {
  return (
    <p class="comment-actions">
      <a
        href={`${view.link(path)}?reply=${comment.id}#respond`}
        rel="nofollow"
        aria-label={view.t('comments.reply_to_person', { name: comment.name })}
      >
        {view.t('comments.reply')}
      </a>
    </p>
  )
}
