import type { View } from '../../../platform/html/view.ts'
import type { CommentsPart, Thread } from '../load.ts'
import { CommentArticle } from './comment-article.tsx'
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
        <CommentArticle view={view} path={path} comment={opening} isOpen={!isClosed} />
      ) : (
        <p class="meta">{view.t('comments.opening_missing')}</p>
      )}
      {replies.length > 0 && (
        <ol class="comment-replies">
          {replies.map((reply) => (
            <li key={reply.id}>
              <CommentArticle view={view} path={path} comment={reply} isOpen={false} />
            </li>
          ))}
        </ol>
      )}
    </li>
  )
}
