import type { Migrations } from '../../../platform/db/migrate.ts'
import './tables.ts'

export const followUpMigrations: Migrations = {
  '530_follow_ups': {
    async up(db) {
      await db.schema
        .createTable('followers')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('appeal_id', 'text', (column) => column.notNull())
        .addColumn('language', 'text', (column) => column.notNull())
        .addColumn('person_hash', 'text', (column) => column.notNull())
        .addColumn('sealed_email', 'text', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('forget_at', 'text')
        .addUniqueConstraint('followers_once', ['appeal_id', 'person_hash'])
        .execute()
      await db.schema
        .createIndex('followers_to_forget')
        .on('followers')
        .column('forget_at')
        .execute()
      await db.schema
        .createTable('follow_ups')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('person_hash', 'text', (column) => column.notNull())
        .addColumn('cause_id', 'text', (column) => column.notNull())
        .addColumn('appeal_id', 'text', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('sent_at', 'text')
        .addUniqueConstraint('follow_ups_once', ['cause_id', 'person_hash'])
        .execute()
    },
  },
}
