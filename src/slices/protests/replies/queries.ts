import type { Selectable } from 'kysely'
import type { Db } from '../../../platform/db/database.ts'
import type { Instant } from '../../../platform/time.ts'
import type { LetterRepliesTable } from './tables.ts'

export interface Reply {
  id: string
  letterId: string
  receivedAt: Instant
  /** Undefined once erased. */
  sealed?: string
  sharedAt?: Instant
  sealedDraft?: string
  publishedAt?: Instant
  refusedAt?: Instant
}

/** Returns false when the same message was written down before. */
export async function insertReply(
  tx: Db,
  row: Pick<
    LetterRepliesTable,
    'id' | 'receipt_id' | 'letter_id' | 'received_at' | 'days' | 'sealed'
  >,
): Promise<boolean> {
  const undecided = { shared_at: null, sealed_draft: null, published_at: null, refused_at: null }
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('letter_replies')
    .values({ ...row, ...undecided })
    .onConflict((conflict) => conflict.column('receipt_id').doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

export async function countRepliesSince(db: Db, letterId: string, since: Instant): Promise<number> {
  const { count } = await db
    .selectFrom('letter_replies')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('letter_id', '=', letterId)
    .where('received_at', '>', since)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function findReply(db: Db, id: string): Promise<Reply | undefined> {
  const row = await db
    .selectFrom('letter_replies')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toReply(row)
}

/** Forgets what was answered to a letter; what has been published stays where it is. */
export async function eraseReplies(db: Db, letterId: string): Promise<void> {
  await db
    .updateTable('letter_replies')
    .set({ sealed: null, sealed_draft: null })
    .where('letter_id', '=', letterId)
    .execute()
}

function toReply(row: Selectable<LetterRepliesTable>): Reply {
  return {
    id: row.id,
    letterId: row.letter_id,
    receivedAt: row.received_at,
    sealed: row.sealed ?? undefined,
    sharedAt: row.shared_at ?? undefined,
    sealedDraft: row.sealed_draft ?? undefined,
    publishedAt: row.published_at ?? undefined,
    refusedAt: row.refused_at ?? undefined,
  }
}
