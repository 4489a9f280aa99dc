import type { Selectable } from 'kysely'
import type { Db } from '../../../platform/db/database.ts'
import type { Instant } from '../../../platform/time.ts'
import type { FollowersTable, FollowUpsTable } from './tables.ts'

export interface Follower {
  id: string
  appealId: string
  language: string
  personHash: string
  sealedEmail: string
  /** When they asked to hear how it goes on. */
  createdAt: Instant
}

/** Does nothing for somebody who follows the appeal already. */
export async function insertFollower(tx: Db, row: FollowersTable): Promise<void> {
  await tx
    .insertInto('followers')
    .values(row)
    .onConflict((conflict) => conflict.columns(['appeal_id', 'person_hash']).doNothing())
    .execute()
}

export async function findFollower(db: Db, id: string): Promise<Follower | undefined> {
  const row = await db.selectFrom('followers').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toFollower(row)
}

/** Followers of an appeal in the order of their ids. */
export async function listFollowers(
  db: Db,
  appealId: string,
  { afterId = '', limit }: { afterId?: string; limit: number },
): Promise<Follower[]> {
  const rows = await db
    .selectFrom('followers')
    .selectAll()
    .where('appeal_id', '=', appealId)
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(toFollower)
}

/** With what they were told of this appeal. */
export async function deleteFollower(
  tx: Db,
  { id, appealId, personHash }: Pick<Follower, 'id' | 'appealId' | 'personHash'>,
): Promise<void> {
  await tx.deleteFrom('followers').where('id', '=', id).execute()
  await tx
    .deleteFrom('follow_ups')
    .where('appeal_id', '=', appealId)
    .where('person_hash', '=', personHash)
    .execute()
}

/** Everything one person follows, and what they were told. */
export async function deleteFollowersOfPerson(tx: Db, personHash: string): Promise<void> {
  await tx.deleteFrom('followers').where('person_hash', '=', personHash).execute()
  await tx.deleteFrom('follow_ups').where('person_hash', '=', personHash).execute()
}

export async function markToForget(
  db: Db,
  appealIds: string[],
  forgetAt: Instant | null,
): Promise<void> {
  await db
    .updateTable('followers')
    .set({ forget_at: forgetAt })
    .where('appeal_id', 'in', appealIds)
    .execute()
}

/** Forgets followers whose time has come, and what they were told. */
export async function deleteForgotten(db: Db, now: Instant): Promise<void> {
  const over = await db
    .selectFrom('followers')
    .select('appeal_id')
    .distinct()
    .where('forget_at', '<=', now)
    .execute()
  const ids = over.map((row) => row.appeal_id)
  if (ids.length === 0) return
  await db.deleteFrom('follow_ups').where('appeal_id', 'in', ids).execute()
  await db.deleteFrom('followers').where('forget_at', '<=', now).execute()
}

/** Returns false when the person is told of this already. */
export async function insertFollowUp(tx: Db, row: FollowUpsTable): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('follow_ups')
    .values(row)
    .onConflict((conflict) => conflict.columns(['cause_id', 'person_hash']).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export async function isFollowUpSent(db: Db, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('follow_ups')
    .select('sent_at')
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined || row.sent_at !== null
}

export async function markFollowUpSent(db: Db, id: string, at: Instant): Promise<void> {
  await db.updateTable('follow_ups').set({ sent_at: at }).where('id', '=', id).execute()
}

function toFollower(row: Selectable<FollowersTable>): Follower {
  return {
    id: row.id,
    appealId: row.appeal_id,
    language: row.language,
    personHash: row.person_hash,
    sealedEmail: row.sealed_email,
    createdAt: row.created_at,
  }
}
