import type { Migrations } from '../../platform/db/migrate.ts'
import './tables.ts'

export const migrations: Migrations = {
  '121_mailbox': {
    async up(db) {
      await db.schema
        .createTable('mailbox')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('message_id', 'text', (column) => column.notNull().unique())
        .addColumn('sealed', 'text', (column) => column.notNull())
        .addColumn('stored_at', 'text', (column) => column.notNull())
        .execute()
      await db.schema.createIndex('mailbox_stored_at').on('mailbox').column('stored_at').execute()
    },
  },
  '122_mailbox_about': {
    async up(db) {
      await db.schema.alterTable('mailbox').addColumn('about', 'text').execute()
      await db.schema.createIndex('mailbox_about').on('mailbox').column('about').execute()
    },
  },
  '123_mail_receipts': {
    async up(db) {
      await db.schema
        .createTable('mail_receipts')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('use', 'text', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('received_at', 'text', (column) => column.notNull())
        .execute()
      await db.schema
        .createIndex('mail_receipts_received_at')
        .on('mail_receipts')
        .column('received_at')
        .execute()
      await db.schema
        .createTable('mail_suppressions')
        .addColumn('mailbox_id', 'text', (column) => column.primaryKey())
        .addColumn('suppressed_at', 'text', (column) => column.notNull())
        .execute()
    },
  },
  '124_mailbox_deaths': {
    async up(db) {
      await db.schema
        .createTable('mailbox_deaths')
        .addColumn('address', 'text', (column) => column.primaryKey())
        .addColumn('died_at', 'text', (column) => column.notNull())
        .execute()
    },
  },
  '125_mail_strays': {
    async up(db) {
      await db.schema
        .createTable('mail_strays')
        .addColumn('day', 'text', (column) => column.primaryKey())
        .addColumn('messages', 'integer', (column) => column.notNull())
        .execute()
    },
  },
}
