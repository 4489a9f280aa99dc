import { sql } from 'kysely'
import { makeAppendOnly } from '../../platform/db/append-only.ts'
import type { Migrations } from '../../platform/db/migrate.ts'
import { consentMigrations } from './consent/migrations.ts'
import './tables.ts'

export const migrations: Migrations = {
  '311_cases': {
    async up(db) {
      await db.schema
        .createTable('cases')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('key', 'text', (column) => column.notNull().unique())
        .addColumn('country', 'text', (column) => column.notNull())
        .addColumn('titles', 'text', (column) => column.notNull())
        .addColumn('zone', 'text', (column) => column.notNull())
        .addColumn('quiet_days', 'integer', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('organisation_id', 'text')
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('changed_at', 'text', (column) => column.notNull())
        .addColumn('published_at', 'text')
        .addColumn('closed_at', 'text')
        .execute()
      await db.schema
        .createIndex('cases_of_organisation')
        .on('cases')
        .columns(['organisation_id', 'id'])
        .execute()
    },
  },
  '312_people': {
    async up(db) {
      await db.schema
        .createTable('people')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('case_id', 'text', (column) => column.notNull())
        .addColumn('key', 'text', (column) => column.notNull())
        .addColumn('sealed_names', 'text')
        .addColumn('pseudonyms', 'text', (column) => column.notNull())
        .addColumn('roles', 'text', (column) => column.notNull())
        .addColumn('group_id', 'text')
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addUniqueConstraint('people_key', ['case_id', 'key'])
        .execute()
      await db.schema
        .createTable('case_groups')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('case_id', 'text', (column) => column.notNull())
        .addColumn('key', 'text', (column) => column.notNull())
        .addColumn('labels', 'text', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addUniqueConstraint('case_groups_key', ['case_id', 'key'])
        .execute()
    },
  },
  '313_case_events': {
    async up(db) {
      await db.schema
        .createTable('case_events')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('case_id', 'text', (column) => column.notNull())
        .addColumn('key', 'text', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('happened_on', 'text', (column) => column.notNull())
        .addColumn('happened_time', 'text')
        .addColumn('precision', 'text', (column) => column.notNull())
        .addColumn('about', 'text', (column) => column.notNull())
        .addColumn('details', 'text', (column) => column.notNull())
        .addColumn('sources', 'text', (column) => column.notNull())
        .addColumn('corrects_id', 'text')
        .addColumn('recorded_at', 'text', (column) => column.notNull())
        .addColumn('recorded_by', 'text')
        .addUniqueConstraint('case_events_key', ['case_id', 'key'])
        .execute()
      // Of two who correct the same event, the second has not seen what the first wrote.
      await db.schema
        .createIndex('case_events_corrected')
        .on('case_events')
        .column('corrects_id')
        .unique()
        .where(sql<boolean>`corrects_id is not null`)
        .execute()
      await makeAppendOnly(db, 'case_events')
    },
  },
  '314_case_demands': {
    async up(db) {
      await db.schema
        .createTable('case_demands')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('case_id', 'text', (column) => column.notNull())
        .addColumn('key', 'text', (column) => column.notNull())
        .addColumn('texts', 'text', (column) => column.notNull())
        .addColumn('addressees', 'text', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addUniqueConstraint('case_demands_key', ['case_id', 'key'])
        .execute()
      await db.schema
        .createTable('case_demand_changes')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('case_id', 'text', (column) => column.notNull())
        .addColumn('key', 'text', (column) => column.notNull())
        .addColumn('demand_id', 'text', (column) => column.notNull())
        .addColumn('addressee', 'text', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('changed_on', 'text', (column) => column.notNull())
        .addColumn('event_id', 'text')
        .addColumn('texts', 'text', (column) => column.notNull())
        .addColumn('sources', 'text', (column) => column.notNull())
        .addColumn('recorded_at', 'text', (column) => column.notNull())
        .addColumn('recorded_by', 'text')
        .addUniqueConstraint('case_demand_changes_key', ['case_id', 'key'])
        .execute()
      await makeAppendOnly(db, 'case_demand_changes')
    },
  },
  ...consentMigrations,
  '316_former_names': {
    async up(db) {
      await db.schema.alterTable('people').addColumn('sealed_former_names', 'text').execute()
    },
  },
}
