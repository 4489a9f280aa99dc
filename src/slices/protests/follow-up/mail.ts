import { HOUR_MS } from '../../../platform/time.ts'
import { findAppealById } from '../../appeals/index.ts'
import type { Milestone } from '../../cases/index.ts'
import { sendNotice } from '../../mail/index.ts'
import { siteLink } from '../confirmation/links.ts'
import { countLetters } from '../count-queries.ts'
import type { ProtestsDeps } from '../types.ts'
import {
  deleteFollower,
  type Follower,
  findFollower,
  isFollowUpSent,
  markFollowUpSent,
} from './queries.ts'
import { followUpDue } from './topics.ts'

/** So long it takes until our own settings are looked at again. */
const HELD_PAUSE_MS = HOUR_MS
const PURPOSE = 'follow-up'

/** Whoever follows behind a link in such a mail. */
export function readFollowToken(
  secrets: ProtestsDeps['secrets'],
  token: string,
): string | undefined {
  return secrets.readToken(PURPOSE, token)
}

/**
 * Tells one follower of one milestone, in their language. Whoever has ended it in the meantime is
 * told nothing; a mailbox that is gone is forgotten.
 *
 * @throws Error when the mail server put it off, so that the job is tried again
 */
export async function mailFollower(
  deps: ProtestsDeps,
  due: { id: string; followerId: string; milestone: Milestone },
): Promise<void> {
  const { db, clock } = deps
  const follower = await findFollower(db, due.followerId)
  const message = follower && (await compose(deps, follower, due.milestone))
  if (!follower || !message || (await isFollowUpSent(db, due.id))) return
  const to = deps.secrets.open(follower.sealedEmail, follower.id)
  const outcome = await sendNotice(
    deps,
    { ...message, id: due.id, to },
    { topic: followUpDue, payload: due, pauseMs: HELD_PAUSE_MS },
  )
  if (outcome === 'accepted') await markFollowUpSent(db, due.id, clock.now())
  if (outcome === 'refused') {
    await db.transaction().execute((tx) => deleteFollower(tx, follower))
  }
}

async function compose(
  deps: ProtestsDeps,
  { id, appealId, language }: Follower,
  milestone: Milestone,
) {
  const { catalogues, reader, config, secrets } = deps
  const appeal = await findAppealById(reader, appealId, language)
  if (!appeal || appeal.withdrawnAt) return undefined
  const t = catalogues.translator(language)
  const { confirmed, countries } = await countLetters(reader, appealId)
  const unsubscribeUrl = siteLink(deps, language, `/follow-ups/${secrets.token(PURPOSE, id)}`)
  const text = [
    t(`protests.mail_follow_${milestone}`, { appeal: appeal.title }),
    t('protests.mail_follow_part', { letters: confirmed, countries: countries.length }),
    `${t('protests.mail_follow_more')}\n\n${siteLink(deps, language, appeal.path)}`,
    `${t('protests.mail_follow_end')}\n\n${unsubscribeUrl}`,
    config.organisation,
  ].join('\n\n')
  return { subject: t(`protests.mail_follow_${milestone}_subject`), text, unsubscribeUrl }
}
