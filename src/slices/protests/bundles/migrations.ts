import type { Migrations } from '../../../platform/db/migrate.ts'
import './tables.ts'

export const handInPhotoMigrations: Migrations = {
  '514_hand_in_photos': {
    async up(db) {
      await db.schema
        .createTable('hand_in_photos')
        .addColumn('hand_in_id', 'text', (column) => column.primaryKey())
        .addColumn('picture_id', 'text', (column) => column.notNull())
        .addColumn('alt', 'text', (column) => column.notNull())
        .addColumn('language', 'text', (column) => column.notNull())
        .addColumn('checked_at', 'text', (column) => column.notNull())
        .addColumn('checked_by', 'text', (column) => column.notNull())
        .execute()
      await db.schema.createIndex('bundles_by_appeal').on('bundles').column('appeal_id').execute()
    },
  },
}
