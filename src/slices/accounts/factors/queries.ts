import type { Db } from '../../../platform/db/database.ts'
import { newId } from '../../../platform/ids.ts'
import type { Instant } from '../../../platform/time.ts'

export interface Authenticator {
  /** Encrypted. */
  secret: string
  lastStep: number
  confirmedAt?: Instant
}

export async function findAuthenticator(
  db: Db,
  memberId: string,
): Promise<Authenticator | undefined> {
  const row = await db
    .selectFrom('authenticators')
    .selectAll()
    .where('member_id', '=', memberId)
    .executeTakeFirst()
  return (
    row && {
      secret: row.secret,
      lastStep: row.last_step,
      confirmedAt: row.confirmed_at ?? undefined,
    }
  )
}

/** Puts a new secret in place of one that was never confirmed. Returns false when one was. */
export async function startAuthenticator(
  db: Db,
  memberId: string,
  { secret, at }: { secret: string; at: Instant },
): Promise<boolean> {
  const fresh = { secret, created_at: at, last_step: 0 }
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('authenticators')
    .values({ member_id: memberId, confirmed_at: null, ...fresh })
    .onConflict((conflict) =>
      conflict
        .column('member_id')
        .doUpdateSet(fresh)
        .where('authenticators.confirmed_at', 'is', null),
    )
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** Returns false when a code of this step, or a later one, was taken before. */
export async function takeStep(db: Db, memberId: string, step: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('authenticators')
    .set({ last_step: step })
    .where('member_id', '=', memberId)
    .where('last_step', '<', step)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function markAuthenticatorConfirmed(
  db: Db,
  memberId: string,
  at: Instant,
): Promise<void> {
  await db
    .updateTable('authenticators')
    .set({ confirmed_at: at })
    .where('member_id', '=', memberId)
    .where('confirmed_at', 'is', null)
    .execute()
}

export async function deleteAuthenticator(db: Db, memberId: string): Promise<void> {
  await db.deleteFrom('authenticators').where('member_id', '=', memberId).execute()
}

/** New recovery codes in place of all earlier ones. */
export async function replaceRecoveryCodes(
  db: Db,
  memberId: string,
  hashes: readonly string[],
): Promise<void> {
  await deleteRecoveryCodes(db, memberId)
  const rows = hashes.map((hash) => ({
    ...{ id: newId(), member_id: memberId },
    ...{ code_hash: hash, used_at: null },
  }))
  await db.insertInto('recovery_codes').values(rows).execute()
}

/** Returns false when there is no such code, or it was used. */
export async function useRecoveryCode(
  db: Db,
  memberId: string,
  { hash, at }: { hash: string; at: Instant },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('recovery_codes')
    .set({ used_at: at })
    .where('member_id', '=', memberId)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function countRecoveryCodes(db: Db, memberId: string): Promise<number> {
  const { count } = await db
    .selectFrom('recovery_codes')
    .select((select) => select.fn.countAll().as('count'))
    .where('member_id', '=', memberId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}

async function deleteRecoveryCodes(db: Db, memberId: string): Promise<void> {
  await db.deleteFrom('recovery_codes').where('member_id', '=', memberId).execute()
}

/** Every second factor of a member. */
export async function deleteFactors(db: Db, memberId: string): Promise<void> {
  await deleteAuthenticator(db, memberId)
  await deleteRecoveryCodes(db, memberId)
  await db.deleteFrom('passkeys').where('member_id', '=', memberId).execute()
}
