import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import { addMs, DAY_MS, type Instant } from '../../platform/time.ts'
import {
  addToCount,
  findComment,
  lockHeld,
  markAnnounced,
  markApproved,
  markRefused,
} from './queries.ts'
import { RENDERER_VERSION, renderComment } from './render-comment.ts'
import { findSubscriber } from './subscribers/queries.ts'
import { commentsChanged, replyPublished, subscriptionAsked } from './topics.ts'

/** What else is done in the transaction of a decision, when it changed something. */
export type Also = (tx: Db) => Promise<void>

const nothing: Also = async () => {}

type DecideDeps = Pick<Deps, 'config' | 'db' | 'clock' | 'outbox'>

/**
 * Lets readers see a comment, also one that was refused before. Doing it again changes nothing.
 *
 * Those who wait for replies in its thread are told from the outbox; its author is asked to
 * confirm that they want to hear about replies, if they ticked that.
 *
 * @returns false when it was approved already
 * @throws AppError `not_found` no such comment
 */
export async function approveComment(
  deps: DecideDeps,
  commentId: string,
  also: Also = nothing,
): Promise<boolean> {
  return deps.db.transaction().execute(async (tx) => {
    const isNew = await publish({ ...deps, db: tx }, commentId)
    if (isNew) await also(tx)
    return isNew
  })
}

/**
 * Keeps a comment from readers, also one that they have seen. Doing it again changes nothing. It is
 * deleted some weeks later; until then the decision can be changed.
 *
 * @returns false when it was refused already
 * @throws AppError `not_found` no such comment
 */
export async function refuseComment(
  deps: DecideDeps,
  commentId: string,
  also: Also = nothing,
): Promise<boolean> {
  return deps.db.transaction().execute(async (tx) => {
    const isNew = await refuse({ ...deps, db: tx }, commentId)
    if (isNew) await also(tx)
    return isNew
  })
}

/**
 * Decides on a comment only as long as it waits: a decision that takes effect later must not undo
 * what somebody else has decided by then.
 *
 * @throws AppError `not_found` no such comment
 * @throws AppError `conflict`  it was approved or refused in the meantime
 */
export async function decideHeldComment(
  deps: DecideDeps,
  commentId: string,
  verdict: 'approved' | 'refused',
): Promise<void> {
  await deps.db.transaction().execute(async (tx) => {
    await requireComment(tx, commentId)
    if (!(await lockHeld(tx, commentId))) {
      throw new AppError('conflict', 'comments.decided_already')
    }
    await (verdict === 'approved' ? publish : refuse)({ ...deps, db: tx }, commentId)
  })
}

/** The work of `approveComment`, inside a transaction. */
export async function publish(
  { config, db: tx, clock, outbox }: DecideDeps,
  commentId: string,
): Promise<boolean> {
  const comment = await requireComment(tx, commentId)
  const at = clock.now()
  const html = renderComment(comment.text)
  const changes = { at, html, version: RENDERER_VERSION, eraseAt: eraseAfter(config, at) }
  if (!(await markApproved(tx, commentId, changes))) return false

  const { subject } = comment.place
  await addToCount(tx, subject, 1)
  await outbox.publish(tx, commentsChanged, { subject })
  if (await markAnnounced(tx, commentId, at)) {
    const isReply = comment.threadId !== commentId
    if (isReply) await outbox.publish(tx, replyPublished, { replyId: commentId })
    const author = await findSubscriber(tx, commentId)
    if (author?.wantsReplies) await outbox.publish(tx, subscriptionAsked, { commentId })
  }
  return true
}

/** The work of `refuseComment`, inside a transaction. */
async function refuse(
  { config, db: tx, clock, outbox }: DecideDeps,
  commentId: string,
): Promise<boolean> {
  const comment = await requireComment(tx, commentId)
  const at = clock.now()
  const previous = await markRefused(tx, commentId, { at, eraseAt: eraseAfter(config, at) })
  if (previous === 'approved') {
    const { subject } = comment.place
    await addToCount(tx, subject, -1)
    await outbox.publish(tx, commentsChanged, { subject })
  }
  return previous !== undefined
}

async function requireComment(tx: Db, commentId: string) {
  const comment = await findComment(tx, commentId)
  if (!comment) throw new AppError('not_found', 'comments.comment_unknown')
  return comment
}

function eraseAfter({ commentEmailDays }: DecideDeps['config'], at: Instant): Instant {
  return addMs(at, commentEmailDays * DAY_MS)
}
