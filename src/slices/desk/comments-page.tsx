import { TrustedHtml } from '../../platform/html/trusted-html.tsx'
import type { View } from '../../platform/html/view.ts'
import { formatInstant } from '../../platform/i18n/format.ts'
import { ActForm } from '../accounts/index.ts'
import { type Comment, reasonSentence, renderComment } from '../comments/index.ts'
import { DeskLayout, Tabs } from './layout.tsx'

interface CommentsPageProps {
  view: View
  state: Comment['state']
  /** The oldest first. */
  comments: Comment[]
  /** Last comment of this page, when there are more. */
  next?: string
  /** The comment that was decided on last. */
  decided?: Comment
}

const states = ['held', 'approved', 'refused'] as const

export function CommentsPage({ view, state, comments, next, decided }: CommentsPageProps) {
  const { t } = view
  const address = `/desk/comments/?state=${state}`
  return (
    <DeskLayout view={view} title={t('desk.comments')} help={t('desk.comments_help')}>
      {decided && decided.state !== 'held' && <Decided view={view} comment={decided} />}
      <Tabs
        view={view}
        label={t('desk.comments_states')}
        tabs={states.map((each) => ({
          path: `/desk/comments/?state=${each}`,
          text: t(`desk.comments_${each}`),
          isCurrent: each === state,
        }))}
      />
      <h2>{t(`desk.comments_${state}`)}</h2>
      {comments.length === 0 && <p>{t('desk.comments_none')}</p>}
      {comments.map((comment) => (
        <Item key={comment.id} view={view} comment={comment} />
      ))}
      {next && (
        <p>
          <a href={view.link(`${address}&after=${next}`)}>{t('desk.comments_more')}</a>
        </p>
      )}
    </DeskLayout>
  )
}

/** What was done, and the way back. */
function Decided({ view, comment }: { view: View; comment: Comment }) {
  const { t } = view
  return (
    <div class="notice" role="status">
      <p>{t(`desk.comment_${comment.state}`, { name: comment.name })}</p>
      <Decisions view={view} comment={comment} />
    </div>
  )
}

function Item({ view, comment }: { view: View; comment: Comment }) {
  const { t, lang } = view
  return (
    <article class="comment card" lang={comment.language}>
      <p class="comment-head">
        <bdi class="comment-name">{comment.name}</bdi>{' '}
        <time class="meta" dateTime={comment.createdAt} lang={lang}>
          {formatInstant(lang, comment.createdAt)}
        </time>{' '}
        <a href={view.link(comment.place.path)}>{comment.place.path}</a>
      </p>
      <TrustedHtml html={renderComment(comment.text)} class="comment-text" />
      <div lang={lang}>
        <ul class="hint">
          {comment.reasons.map((reason) => (
            <li key={reason.code}>{reasonSentence(t, reason)}</li>
          ))}
        </ul>
        <Decisions view={view} comment={comment} />
      </div>
    </article>
  )
}

/** Only what is not so already. */
function Decisions({ view, comment }: { view: View; comment: Comment }) {
  const address = `/desk/comments/${comment.id}`
  return (
    <div class="acts">
      {comment.state !== 'approved' && (
        <ActForm view={view} action={`${address}/approval`} button={view.t('comments.approve')} />
      )}
      {comment.state !== 'refused' && (
        <ActForm view={view} action={`${address}/refusal`} button={view.t('comments.refuse')} />
      )}
    </div>
  )
}
