import type { Deps } from '../../platform/deps.ts'
import type { View } from '../../platform/html/view.ts'
import { type AppealKey, findAppeal, listAppealNews, listAppealsById } from '../appeals/index.ts'
import { casePath, caseTitle, milestonesOf, type ShownCase } from '../cases/index.ts'
import { listRecentComments, type RecentComment } from '../comments/index.ts'
import { appealEntries } from './appeal-entries.tsx'
import { caseEntry } from './case-entry.tsx'
import { cleanText } from './clean-text.ts'
import { commentEntry } from './comment-entry.ts'
import { type Entry, type Feed, type FeedFormat, MAX_ENTRIES } from './types.ts'

type FeedDeps = Pick<Deps, 'reader' | 'clock'>

/** What a feed is called and where it stands. */
interface Head {
  title: string
  description: string
  /** Path of the page that the feed belongs to, without language. */
  page: string
  /** Path that `feed/` is put behind, when it is not that of the page. */
  base?: string
}

/** News of the whole site, of a country or of a topic. Undefined where there never were any. */
export async function loadNewsFeed(
  deps: FeedDeps,
  view: View,
  { country, topic, ...head }: Head & { country?: string; topic?: string },
): Promise<Feed | undefined> {
  const options = { lang: view.lang, limit: MAX_ENTRIES, country, topic }
  const news = await listAppealNews(deps.reader, options)
  if (news.length === 0 && topic !== undefined) return undefined
  const entries = news.flatMap((appeal) => appealEntries(view, appeal)).slice(0, MAX_ENTRIES)
  return composeFeed(deps, view, head, entries)
}

/** The newest comments of the site; none under what was withdrawn. */
export async function loadCommentsFeed(deps: FeedDeps, view: View): Promise<Feed> {
  const comments = await listRecentComments(deps.reader, { limit: MAX_ENTRIES })
  const ids = new Set(comments.map(({ place }) => place.subject.id))
  const teasers = await listAppealsById(deps.reader, [...ids], view.lang)
  const titles = new Map(teasers.map(({ id, title }) => [id, title]))
  const title = view.t('feeds.comments_title', { site: view.siteName })
  const head = { title, description: title, page: '/', base: '/comments/' }
  return composeFeed(deps, view, head, commentEntries(view, comments, titles))
}

/** The newest comments under one appeal, with the appeal's id. Undefined where there is none. */
export async function loadCommentsOf(
  deps: FeedDeps,
  view: View,
  key: AppealKey,
): Promise<{ feed: Feed; appealId: string } | undefined> {
  const appeal = await findAppeal(deps.reader, key, view.lang)
  if (!appeal) return undefined
  const subject = { kind: 'appeal', id: appeal.id }
  const comments = await listRecentComments(deps.reader, { subject, limit: MAX_ENTRIES })
  const title = view.t('feeds.comments_of', { title: appeal.title })
  const head = { title, description: title, page: appeal.path }
  const entries = commentEntries(view, comments, new Map([[appeal.id, appeal.title]]))
  return { feed: composeFeed(deps, view, head, entries), appealId: appeal.id }
}

/** Milestones of a public case, for those who follow it without giving an address. */
export function composeCaseFeed(deps: FeedDeps, view: View, shown: ShownCase): Feed {
  const { ledger, state } = shown
  const title = view.t('feeds.case_title', { title: caseTitle(view, shown) })
  const head = {
    title,
    description: view.t('feeds.case_description'),
    page: casePath(ledger.case.key),
  }
  const news = milestonesOf(ledger, state.demands).slice(0, MAX_ENTRIES)
  const entries = news.map((each) => caseEntry(view, shown, each))
  return composeFeed(deps, view, head, entries)
}

function commentEntries(
  view: View,
  comments: RecentComment[],
  titles: ReadonlyMap<string, string>,
): Entry[] {
  return comments.flatMap((comment) => {
    const title = titles.get(comment.place.subject.id)
    return title === undefined ? [] : commentEntry(view, comment, title)
  })
}

function composeFeed({ clock }: FeedDeps, view: View, head: Head, entries: Entry[]): Feed {
  const { title, description, page, base = page } = head
  const absolute = (path: string) => view.publicUrl + view.link(path)
  const urls: Record<FeedFormat, string> = {
    rss: absolute(`${base}feed/`),
    atom: absolute(`${base}feed/atom/`),
    json: absolute(`${base}feed.json`),
  }
  const feed: Feed = {
    title,
    description,
    language: view.lang,
    pageUrl: absolute(page),
    urls,
    updatedAt:
      entries
        .map(({ updatedAt }) => updatedAt)
        .sort()
        .at(-1) ?? clock.now(),
    author: view.organisation,
    siteUrl: absolute('/'),
    entries,
  }
  return cleanText(withoutBlanks(feed))
}

/** Every entry needs a title and an author, which may consist of what no feed can hold. */
function withoutBlanks(feed: Feed): Feed {
  const orElse = (text: string, other: string) => (cleanText(text).trim() ? text : other)
  const entries = feed.entries.map((entry) => ({
    ...entry,
    title: orElse(entry.title, entry.url),
    author: orElse(entry.author, feed.title),
  }))
  return { ...feed, entries }
}
