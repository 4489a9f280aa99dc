import type { Deps } from '../../platform/deps.ts'
import type { FieldErrors } from '../../platform/http/fields.ts'
import { makeStamp } from './rules/form-stamp.ts'
import { findShownComment, findSubjectState, listShownComments } from './shown-queries.ts'
import { COMMENTS_PER_PAGE, type CommentInput, type ShownComment, type Subject } from './types.ts'

/** What the address of the page asks for, or what came back from its form. */
export interface CommentsRequest {
  /** Id of the comment that is replied to. */
  reply?: string
  /** Id of the last comment of the page before. */
  after?: string
  /** What was typed, when the form is shown again. */
  values?: Partial<CommentInput>
  errors?: FieldErrors
}

/** Everything that `<Comments>` shows. */
export interface CommentsPart {
  /** All that stand under the subject, also those on other pages. */
  count: number
  threads: Thread[]
  /** Id to ask the next page with, when there is one. */
  next?: string
  isClosed: boolean
  form: {
    stamp: string
    replyTo?: Pick<ShownComment, 'id' | 'name'>
    values: Partial<CommentInput>
    errors: FieldErrors
  }
}

export interface Thread {
  id: string
  /** Missing when it was taken down, or stands on the page before. */
  opening?: ShownComment
  replies: ShownComment[]
}

/** Reads what `<Comments>` needs, with one query for the comments and one for their number. */
export async function loadComments(
  deps: Pick<Deps, 'config' | 'reader' | 'clock' | 'secrets'>,
  subject: Subject,
  { reply, after, values = {}, errors = {} }: CommentsRequest = {},
): Promise<CommentsPart> {
  const { config, reader } = deps
  const [state, comments] = await Promise.all([
    findSubjectState(reader, subject),
    listShownComments(reader, subject, { afterId: after, limit: COMMENTS_PER_PAGE + 1 }),
  ])
  const shown = comments.slice(0, COMMENTS_PER_PAGE)
  const target = reply
    ? (shown.find(({ id }) => id === reply) ?? (await findShownComment(reader, subject, reply)))
    : undefined
  return {
    count: state.approved,
    threads: toThreads(shown),
    next: comments.length > shown.length ? shown.at(-1)?.id : undefined,
    isClosed: state.closedAt !== undefined || config.comments === 'off',
    form: { stamp: makeStamp(deps, subject), replyTo: target, values, errors },
  }
}

function toThreads(comments: readonly ShownComment[]): Thread[] {
  const threads = new Map<string, Thread>()
  for (const comment of comments) {
    const thread = threads.get(comment.threadId) ?? { id: comment.threadId, replies: [] }
    threads.set(comment.threadId, thread)
    if (comment.id === comment.threadId) thread.opening = comment
    else thread.replies.push(comment)
  }
  return [...threads.values()]
}
