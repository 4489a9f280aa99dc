import { Layout } from '../../../platform/html/layout.tsx'
import type { View } from '../../../platform/html/view.ts'
import { formatDay, formatInstant } from '../../../platform/i18n/format.ts'
import { headline } from '../../../platform/i18n/headline.ts'
import type { Day } from '../../../platform/time.ts'
import type { Answer } from '../../mail/index.ts'
import type { Reply } from './queries.ts'

interface ReplyPageProps {
  view: View
  reply: Reply
  /** Undefined once erased. */
  answer?: Answer
  /** Until when there is the rest of an answer that stands here in part. */
  originalUntil?: Day
  missionName: string
  /** Undefined once it was withdrawn. */
  appeal?: { title: string; path: string }
  /** Of this page. */
  path: string
}

/** What a mission answered. */
export function ReplyPage(props: ReplyPageProps) {
  const { view, reply, answer, missionName, appeal } = props
  const { t, lang } = view
  const title = t('protests.reply_title')
  return (
    <Layout view={view} title={title} noindex kind="confirm-page">
      {appeal && (
        <p class="kicker">
          <a href={view.link(appeal.path)}>{headline(appeal.title)}</a>
        </p>
      )}
      <h1>{title}</h1>
      <p class="lede">
        {missionName},{' '}
        <time datetime={reply.receivedAt}>{formatInstant(lang, reply.receivedAt)}</time>
      </p>
      {answer ? <Words {...props} answer={answer} /> : <p>{t('protests.reply_erased')}</p>}
      <Sharing {...props} />
    </Layout>
  )
}

/** The way to the desk, or how far it has come. */
function Sharing({ view, reply, answer, appeal, path }: ReplyPageProps) {
  const { t, organisation } = view
  if (reply.publishedAt) {
    return (
      <p class="notice">
        {t('protests.reply_published')}{' '}
        {appeal && (
          <a href={view.link(`${appeal.path}#replies`)}>{t('protests.reply_published_where')}</a>
        )}
      </p>
    )
  }
  if (reply.refusedAt) return <p class="notice">{t('protests.reply_refused')}</p>
  if (!answer) return null
  if (reply.sharedAt) return <p class="notice">{t('protests.reply_shared', { organisation })}</p>
  return (
    <form class="confirm-form" method="post" action={view.link(`${path}/sharing`)}>
      <h2>{t('protests.reply_share')}</h2>
      <p>{t('protests.reply_share_text', { organisation })}</p>
      <button type="submit">{t('protests.reply_share_button')}</button>
    </form>
  )
}

function Words({ view, answer, originalUntil }: ReplyPageProps & { answer: Answer }) {
  const { t, lang, organisation } = view
  const files = answer.attachments.join(', ')
  return (
    <>
      <p class="hint">{t('protests.reply_care')}</p>
      <p>
        <strong dir="auto">{answer.subject}</strong>
      </p>
      <div class="letter-text card" dir="auto">
        {answer.text}
      </div>
      {answer.goesOn && <p class="notice">{t('protests.reply_goes_on')}</p>}
      {files && <p class="hint">{t('protests.reply_files', { files })}</p>}
      {originalUntil && (
        <p>{t('protests.reply_original', { organisation, day: formatDay(lang, originalUntil) })}</p>
      )}
    </>
  )
}
