import type { View } from '../../platform/html/view.ts'
import { dayOf } from '../../platform/time.ts'
import type { RecentComment } from '../comments/index.ts'
import { absoluteLinks } from './absolute-links.ts'
import { tagUri } from './tag-uri.ts'
import type { Entry } from './types.ts'

/** A published comment under a text that has this title. */
export function commentEntry(view: View, comment: RecentComment, title: string): Entry {
  const { id, place, name, text, html, createdAt, approvedAt } = comment
  const url = `${view.publicUrl}${view.link(place.path)}#comment-${id}`
  return {
    id: tagUri(view, dayOf(createdAt), `comment/${id}`),
    url,
    title: view.t('feeds.comment_title', { name, title }),
    language: view.lang,
    author: name,
    publishedAt: createdAt,
    updatedAt: approvedAt,
    summary: text,
    html: absoluteLinks(html, url),
    topics: [],
  }
}
