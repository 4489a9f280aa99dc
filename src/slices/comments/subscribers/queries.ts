import type { Db } from '../../../platform/db/database.ts'
import type { Instant } from '../../../platform/time.ts'

/** A comment whose author hears, or wants to hear, about replies. */
export interface Subscriber {
  commentId: string
  threadId: string
  personHash: string
  language: string
  /** Encrypted with the comment's id as context; missing once erased. */
  sealedEmail?: string
  isApproved: boolean
  wantsReplies: boolean
  isSubscribed: boolean
}

export async function findSubscriber(db: Db, commentId: string): Promise<Subscriber | undefined> {
  const row = await db
    .selectFrom('comments')
    .select(columns)
    .where('id', '=', commentId)
    .executeTakeFirst()
  return row && toSubscriber(row)
}

/** One comment for each person who hears about replies in a thread, except one person. */
export async function listSubscribers(
  db: Db,
  threadId: string,
  { except, limit }: { except: string; limit: number },
): Promise<Subscriber[]> {
  const rows = await db
    .selectFrom('comments')
    .select(columns)
    .where('thread_id', '=', threadId)
    .where('subscribed_at', 'is not', null)
    .where('person_hash', '!=', except)
    .orderBy('id')
    .limit(limit)
    .execute()
  const byPerson = new Map(rows.map((row) => [row.person_hash, toSubscriber(row)]))
  return [...byPerson.values()]
}

/** Returns false when it was confirmed already, or the address has been erased. */
export async function markSubscribed(db: Db, commentId: string, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('comments')
    .set({ subscribed_at: at, erase_at: null })
    .where('id', '=', commentId)
    .where('email', 'is not', null)
    .where('approved_at', 'is not', null)
    .where('wants_replies_at', 'is not', null)
    .where('subscribed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Ends what a person hears about a thread, and lets the address be erased at once. */
export async function markUnsubscribed(
  db: Db,
  { threadId, personHash }: Pick<Subscriber, 'threadId' | 'personHash'>,
  at: Instant,
): Promise<void> {
  await db
    .updateTable('comments')
    .set({ subscribed_at: null, wants_replies_at: null, erase_at: at })
    .where('thread_id', '=', threadId)
    .where('person_hash', '=', personHash)
    .where('approved_at', 'is not', null)
    .execute()
}

const columns = [
  'id',
  'thread_id',
  'person_hash',
  'language',
  'email',
  'approved_at',
  'wants_replies_at',
  'subscribed_at',
] as const

interface SubscriberRow {
  id: string
  thread_id: string
  person_hash: string
  language: string
  email: string | null
  approved_at: Instant | null
  wants_replies_at: Instant | null
  subscribed_at: Instant | null
}

function toSubscriber(row: SubscriberRow): Subscriber {
  return {
    commentId: row.id,
    threadId: row.thread_id,
    personHash: row.person_hash,
    language: row.language,
    sealedEmail: row.email ?? undefined,
    isApproved: row.approved_at !== null,
    wantsReplies: row.wants_replies_at !== null,
    isSubscribed: row.subscribed_at !== null,
  }
}
