import type { Db } from '../../../platform/db/database.ts'
import type { Instant } from '../../../platform/time.ts'
import { toLetter } from '../queries.ts'
import type { LetterReturnsTable } from '../tables.ts'
import type { Letter } from '../types.ts'

/** Returns false when the same message was acted upon before. */
export async function insertReturn(db: Db, row: LetterReturnsTable): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('letter_returns')
    .values(row)
    .onConflict((conflict) => conflict.column('receipt_id').doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** Where a letter went in the end. */
export async function upsertHandover(db: Db, letterId: string, email: string): Promise<void> {
  await db
    .insertInto('letter_handovers')
    .values({ letter_id: letterId, email })
    .onConflict((conflict) => conflict.column('letter_id').doUpdateSet({ email }))
    .execute()
}

export async function findHandover(db: Db, letterId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('letter_handovers')
    .select('email')
    .where('letter_id', '=', letterId)
    .executeTakeFirst()
  return row?.email
}

/** Letters to a mission that have not left and whose writers were not told yet that its mailbox is closed. */
export async function listUntold(db: Db, missionId: string, limit: number): Promise<Letter[]> {
  const rows = await db
    .selectFrom('letters')
    .leftJoin('letter_strandings', 'letter_strandings.letter_id', 'letters.id')
    .selectAll('letters')
    .where('letters.state', 'in', ['ready', 'deferred', 'waiting_address'])
    .where('letters.mission_id', '=', missionId)
    .where('letter_strandings.letter_id', 'is', null)
    .orderBy('letters.id')
    .limit(limit)
    .execute()
  return rows.map(toLetter)
}

/** Returns false when the writer was told before. */
export async function insertStranding(db: Db, letterId: string, at: Instant): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('letter_strandings')
    .values({ letter_id: letterId, told_at: at })
    .onConflict((conflict) => conflict.column('letter_id').doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}
