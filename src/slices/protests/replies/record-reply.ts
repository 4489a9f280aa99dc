import type { Db } from '../../../platform/db/database.ts'
import { newId } from '../../../platform/ids.ts'
import { addMs, DAY_MS } from '../../../platform/time.ts'
import { openAnswer } from '../../mail/index.ts'
import { findLetter, listHistory } from '../queries.ts'
import { replyReceived } from '../topics.ts'
import type { Letter, ProtestsDeps } from '../types.ts'
import { countRepliesSince, insertReply } from './queries.ts'

/** Answers to one letter that are passed on within a day; more are a loop, or worse. */
const MAX_REPLIES_PER_DAY = 5

/**
 * Keeps a mission's answer, sealed, for the writer of the letter, and puts it on its way to them. The same
 * message counts once. When the writer's address has been erased, or too many came within a day,
 * nothing of the words is kept: only that there was an answer.
 *
 * @throws Error while the letter is still in the hands of a worker, so that the job is tried again
 */
export async function recordReply(
  { db, clock, outbox, log, secrets }: ProtestsDeps,
  answered: { letterId: string; receiptId: string; sealed: string },
): Promise<void> {
  const { letterId, receiptId } = answered
  const content = JSON.stringify(openAnswer(secrets, answered))
  const at = clock.now()
  await db.transaction().execute(async (tx) => {
    const letter = await findLetter(tx, letterId)
    if (!letter) return
    if (letter.state === 'sending') throw new Error('the letter is still being handed over')
    const since = addMs(at, -DAY_MS)
    const isFlood = (await countRepliesSince(tx, letterId, since)) >= MAX_REPLIES_PER_DAY
    const isReachable = letter.sealed !== undefined && letter.display !== 'organisation'
    const id = newId()
    const sealed = isReachable && !isFlood ? secrets.seal(content, id) : null
    const days = await daysSinceAccepted(tx, letter, at)
    const row = { id, receipt_id: receiptId, letter_id: letterId, received_at: at, days, sealed }
    if (!(await insertReply(tx, row))) return
    if (sealed !== null) await outbox.publish(tx, replyReceived, { replyId: id })
    else log.info({ isFlood }, 'an answer could not be passed on; it was counted and not kept')
  })
}

async function daysSinceAccepted(tx: Db, letter: Letter, at: string): Promise<number | null> {
  const history = await listHistory(tx, letter.id)
  const accepted = history.find(({ event }) => event === 'accepted')
  if (!accepted) return null
  return Math.max(0, Math.floor((Date.parse(at) - Date.parse(accepted.at)) / DAY_MS))
}
