import type { ComponentChildren } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { View } from '../../platform/html/view.ts'
import { formatDay } from '../../platform/i18n/format.ts'
import { dayOf } from '../../platform/time.ts'
import {
  casePath,
  eventLine,
  Local,
  localText,
  type MilestoneNews,
  type ShownCase,
  Sources,
  whenText,
} from '../cases/index.ts'
import { tagUri } from './tag-uri.ts'
import type { Entry } from './types.ts'

/** What the feed of a case says of a milestone, with the day on which it happened and who says so. */
export function caseEntry(view: View, { ledger }: ShownCase, news: MilestoneNews): Entry {
  const { key, publishedAt } = ledger.case
  const url = view.publicUrl + view.link(casePath(key))
  // What was recorded before readers saw the case is news to them from then on.
  const seenAt = (at: string) => (publishedAt && at < publishedAt ? publishedAt : at)
  const title = titleOf(view, ledger, news)
  const html = renderToString(
    <>
      <Words view={view} news={news} />
      <p>
        <a href={url}>{view.t('feeds.case_read_all')}</a>
      </p>
    </>,
  )
  return {
    id: tagUri(view, dayOf(news.firstAt), news.id),
    url,
    title,
    language: view.lang,
    author: view.organisation,
    publishedAt: seenAt(news.firstAt),
    updatedAt: seenAt(news.changedAt),
    summary: title,
    html,
    topics: [],
  }
}

function titleOf(view: View, ledger: ShownCase['ledger'], news: MilestoneNews): string {
  const { t, lang } = view
  if (news.kind === 'met') {
    const demand = localText(news.demand.demand.texts, lang)?.text ?? ''
    return t('feeds.case_met', { demand })
  }
  return 'event' in news ? eventLine(view, ledger, news.event) : t(`feeds.case_${news.kind}`)
}

function Words({ view, news }: { view: View; news: MilestoneNews }): ComponentChildren {
  const { t, lang } = view
  if (news.kind === 'taken_back') return <p>{t('feeds.case_taken_back_text')}</p>
  if (news.kind === 'closed') {
    return (
      <p>
        {formatDay(lang, dayOf(news.firstAt))}. {t('feeds.case_closed_text')}
      </p>
    )
  }
  const { day, places, texts, sources } =
    news.kind === 'met'
      ? { ...news.change, day: formatDay(lang, news.change.changedOn), places: undefined }
      : { ...news.event, ...news.event.details, day: whenText(lang, t, news.event.when) }
  return (
    <p>
      {day}
      {places && ', '}
      {places && <Local view={view} texts={places} />}
      {'. '}
      {texts && <Local view={view} texts={texts} />}
      <Sources view={view} sources={sources} />
    </p>
  )
}
