import { sql } from 'kysely'
import type { Db } from '../../../platform/db/database.ts'
import type { Instant } from '../../../platform/time.ts'

/**
 * Counts an attempt before it is judged, so that many at once are counted too.
 *
 * @returns how many failed in a row with this one; undefined while the key is blocked
 */
export async function countAttempt(
  tx: Db,
  keyHash: string,
  { now, forgottenBefore }: { now: Instant; forgottenBefore: Instant },
): Promise<number | undefined> {
  const row = await tx
    .insertInto('sign_in_attempts')
    .values({ key_hash: keyHash, failures: 1, last_at: now, blocked_until: now })
    .onConflict((conflict) =>
      conflict
        .column('key_hash')
        .doUpdateSet({
          failures: sql<number>`case when sign_in_attempts.last_at < ${forgottenBefore}
            then 1 else sign_in_attempts.failures + 1 end`,
          last_at: now,
        })
        .where('sign_in_attempts.blocked_until', '<=', now),
    )
    .returning('failures')
    .executeTakeFirst()
  return row && Number(row.failures)
}

export async function blockAttempts(tx: Db, keyHash: string, until: Instant): Promise<void> {
  await tx
    .updateTable('sign_in_attempts')
    .set({ blocked_until: until })
    .where('key_hash', '=', keyHash)
    .execute()
}

export async function findBlock(db: Db, keyHash: string): Promise<Instant | undefined> {
  const row = await db
    .selectFrom('sign_in_attempts')
    .select('blocked_until')
    .where('key_hash', '=', keyHash)
    .executeTakeFirst()
  return row?.blocked_until
}

export async function forgetAttempts(db: Db, keyHashes: readonly string[]): Promise<void> {
  await db.deleteFrom('sign_in_attempts').where('key_hash', 'in', keyHashes).execute()
}

export async function deleteOldAttempts(db: Db, before: Instant): Promise<void> {
  await db.deleteFrom('sign_in_attempts').where('last_at', '<', before).execute()
}

export async function insertReset(
  db: Db,
  reset: { id: string; memberId: string; at: Instant; expiresAt: Instant },
): Promise<void> {
  await db
    .insertInto('password_resets')
    .values({
      id: reset.id,
      member_id: reset.memberId,
      created_at: reset.at,
      expires_at: reset.expiresAt,
      used_at: null,
    })
    .execute()
}

export async function countResets(db: Db, memberId: string, since: Instant): Promise<number> {
  const { count } = await db
    .selectFrom('password_resets')
    .select((select) => select.fn.countAll().as('count'))
    .where('member_id', '=', memberId)
    .where('created_at', '>', since)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Whose password may be set anew; undefined when the link was used or is too old. */
export async function findOpenReset(
  db: Db,
  id: string,
  now: Instant,
): Promise<{ memberId: string } | undefined> {
  const row = await db
    .selectFrom('password_resets')
    .select('member_id')
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row && { memberId: row.member_id }
}

/** Returns false when it was used in the meantime. */
export async function markResetUsed(db: Db, id: string, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('password_resets')
    .set({ used_at: at })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** A new password ends all other links to set one. */
export async function closeResets(db: Db, memberId: string, at: Instant): Promise<void> {
  await db
    .updateTable('password_resets')
    .set({ used_at: at })
    .where('member_id', '=', memberId)
    .where('used_at', 'is', null)
    .execute()
}

export async function deleteOldResets(db: Db, before: Instant): Promise<void> {
  await db.deleteFrom('password_resets').where('expires_at', '<', before).execute()
}
