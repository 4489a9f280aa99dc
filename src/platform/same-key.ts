import type { Db } from './db/database.ts'
import type { Migrations } from './db/migrate.ts'
import type { Secrets } from './secrets.ts'

interface SecretKeysTable {
  id: string
  /** Keyed hash of nothing: tells keys apart, and tells nothing else about them. */
  key_hash: string
}

declare module './db/database.ts' {
  interface Database {
    secret_keys: SecretKeysTable
  }
}

export const keyMigrations: Migrations = {
  '003_secret_keys': {
    async up(db) {
      await db.schema
        .createTable('secret_keys')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('key_hash', 'text', (column) => column.notNull())
        .execute()
    },
  },
}

/**
 * Makes sure that this process has the key with which everything in the database was sealed.
 *
 * Without it no letter could be opened: a worker would give them up one by one, and what such a process
 * sealed no other could read. The first process to ask decides.
 *
 * @throws Error when the key is another one, with the remedy
 */
export async function requireSameKey({ db, secrets }: { db: Db; secrets: Secrets }): Promise<void> {
  const key_hash = secrets.hash('same-key', '')
  await db
    .insertInto('secret_keys')
    .values({ id: 'installation', key_hash })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const known = await db
    .selectFrom('secret_keys')
    .select('key_hash')
    .where('id', '=', 'installation')
    .executeTakeFirstOrThrow()
  if (known.key_hash !== key_hash) {
    throw new Error(
      'secret.key in DATA_DIR is not the key of this database. Restore it from your backup, ' +
        'or copy it from the machine on which the first process runs; nothing was changed.',
    )
  }
}
