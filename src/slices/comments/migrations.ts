import { sql } from 'kysely'
import type { Migrations } from '../../platform/db/migrate.ts'
import './tables.ts'

export const migrations: Migrations = {
  '221_comments': {
    async up(db) {
      await db.schema
        .createTable('comments')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('subject_kind', 'text', (column) => column.notNull())
        .addColumn('subject_id', 'text', (column) => column.notNull())
        .addColumn('subject_path', 'text', (column) => column.notNull())
        .addColumn('thread_id', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('text', 'text', (column) => column.notNull())
        .addColumn('language', 'text', (column) => column.notNull())
        .addColumn('html', 'text')
        .addColumn('html_version', 'integer')
        .addColumn('email', 'text')
        .addColumn('person_hash', 'text', (column) => column.notNull())
        .addColumn('text_hash', 'text')
        .addColumn('content_hash', 'text', (column) => column.notNull().unique())
        .addColumn('reasons', 'text', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('told_at', 'text')
        .addColumn('approved_at', 'text')
        .addColumn('refused_at', 'text')
        .addColumn('announced_at', 'text')
        .addColumn('wants_replies_at', 'text')
        .addColumn('subscribed_at', 'text')
        .addColumn('erase_at', 'text')
        .execute()

      const isShown = sql<boolean>`approved_at is not null`
      await db.schema
        .createIndex('comments_shown')
        .on('comments')
        .columns(['subject_kind', 'subject_id', 'thread_id', 'id'])
        .where(isShown)
        .execute()
      await db.schema
        .createIndex('comments_recent')
        .on('comments')
        .columns(['approved_at', 'id'])
        .where(isShown)
        .execute()
      await db.schema
        .createIndex('comments_recent_of_subject')
        .on('comments')
        .columns(['subject_kind', 'subject_id', 'approved_at', 'id'])
        .where(isShown)
        .execute()
      await db.schema
        .createIndex('comments_waiting')
        .on('comments')
        .columns(['told_at', 'id'])
        .where(sql<boolean>`approved_at is null and refused_at is null`)
        .execute()
      await db.schema
        .createIndex('comments_by_person')
        .on('comments')
        .columns(['person_hash', 'created_at'])
        .execute()
      await db.schema
        .createIndex('comments_by_text')
        .on('comments')
        .columns(['text_hash', 'created_at'])
        .where(sql<boolean>`text_hash is not null`)
        .execute()
      await db.schema
        .createIndex('comments_by_thread')
        .on('comments')
        .column('thread_id')
        .where(sql<boolean>`subscribed_at is not null`)
        .execute()
      await db.schema
        .createIndex('comments_to_erase')
        .on('comments')
        .column('erase_at')
        .where(sql<boolean>`erase_at is not null`)
        .execute()
    },
  },
  '222_comment_subjects': {
    async up(db) {
      await db.schema
        .createTable('comment_subjects')
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('id', 'text', (column) => column.notNull())
        .addColumn('approved', 'integer', (column) => column.notNull())
        .addColumn('closed_at', 'text')
        .addPrimaryKeyConstraint('comment_subjects_key', ['kind', 'id'])
        .execute()
    },
  },
  '223_comment_proofs': {
    async up(db) {
      await db.schema
        .createTable('comment_proofs')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .execute()
      await db.schema
        .createIndex('comment_proofs_expired')
        .on('comment_proofs')
        .column('expires_at')
        .execute()
    },
  },
}
