import type { Migrations } from '../../../platform/db/migrate.ts'
import './tables.ts'

export const replyMigrations: Migrations = {
  '540_letter_replies': {
    async up(db) {
      await db.schema
        .createTable('letter_replies')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('receipt_id', 'text', (column) => column.notNull().unique())
        .addColumn('letter_id', 'text', (column) => column.notNull())
        .addColumn('received_at', 'text', (column) => column.notNull())
        .addColumn('days', 'integer')
        .addColumn('sealed', 'text')
        .addColumn('shared_at', 'text')
        .addColumn('sealed_draft', 'text')
        .addColumn('published_at', 'text')
        .addColumn('refused_at', 'text')
        .execute()
      await db.schema
        .createIndex('letter_replies_by_letter')
        .on('letter_replies')
        .columns(['letter_id', 'received_at'])
        .execute()
    },
  },
}
