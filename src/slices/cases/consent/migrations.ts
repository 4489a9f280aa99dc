import { makeAppendOnly } from '../../../platform/db/append-only.ts'
import type { Migrations } from '../../../platform/db/migrate.ts'
import './tables.ts'

export const consentMigrations: Migrations = {
  '315_name_consents': {
    async up(db) {
      await db.schema
        .createTable('name_consents')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('person_id', 'text', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('agreed_by', 'text', (column) => column.notNull())
        .addColumn('agreed_on', 'text', (column) => column.notNull())
        .addColumn('sealed_word', 'text', (column) => column.notNull())
        .addColumn('uses', 'text', (column) => column.notNull())
        .addColumn('until_on', 'text')
        .addColumn('holds_after_release', 'integer', (column) => column.notNull())
        .addColumn('recorded_at', 'text', (column) => column.notNull())
        .addColumn('recorded_by', 'text')
        .addUniqueConstraint('name_consents_of_person', ['person_id', 'version'])
        .execute()
      await makeAppendOnly(db, 'name_consents')
      await db.schema
        .createTable('name_versions')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('looked_on', 'text')
        .execute()
    },
  },
}
