import type { Migrations } from '../db/migrate.ts'
import type { Instant } from '../time.ts'

/** What was set at the desk; what is not there stands as the environment, or the default, says. */
interface SettingsTable {
  key: string
  value: string
  changed_at: Instant
  /** Who changed it: a member's id, or null for the command line. */
  changed_by: string | null
}

declare module '../db/database.ts' {
  interface Database {
    settings: SettingsTable
  }
}

export const settingsMigrations: Migrations = {
  '004_settings': {
    async up(db) {
      await db.schema
        .createTable('settings')
        .addColumn('key', 'text', (column) => column.primaryKey())
        .addColumn('value', 'text', (column) => column.notNull())
        .addColumn('changed_at', 'text', (column) => column.notNull())
        .addColumn('changed_by', 'text')
        .execute()
    },
  },
}
