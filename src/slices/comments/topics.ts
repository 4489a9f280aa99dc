import type { Fact } from '../../platform/db/fact-feed.ts'
import { topic } from '../../platform/outbox/outbox.ts'
import type { Subject } from './types.ts'

/** What a page shows that shows the comments of a subject, or how many there are. */
export function commentsFact({ kind, id }: Subject): Fact {
  return `comments:${kind}:${id}`
}

/** What a page or feed shows that shows comments of the whole site. */
export const allCommentsFact: Fact = 'comments'

/** What readers see under a subject has changed: a comment came or went, it was closed or opened. */
export const commentsChanged = topic<{ subject: Subject }>('comments.changed', ({ subject }) => [
  commentsFact(subject),
  allCommentsFact,
])

/** A reply can be seen for the first time. */
export const replyPublished = topic<{ replyId: string }>('comments.replyPublished')

/** Comments wait for a moderator. `more` of them are not in this mail. */
export const decisionAsked = topic<{ to: string; commentIds: string[]; more: number }>(
  'comments.decisionAsked',
)

/** The author of a published comment wants to hear about replies, and has to confirm it. */
export const subscriptionAsked = topic<{ commentId: string }>('comments.subscriptionAsked')

/** A reply is to be told to the author of one comment in its thread. */
export const replyArrived = topic<{ replyId: string; commentId: string }>('comments.replyArrived')
