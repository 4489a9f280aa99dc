import { renderToString } from 'preact-render-to-string'
import type { View } from '../../platform/html/view.ts'
import { directionOf, formatDay } from '../../platform/i18n/format.ts'
import { dayOf } from '../../platform/time.ts'
import {
  type Appeal,
  CaseState,
  Demands,
  datedAt,
  Issues,
  PartnerQuotation,
  Story,
  topicName,
} from '../appeals/index.ts'
import { absoluteLinks } from './absolute-links.ts'
import { tagUri } from './tag-uri.ts'
import type { Entry } from './types.ts'

/**
 * What a feed says of an appeal: the appeal itself; that it was corrected, as news of its own;
 * or nothing but that it was withdrawn, in place of what was said before.
 */
export function appealEntries(view: View, appeal: Appeal): Entry[] {
  if (appeal.withdrawnAt) return [withdrawnEntry(view, appeal, appeal.withdrawnAt)]
  const entry = appealEntry(view, appeal)
  return appeal.changedAt > appeal.publishedAt ? [updateEntry(view, appeal, entry), entry] : [entry]
}

function appealEntry(view: View, appeal: Appeal): Entry {
  const { key, publishedAt, changedAt, quotation, path, title, language, call } = appeal
  const dated = datedAt(key.publishedOn, publishedAt)
  return {
    id: tagUri(view, key.publishedOn, `appeal/${key.slug}`),
    url: view.publicUrl + view.link(path),
    title,
    language,
    author: view.organisation,
    publishedAt: dated,
    updatedAt: changedAt > publishedAt ? changedAt : dated,
    summary: call,
    html: renderContent(view, appeal),
    topics: appeal.topics.map((key) => ({ key, name: topicName(view.t, key) })),
    quotation: quotation && { ...quotation, ...quotation.text },
  }
}

/** Readers of feeds pass over what they have read before, so a correction is an entry of its own. */
function updateEntry(view: View, appeal: Appeal, entry: Entry): Entry {
  const { changedAt, key, title, call } = appeal
  const { id: _, quotation: __, ...same } = entry
  const day = dayOf(changedAt)
  const html = renderToString(
    <>
      <p>{view.t('feeds.updated_on', { day: formatDay(view.lang, day) })}</p>
      <p lang={appeal.language} dir={directionOf(appeal.language)}>
        {call}
      </p>
      {appeal.closed && <Outcome appeal={appeal} closed={appeal.closed} />}
      {appeal.figures && <CaseState view={view} figures={appeal.figures} />}
      <p>
        <a href={entry.url}>{view.t('feeds.read_all')}</a>
      </p>
    </>,
  )
  return {
    ...same,
    id: tagUri(view, key.publishedOn, `appeal/${key.slug}/${day}`),
    title: view.t('feeds.updated_title', { title }),
    publishedAt: changedAt,
    updatedAt: changedAt,
    html,
  }
}

/** It has the id of the appeal, so that feed readers put it in place of the appeal's words. */
function withdrawnEntry(view: View, appeal: Appeal, withdrawnAt: string): Entry {
  const { key, publishedAt, path } = appeal
  const url = view.publicUrl + view.link(path)
  const text = view.t('feeds.withdrawn_text', { address: url })
  return {
    id: tagUri(view, key.publishedOn, `appeal/${key.slug}`),
    url,
    title: view.t('feeds.withdrawn_title'),
    language: view.lang,
    author: view.organisation,
    publishedAt: datedAt(key.publishedOn, publishedAt),
    updatedAt: withdrawnAt,
    summary: text,
    html: renderToString(<p>{text}</p>),
    topics: [],
  }
}

function renderContent(view: View, appeal: Appeal): string {
  const url = view.publicUrl + view.link(appeal.path)
  const { changedAt, publishedAt, language, call, figures, quotation, demands } = appeal
  const html = renderToString(
    <>
      {changedAt > publishedAt && (
        <p>{view.t('feeds.updated_on', { day: formatDay(view.lang, dayOf(changedAt)) })}</p>
      )}
      <p lang={language} dir={directionOf(language)}>
        <strong>{call}</strong>
      </p>
      {appeal.closed && <Outcome appeal={appeal} closed={appeal.closed} />}
      <Issues view={view} issues={appeal.issues} />
      {figures && <CaseState view={view} figures={figures} />}
      {quotation && <PartnerQuotation view={view} quotation={quotation} />}
      <Story view={view} appeal={appeal} />
      <Demands view={view} demands={demands} />
      {!appeal.closed && (
        <p>
          <a href={`${url}#act`}>{view.t('feeds.act')}</a>
        </p>
      )}
    </>,
  )
  return absoluteLinks(html, url)
}

/** How it ended. */
function Outcome({ appeal, closed }: { appeal: Appeal; closed: NonNullable<Appeal['closed']> }) {
  const { language, text } = closed.outcome
  const attributes =
    language === appeal.language ? {} : { lang: language, dir: directionOf(language) }
  return (
    <p {...attributes}>
      <strong>{text}</strong>
    </p>
  )
}
