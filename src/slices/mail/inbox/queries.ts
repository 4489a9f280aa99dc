import type { Insertable } from 'kysely'
import type { Db } from '../../../platform/db/database.ts'
import type { Day, Instant } from '../../../platform/time.ts'
import type { MailReceiptsTable, MailSuppressionsTable } from '../tables.ts'

/** Returns false when the same message was taken in before. */
export async function insertReceipt(db: Db, row: Insertable<MailReceiptsTable>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('mail_receipts')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

export async function deleteReceipts(db: Db, receivedBefore: Instant): Promise<void> {
  await db.deleteFrom('mail_receipts').where('received_at', '<', receivedBefore).execute()
}

/** A mailbox that is known to be gone stays so from the last time that it was said. */
export async function insertSuppression(
  db: Db,
  row: Insertable<MailSuppressionsTable>,
): Promise<void> {
  await db
    .insertInto('mail_suppressions')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('mailbox_id').doUpdateSet({ suppressed_at: row.suppressed_at }),
    )
    .execute()
}

export async function isSuppressed(db: Db, mailboxId: string): Promise<boolean> {
  const row = await db
    .selectFrom('mail_suppressions')
    .select('mailbox_id')
    .where('mailbox_id', '=', mailboxId)
    .executeTakeFirst()
  return row !== undefined
}

export async function deleteSuppressions(db: Db, suppressedBefore: Instant): Promise<void> {
  await db.deleteFrom('mail_suppressions').where('suppressed_at', '<', suppressedBefore).execute()
}

/** Counts a message to an address that only looks like one of ours. */
export async function countStray(db: Db, day: Day): Promise<void> {
  await db
    .insertInto('mail_strays')
    .values({ day, messages: 1 })
    .onConflict((conflict) =>
      conflict.column('day').doUpdateSet((eb) => ({
        messages: eb('mail_strays.messages', '+', 1),
      })),
    )
    .execute()
}
