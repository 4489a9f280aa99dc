import { type Migration, Migrator } from 'kysely/migration'
import type { Db } from './database.ts'

/** Migrations by name; the name orders them, so it begins with a number. */
export type Migrations = Record<string, Migration>

/**
 * Brings the tables to the newest form. Several processes may do it at once: one works, the
 * others wait. Each migration happens whole or not at all.
 *
 * @returns the names of the migrations that were carried out now
 * @throws Error that names the migration which failed, or says that the database cannot be used,
 * with the database's own error as cause
 */
export async function migrate(db: Db, migrations: Migrations): Promise<string[]> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    allowUnorderedMigrations: true,
  })
  const { error, results = [] } = await migrator.migrateToLatest()
  const failed = results.find((result) => result.status === 'Error')
  if (error && !failed) throw new Error('the database cannot be used', { cause: error })
  if (error) {
    throw new Error(`migration ${failed?.migrationName} failed; nothing of it was kept`, {
      cause: error,
    })
  }
  return results.map((result) => result.migrationName)
}
