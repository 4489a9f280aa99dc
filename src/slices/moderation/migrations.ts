import { sql } from 'kysely'
import type { Migrations } from '../../platform/db/migrate.ts'
import './tables.ts'

export const migrations: Migrations = {
  '331_moderation_decisions': {
    async up(db) {
      await db.schema
        .createTable('moderation_decisions')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('batch_id', 'text', (column) => column.notNull())
        .addColumn('item_kind', 'text', (column) => column.notNull())
        .addColumn('item_id', 'text', (column) => column.notNull())
        .addColumn('verdict', 'text', (column) => column.notNull())
        .addColumn('reason', 'text')
        .addColumn('member_id', 'text', (column) => column.notNull())
        .addColumn('member_name', 'text', (column) => column.notNull())
        .addColumn('decided_at', 'text', (column) => column.notNull())
        .addColumn('effective_at', 'text', (column) => column.notNull())
        .addColumn('undone_at', 'text')
        .addColumn('settled_at', 'text')
        .execute()
      await db.schema
        .createIndex('moderation_decisions_standing')
        .unique()
        .on('moderation_decisions')
        .columns(['item_kind', 'item_id'])
        .where(sql<boolean>`undone_at is null and settled_at is null`)
        .execute()
      await db.schema
        .createIndex('moderation_decisions_by_batch')
        .on('moderation_decisions')
        .column('batch_id')
        .execute()
    },
  },
}
