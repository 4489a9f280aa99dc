import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import { sendNotice } from '../../mail/index.ts'
import { commentPath, siteLink, tokenLink } from '../links.ts'
import { findComment } from '../queries.ts'
import { openAddress } from '../sealed-address.ts'
import { replyArrived, subscriptionAsked } from '../topics.ts'
import type { CommentsDeps } from '../types.ts'
import {
  findSubscriber,
  listSubscribers,
  markSubscribed,
  markUnsubscribed,
  type Subscriber,
} from './queries.ts'

/** People told of one reply, at most. */
const MAX_SUBSCRIBERS = 200

/**
 * Asks the author of a published comment to confirm that they want to hear about replies.
 *
 * It is asked after the approval, not before: otherwise anybody could make this site write to
 * anybody's address.
 */
export async function askSubscriber(
  deps: CommentsDeps,
  request: { commentId: string },
  jobId: string,
): Promise<void> {
  const subscriber = await findSubscriber(deps.reader, request.commentId)
  const isOpen = subscriber?.isApproved && subscriber.wantsReplies && !subscriber.isSubscribed
  const to = subscriber && addressOf(deps, subscriber)
  const comment = await findComment(deps.reader, request.commentId)
  if (!isOpen || !to || !comment) return

  const t = deps.catalogues.translator(subscriber.language)
  const link = tokenLink(deps, subscriptionPage(subscriber, 'subscription'))
  const text = [
    t('comments.mail_subscribe', { site: deps.config.siteName }),
    siteLink(deps, subscriber.language, commentPath(comment)),
    `${t('comments.mail_subscribe_how')}\n\n${link}`,
    t('comments.mail_subscribe_not_you'),
    deps.config.organisation,
  ].join('\n\n')
  const subject = t('comments.mail_subscribe_subject', { site: deps.config.siteName })
  await sendNotice(
    deps,
    { id: jobId, to, subject, text },
    { topic: subscriptionAsked, payload: request },
  )
}

/**
 * Begins to tell the author of a comment about replies. Doing it again changes nothing. Their
 * address is kept until they end it.
 *
 * @throws AppError `conflict` the comment is not public any more, or its address has been erased
 */
export async function confirmSubscription(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  commentId: string,
): Promise<void> {
  if (await markSubscribed(db, commentId, clock.now())) return
  const subscriber = await findSubscriber(db, commentId)
  if (!subscriber?.isSubscribed) throw new AppError('conflict', 'comments.subscription_over')
}

/**
 * Ends what the author of a comment hears about its thread, and erases their address with the next
 * round. Doing it again changes nothing; neither does it for a comment that is gone.
 */
export async function endSubscription(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  commentId: string,
): Promise<void> {
  const subscriber = await findSubscriber(db, commentId)
  if (subscriber) await markUnsubscribed(db, subscriber, clock.now())
}

/** Puts one mail for each person who hears about replies in the thread into the outbox. */
export async function tellSubscribers(
  { db, outbox }: Pick<Deps, 'db' | 'outbox'>,
  { replyId }: { replyId: string },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const reply = await findSubscriber(tx, replyId)
    if (!reply) return
    const { threadId, personHash } = reply
    const limit = MAX_SUBSCRIBERS
    for (const { commentId } of await listSubscribers(tx, threadId, {
      except: personHash,
      limit,
    })) {
      await outbox.publish(tx, replyArrived, { replyId, commentId })
    }
  })
}

/** Sends the mail about one reply to one person, with the way to end such mails. */
export async function tellSubscriber(
  deps: CommentsDeps,
  request: { replyId: string; commentId: string },
  jobId: string,
): Promise<void> {
  const subscriber = await findSubscriber(deps.reader, request.commentId)
  const reply = await findComment(deps.reader, request.replyId)
  const to = subscriber?.isSubscribed && addressOf(deps, subscriber)
  if (!to || reply?.state !== 'approved') return

  const t = deps.catalogues.translator(subscriber.language)
  const unsubscribeUrl = tokenLink(deps, subscriptionPage(subscriber, 'unsubscription'))
  const text = [
    t('comments.mail_reply', { name: reply.name }),
    siteLink(deps, subscriber.language, commentPath(reply)),
    `${t('comments.mail_reply_end')}\n\n${unsubscribeUrl}`,
    deps.config.organisation,
  ].join('\n\n')
  const subject = t('comments.mail_reply_subject', { site: deps.config.siteName })
  await sendNotice(
    deps,
    { id: jobId, to, subject, text, unsubscribeUrl },
    { topic: replyArrived, payload: request },
  )
}

function subscriptionPage({ commentId, language }: Subscriber, page: string) {
  return { purpose: 'subscription' as const, commentId, language, page }
}

function addressOf(
  { secrets }: Pick<Deps, 'secrets'>,
  { commentId, sealedEmail }: Subscriber,
): string | undefined {
  return sealedEmail && openAddress(secrets, commentId, sealedEmail)
}
