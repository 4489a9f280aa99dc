import { sql } from 'kysely'
import type { Migrations } from '../../platform/db/migrate.ts'

export const migrations: Migrations = {
  '131_pictures': {
    async up(db) {
      await db.schema
        .createTable('pictures')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('content_hash', 'text', (column) => column.notNull())
        .addColumn('original_hash', 'text', (column) => column.notNull())
        .addColumn('alt', 'text', (column) => column.notNull())
        .addColumn('width', 'integer', (column) => column.notNull())
        .addColumn('height', 'integer', (column) => column.notNull())
        .addColumn('sizes', 'text', (column) => column.notNull())
        .addColumn('credit', 'text')
        .addColumn('source', 'text')
        .addColumn('licence', 'text')
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('removed_at', 'text')
        .execute()
      await db.schema
        .createIndex('pictures_one_per_content')
        .unique()
        .on('pictures')
        .column('content_hash')
        .where(sql.ref('removed_at'), 'is', null)
        .execute()
      await db.schema
        .createIndex('pictures_by_original')
        .on('pictures')
        .column('original_hash')
        .execute()
    },
  },
  '132_linked_videos': {
    async up(db) {
      await db.schema
        .createTable('linked_videos')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('host', 'text', (column) => column.notNull())
        .addColumn('video_id', 'text', (column) => column.notNull())
        .addColumn('noted_at', 'text', (column) => column.notNull())
        .addColumn('next_check_at', 'text', (column) => column.notNull())
        .addColumn('checked_at', 'text')
        .addColumn('missing_since', 'text')
        .addColumn('silent_since', 'text')
        .addColumn('unavailable_since', 'text')
        .addUniqueConstraint('linked_videos_one_per_video', ['host', 'video_id'])
        .execute()
      await db.schema
        .createIndex('linked_videos_due')
        .on('linked_videos')
        .column('next_check_at')
        .execute()
    },
  },
  '133_barred_pictures': {
    async up(db) {
      await db.schema.alterTable('pictures').addColumn('barred_at', 'text').execute()
      // Why those went was not recorded, so they stay refused.
      await sql`update pictures set barred_at = removed_at`.execute(db)
    },
  },
}
