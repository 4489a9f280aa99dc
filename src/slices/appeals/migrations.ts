import { sql } from 'kysely'
import type { Migrations } from '../../platform/db/migrate.ts'

export const migrations: Migrations = {
  '401_appeals': {
    async up(db) {
      await db.schema
        .createTable('appeals')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('published_on', 'text', (column) => column.notNull())
        .addColumn('slug', 'text', (column) => column.notNull())
        .addColumn('country', 'text', (column) => column.notNull())
        .addColumn('original_language', 'text', (column) => column.notNull())
        .addColumn('facts', 'text', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('changed_at', 'text', (column) => column.notNull())
        .addColumn('published_at', 'text')
        .addColumn('withdrawn_at', 'text')
        .addUniqueConstraint('appeals_one_per_path', ['published_on', 'slug'])
        .execute()
      await db.schema
        .createIndex('appeals_by_day')
        .on('appeals')
        .columns(['published_on', 'id'])
        .where(sql.ref('published_at'), 'is not', null)
        .where(sql.ref('withdrawn_at'), 'is', null)
        .execute()
      await db.schema
        .createIndex('appeals_by_country')
        .on('appeals')
        .columns(['country', 'published_on', 'id'])
        .where(sql.ref('published_at'), 'is not', null)
        .where(sql.ref('withdrawn_at'), 'is', null)
        .execute()
    },
  },
  '402_appeal_texts': {
    async up(db) {
      await db.schema
        .createTable('appeal_texts')
        .addColumn('appeal_id', 'text', (column) => column.notNull().references('appeals.id'))
        .addColumn('language', 'text', (column) => column.notNull())
        .addColumn('title', 'text', (column) => column.notNull())
        .addColumn('call', 'text', (column) => column.notNull())
        .addColumn('place', 'text', (column) => column.notNull())
        .addColumn('content', 'text', (column) => column.notNull())
        .addColumn('changed_at', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('appeal_texts_key', ['appeal_id', 'language'])
        .execute()
    },
  },
}
