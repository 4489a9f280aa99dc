import type { View } from '../../../platform/html/view.ts'
import { formatDay } from '../../../platform/i18n/format.ts'
import type { MissionReply } from './queries.ts'

interface MissionRepliesProps {
  view: View
  replies: MissionReply[]
  /** The mission's name, or undefined when it is not there any more. */
  nameOf(missionId: string): string | undefined
  /** Whether each names the appeal that it is about: not on that appeal's own page. */
  hasAppealLinks?: boolean
}

/** What missions answered to letters; nothing when there is nothing. */
export function MissionReplies({ view, replies, nameOf, hasAppealLinks }: MissionRepliesProps) {
  const { t, lang } = view
  if (replies.length === 0) return null
  return (
    <section id="replies" aria-labelledby="replies-title" lang={lang}>
      <h2 id="replies-title">{t('missions.replies')}</h2>
      <p class="hint">{t('missions.replies_hint')}</p>
      {replies.map(({ id, missionId, appealPath, receivedOn, text }) => (
        <article key={id} class="card">
          <p class="meta">
            {nameOf(missionId) ?? t('missions.replies_gone')},{' '}
            <time datetime={receivedOn}>{formatDay(lang, receivedOn)}</time>
            {hasAppealLinks && (
              <>
                {' '}
                <a href={view.link(appealPath)}>{t('missions.replies_appeal')}</a>
              </>
            )}
          </p>
          <div class="letter-text" dir="auto">
            {text}
          </div>
        </article>
      ))}
    </section>
  )
}
