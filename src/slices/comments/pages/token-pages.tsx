import type { ComponentChildren } from 'preact'
import { Layout } from '../../../platform/html/layout.tsx'
import { TrustedHtml } from '../../../platform/html/trusted-html.tsx'
import type { View } from '../../../platform/html/view.ts'
import { formatInstant } from '../../../platform/i18n/format.ts'
import { commentPath } from '../links.ts'
import { renderComment } from '../render-comment.ts'
import { isClue } from '../rules/judge.ts'
import { reasonSentence } from '../rules/reasons.ts'
import type { Comment, Reason } from '../types.ts'

interface CommentPageProps {
  view: View
  comment: Comment
}

/** What the author of a comment sees after sending it, and whenever they come back. */
export function StatusPage({ view, comment }: CommentPageProps) {
  const { t } = view
  const reasons = comment.reasons.filter((reason) => !isClue(reason))
  return (
    <TokenPage view={view} title={t(`comments.status_${comment.state}`)}>
      {comment.state === 'held' && (
        <>
          <p class="lede">{t('comments.status_held_text')}</p>
          <Reasons view={view} reasons={reasons} title={t('comments.reasons_title')} />
          <p>{t('comments.status_come_back')}</p>
        </>
      )}
      {comment.state === 'refused' && <p class="lede">{t('comments.status_refused_text')}</p>}
      {comment.state === 'approved' && (
        <p>
          <a href={view.link(commentPath(comment))}>{t('comments.see_comment')}</a>
        </p>
      )}
      <Preview view={view} comment={comment} />
      <p>
        <a href={view.link(comment.place.path)}>{t('comments.back')}</a>
      </p>
    </TokenPage>
  )
}

export type Decision = 'approval' | 'refusal'

/** What a moderator sees who followed the link in a mail; only the button decides. */
export function DecisionPage({
  view,
  comment,
  decision,
  token,
}: CommentPageProps & { decision: Decision; token: string }) {
  const { t } = view
  const other: Decision = decision === 'approval' ? 'refusal' : 'approval'
  const isDone = comment.state === (decision === 'approval' ? 'approved' : 'refused')
  const address = (page: Decision) => view.link(`/comments/${token}/${page}`)
  return (
    <TokenPage view={view} title={t(`comments.decision_${decision}_${isDone ? 'done' : 'title'}`)}>
      <p class="lede">{t(`comments.state_${comment.state}`)}</p>
      <Preview view={view} comment={comment} />
      <p>
        <a href={view.link(comment.place.path)}>{t('comments.its_page')}</a>
      </p>
      <Reasons
        view={view}
        reasons={comment.reasons}
        title={t(comment.state === 'held' ? 'comments.reasons_title' : 'comments.reasons_past')}
      />
      {!isDone && (
        <form class="confirm-form" method="post" action={address(decision)}>
          <button type="submit">
            {t(decision === 'approval' ? 'comments.approve' : 'comments.refuse')}
          </button>
        </form>
      )}
      <p>
        <a href={address(other)}>
          {t(other === 'approval' ? 'comments.approve_instead' : 'comments.refuse_instead')}
        </a>
      </p>
    </TokenPage>
  )
}

/** Asks whether mails about replies shall begin or end, and says so when they did. */
export function SubscriptionPage({
  view,
  act,
  action,
}: {
  view: View
  act: 'begin' | 'begun' | 'end' | 'ended'
  /** Where the button leads, while there is one. */
  action?: string
}) {
  const { t } = view
  return (
    <TokenPage view={view} title={t(`comments.subscription_${act}`)}>
      <p class="lede">{t(`comments.subscription_${act}_text`)}</p>
      {action && (
        <form class="confirm-form" method="post" action={view.link(action)}>
          <button type="submit">{t(`comments.subscription_${act}_button`)}</button>
        </form>
      )}
    </TokenPage>
  )
}

function TokenPage({
  view,
  title,
  children,
}: {
  view: View
  title: string
  children: ComponentChildren
}) {
  return (
    <Layout view={view} title={title} noindex kind="comment-page">
      <h1>{title}</h1>
      {children}
    </Layout>
  )
}

function Preview({ view, comment }: CommentPageProps) {
  return (
    <article class="comment card">
      <p class="comment-head">
        <bdi class="comment-name">{comment.name}</bdi>{' '}
        <time class="meta" dateTime={comment.createdAt}>
          {formatInstant(view.lang, comment.createdAt)}
        </time>
      </p>
      <div dir="auto">
        <TrustedHtml html={renderComment(comment.text)} class="comment-text" />
      </div>
    </article>
  )
}

function Reasons({ view, reasons, title }: { view: View; reasons: Reason[]; title: string }) {
  if (reasons.length === 0) return null
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {reasons.map((reason) => (
          <li key={reason.code}>{reasonSentence(view.t, reason)}</li>
        ))}
      </ul>
    </>
  )
}
