import type { Db } from '../../platform/db/database.ts'
import type { Secrets } from '../../platform/secrets.ts'
import type { Instant } from '../../platform/time.ts'
import type { MailboxDeathsTable, MailboxTable } from './tables.ts'
import type { ComposedMessage } from './types.ts'

/** A message in the built-in mailbox. */
export interface KeptMessage {
  id: string
  messageId: string
  storedAt: Instant
  message: ComposedMessage
}

/** Does nothing when the same message is there already. */
export async function insertKeptMessage(
  { db, secrets }: { db: Db; secrets: Secrets },
  { id, messageId, storedAt, message }: KeptMessage,
): Promise<void> {
  await db
    .insertInto('mailbox')
    .values({
      id,
      message_id: messageId,
      about: message.about ?? null,
      sealed: secrets.seal(JSON.stringify(message), contextOf(id)),
      stored_at: storedAt,
    })
    .onConflict((conflict) => conflict.column('message_id').doNothing())
    .execute()
}

/** The newest first; those older than the message `beforeId`, when it is given. */
export async function listKeptMessages(
  { db, secrets }: { db: Db; secrets: Secrets },
  { beforeId, limit }: { beforeId?: string; limit: number },
): Promise<KeptMessage[]> {
  const rows = await db
    .selectFrom('mailbox')
    .selectAll()
    .$if(beforeId !== undefined, (query) => query.where('id', '<', beforeId ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => readRow(secrets, row))
}

export async function findKeptMessage(
  { db, secrets }: { db: Db; secrets: Secrets },
  id: string,
): Promise<KeptMessage | undefined> {
  const row = await db.selectFrom('mailbox').selectAll().where('id', '=', id).executeTakeFirst()
  return row && readRow(secrets, row)
}

/** Takes what speaks of something out of the built-in mailbox, as if it had never been kept. */
export async function forgetMessages(tx: Db, about: string): Promise<void> {
  await tx.deleteFrom('mailbox').where('about', '=', about).execute()
}

export async function deleteKeptMessages(db: Db, storedBefore: Instant): Promise<void> {
  await db.deleteFrom('mailbox').where('stored_at', '<', storedBefore).execute()
}

export async function insertDeath(db: Db, row: MailboxDeathsTable): Promise<void> {
  await db
    .insertInto('mailbox_deaths')
    .values(row)
    .onConflict((conflict) => conflict.column('address').doNothing())
    .execute()
}

export async function deleteDeath(db: Db, address: string): Promise<void> {
  await db.deleteFrom('mailbox_deaths').where('address', '=', address).execute()
}

export async function listDeaths(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('mailbox_deaths').select('address').orderBy('address').execute()
  return rows.map(({ address }) => address)
}

function readRow(secrets: Secrets, row: MailboxTable): KeptMessage {
  return {
    id: row.id,
    messageId: row.message_id,
    storedAt: row.stored_at,
    message: JSON.parse(secrets.open(row.sealed, contextOf(row.id))),
  }
}

function contextOf(id: string): string {
  return `mailbox:${id}`
}
