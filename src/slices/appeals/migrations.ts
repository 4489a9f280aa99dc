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
  '403_appeal_topics': {
    async up(db) {
      await db.schema
        .createTable('appeal_topics')
        .addColumn('topic', 'text', (column) => column.notNull())
        .addColumn('appeal_id', 'text', (column) => column.notNull().references('appeals.id'))
        .addColumn('published_on', 'text', (column) => column.notNull())
        .addColumn('active_at', 'text')
        .addPrimaryKeyConstraint('appeal_topics_key', ['appeal_id', 'topic'])
        .execute()
      const appeals = await db
        .selectFrom('appeals')
        .select(['id', 'published_on', 'facts'])
        .execute()
      for (const { id, published_on, facts } of appeals) {
        const { topics }: { topics: string[] } = JSON.parse(facts)
        for (const topic of topics) {
          const row = { topic, appeal_id: id, published_on, active_at: null }
          await db.insertInto('appeal_topics').values(row).execute()
        }
      }
    },
  },
  '404_appeal_activity': {
    async up(db) {
      await db.schema.alterTable('appeals').addColumn('active_at', 'text').execute()
      await sql`
        update appeals set active_at = case
          when withdrawn_at is not null then withdrawn_at
          when changed_at > published_at then changed_at
          when substr(published_at, 1, 10) > published_on then published_on || 'T00:00:00.000Z'
          else published_at end`.execute(db)
      await sql`
        update appeal_topics set active_at =
          (select active_at from appeals where id = appeal_topics.appeal_id)`.execute(db)
      const indexes = [
        ['appeals_by_activity', 'appeals', ['active_at', 'id']],
        ['appeals_by_activity_in_country', 'appeals', ['country', 'active_at', 'id']],
        ['appeal_topics_by_day', 'appeal_topics', ['topic', 'published_on', 'appeal_id']],
        ['appeal_topics_by_activity', 'appeal_topics', ['topic', 'active_at', 'appeal_id']],
      ] as const
      for (const [name, table, columns] of indexes) {
        await db.schema
          .createIndex(name)
          .on(table)
          .columns([...columns])
          .where(sql.ref('active_at'), 'is not', null)
          .execute()
      }
    },
  },
  '405_appeal_desk': {
    async up(db) {
      const columns: [string, string | undefined][] = [
        ['owner', 'host'],
        ['stage', 'draft'],
        ['edited_at', ''],
        ['asked_at', undefined],
        ['asked_by', undefined],
        ['closed_at', undefined],
        ['outcomes', undefined],
        ['updates_id', undefined],
      ]
      for (const [name, otherwise] of columns) {
        await db.schema
          .alterTable('appeals')
          .addColumn(name, 'text', (column) =>
            otherwise === undefined ? column : column.notNull().defaultTo(otherwise),
          )
          .execute()
      }
      await sql`
        update appeals set edited_at = changed_at, stage = case
          when withdrawn_at is not null then 'withdrawn'
          when published_at is not null then 'public'
          else 'draft' end`.execute(db)
      const indexes = [
        ['appeals_by_edit', ['owner', 'edited_at', 'id']],
        ['appeals_by_stage', ['owner', 'stage', 'edited_at', 'id']],
      ] as const
      for (const [name, keys] of indexes) {
        await db.schema
          .createIndex(name)
          .on('appeals')
          .columns([...keys])
          .execute()
      }
      const partial = [
        ['appeals_asked', 'asked_at', ['owner', 'edited_at', 'id']],
        ['appeals_by_updated', 'updates_id', ['updates_id']],
      ] as const
      for (const [name, condition, keys] of partial) {
        await db.schema
          .createIndex(name)
          .on('appeals')
          .columns([...keys])
          .where(sql.ref(condition), 'is not', null)
          .execute()
      }
    },
  },
  '406_appeal_revisions': {
    async up(db) {
      await db.schema
        .createTable('appeal_revisions')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('appeal_id', 'text', (column) => column.notNull().references('appeals.id'))
        .addColumn('language', 'text', (column) => column.notNull())
        .addColumn('fields', 'text', (column) => column.notNull())
        .addColumn('origin', 'text', (column) => column.notNull())
        .addColumn('author_id', 'text')
        .addColumn('author_name', 'text')
        .addColumn('based_on', 'text')
        .addColumn('original_id', 'text')
        .addColumn('created_at', 'text', (column) => column.notNull())
        .execute()
      await db.schema
        .createIndex('appeal_revisions_by_appeal')
        .on('appeal_revisions')
        .columns(['appeal_id', 'id'])
        .execute()
      await db.schema
        .createTable('appeal_sheets')
        .addColumn('appeal_id', 'text', (column) => column.notNull().references('appeals.id'))
        .addColumn('language', 'text', (column) => column.notNull())
        .addColumn('head_id', 'text', (column) => column.notNull())
        .addColumn('released_id', 'text')
        .addPrimaryKeyConstraint('appeal_sheets_key', ['appeal_id', 'language'])
        .execute()
    },
  },
  '407_appeal_releases': {
    async up(db) {
      await db.schema
        .createTable('appeal_releases')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('appeal_id', 'text', (column) => column.notNull().references('appeals.id'))
        .addColumn('decided_at', 'text', (column) => column.notNull())
        .addColumn('decided_by', 'text', (column) => column.notNull())
        .addColumn('decided_by_name', 'text', (column) => column.notNull())
        .addColumn('override_reason', 'text')
        .addColumn('checked', 'text', (column) => column.notNull())
        .addColumn('revisions', 'text', (column) => column.notNull())
        .addColumn('reword', 'integer', (column) => column.notNull())
        .addColumn('release_at', 'text', (column) => column.notNull())
        .addColumn('done_at', 'text')
        .addColumn('cancelled_at', 'text')
        .addColumn('problem', 'text')
        .execute()
      await db.schema
        .createIndex('appeal_releases_by_appeal')
        .on('appeal_releases')
        .columns(['appeal_id', 'id'])
        .execute()
      await db.schema
        .createIndex('appeal_releases_due')
        .on('appeal_releases')
        .columns(['release_at', 'id'])
        .where(sql.ref('done_at'), 'is', null)
        .where(sql.ref('cancelled_at'), 'is', null)
        .execute()
      await db.schema
        .createIndex('appeal_releases_one_planned')
        .unique()
        .on('appeal_releases')
        .columns(['appeal_id'])
        .where(sql.ref('done_at'), 'is', null)
        .where(sql.ref('cancelled_at'), 'is', null)
        .execute()
    },
  },
  '409_appeal_cases': {
    async up(db) {
      await db.schema.alterTable('appeals').addColumn('case_key', 'text').execute()
      await db.schema
        .createIndex('appeals_of_case')
        .on('appeals')
        .columns(['case_key', 'published_on', 'slug'])
        .where(sql.ref('case_key'), 'is not', null)
        .execute()
    },
  },
}
