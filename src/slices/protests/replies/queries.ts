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

/** Answers to one letter, the first one first. */
export async function listRepliesTo(db: Db, letterId: string): Promise<Reply[]> {
  const rows = await db
    .selectFrom('letter_replies')
    .selectAll()
    .where('letter_id', '=', letterId)
    .orderBy('received_at')
    .orderBy('id')
    .execute()
  return rows.map(toReply)
}

/** Does nothing when it was shared before, or erased. */
export async function markShared(
  tx: Db,
  id: string,
  { at, sealedDraft }: { at: Instant; sealedDraft: string },
): Promise<void> {
  await tx
    .updateTable('letter_replies')
    .set({ shared_at: at, sealed_draft: sealedDraft })
    .where('id', '=', id)
    .where('shared_at', 'is', null)
    .where('sealed', 'is not', null)
    .execute()
}

/** Returns false when it does not wait for a decision any more. */
export async function markDrafted(tx: Db, id: string, sealedDraft: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('letter_replies')
    .set({ sealed_draft: sealedDraft })
    .where('id', '=', id)
    .where('sealed_draft', 'is not', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Returns false when it was decided on before, or erased. What was to be public is kept here no longer. */
export async function markDecided(
  tx: Db,
  id: string,
  as: 'published_at' | 'refused_at',
  at: Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('letter_replies')
    .set({ [as]: at, sealed_draft: null })
    .where('id', '=', id)
    .where('sealed_draft', 'is not', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** A shared answer that waits for the desk. */
export interface SharedReply extends Reply {
  sharedAt: Instant
  appealId: string
  missionId: string
}

/** Answers that wait for the desk, the first shared first. */
export async function listSharedReplies(db: Db, limit: number): Promise<SharedReply[]> {
  const rows = await db
    .selectFrom('letter_replies')
    .innerJoin('letters', 'letters.id', 'letter_replies.letter_id')
    .selectAll('letter_replies')
    .select(['letters.appeal_id', 'letters.mission_id'])
    .where('letter_replies.sealed_draft', 'is not', null)
    .orderBy('letter_replies.shared_at')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    ...toReply(row),
    sharedAt: row.shared_at ?? row.received_at,
    appealId: row.appeal_id,
    missionId: row.mission_id,
  }))
}

export async function countSharedReplies(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('letter_replies')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('sealed_draft', 'is not', null)
    .executeTakeFirstOrThrow()
  return Number(count)
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
