import type { Db } from '../../../platform/db/database.ts'
import type { Instant } from '../../../platform/time.ts'

export interface Passkey {
  id: string
  memberId: string
  /** COSE key, base64url. */
  publicKey: string
  counter: number
  transports: string[]
  name: string
  createdAt: Instant
  lastUsedAt?: Instant
}

/** @throws a unique violation when this passkey is registered already */
export async function insertPasskey(db: Db, passkey: Passkey): Promise<void> {
  await db
    .insertInto('passkeys')
    .values({
      id: passkey.id,
      member_id: passkey.memberId,
      public_key: passkey.publicKey,
      counter: passkey.counter,
      transports: JSON.stringify(passkey.transports),
      name: passkey.name,
      created_at: passkey.createdAt,
      last_used_at: null,
    })
    .execute()
}

export async function findPasskey(db: Db, id: string): Promise<Passkey | undefined> {
  const row = await db.selectFrom('passkeys').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toPasskey(row)
}

/** Those of one member, in the order in which they came. */
export async function listPasskeys(db: Db, memberId: string): Promise<Passkey[]> {
  const rows = await db
    .selectFrom('passkeys')
    .selectAll()
    .where('member_id', '=', memberId)
    .orderBy('created_at')
    .execute()
  return rows.map(toPasskey)
}

export async function markPasskeyUsed(
  db: Db,
  id: string,
  { counter, at }: { counter: number; at: Instant },
): Promise<void> {
  await db.updateTable('passkeys').set({ counter, last_used_at: at }).where('id', '=', id).execute()
}

/** Returns false when the member has no such passkey. */
export async function deletePasskey(db: Db, memberId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('passkeys')
    .where('member_id', '=', memberId)
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

export async function insertChallenge(
  db: Db,
  row: { challenge: string; purpose: string; expiresAt: Instant },
): Promise<void> {
  await db
    .insertInto('passkey_challenges')
    .values({ challenge: row.challenge, purpose: row.purpose, expires_at: row.expiresAt })
    .execute()
}

/** Returns false when it was handed out for something else, is too old, or was used before. */
export async function takeChallenge(
  db: Db,
  { challenge, purpose, now }: { challenge: string; purpose: string; now: Instant },
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('passkey_challenges')
    .where('challenge', '=', challenge)
    .where('purpose', '=', purpose)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

export async function deleteOldChallenges(db: Db, now: Instant): Promise<void> {
  await db.deleteFrom('passkey_challenges').where('expires_at', '<=', now).execute()
}

function toPasskey(row: {
  id: string
  member_id: string
  public_key: string
  counter: number
  transports: string
  name: string
  created_at: Instant
  last_used_at: Instant | null
}): Passkey {
  return {
    id: row.id,
    memberId: row.member_id,
    publicKey: row.public_key,
    counter: row.counter,
    transports: JSON.parse(row.transports),
    name: row.name,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at ?? undefined,
  }
}
