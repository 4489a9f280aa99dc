import { sql } from 'kysely'
import type { Migrations } from '../../platform/db/migrate.ts'
import { handInPhotoMigrations } from './bundles/migrations.ts'
import { followUpMigrations } from './follow-up/migrations.ts'
import { hoursMigrations } from './planner/migrations.ts'
import { replyMigrations } from './replies/migrations.ts'
import { surveyMigrations } from './survey/migrations.ts'

export const migrations: Migrations = {
  '501_letters': {
    async up(db) {
      await db.schema
        .createTable('letters')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('appeal_id', 'text', (column) => column.notNull())
        .addColumn('mission_id', 'text', (column) => column.notNull())
        .addColumn('country', 'text', (column) => column.notNull())
        .addColumn('reader_country', 'text', (column) => column.notNull())
        .addColumn('language', 'text', (column) => column.notNull())
        .addColumn('letter_language', 'text', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('state_at', 'text', (column) => column.notNull())
        .addColumn('due_at', 'text')
        .addColumn('attempts', 'integer', (column) => column.notNull())
        .addColumn('display', 'text', (column) => column.notNull())
        .addColumn('sealed', 'text')
        .addColumn('person_hash', 'text')
        .addColumn('content_hash', 'text')
        .addColumn('code_hash', 'text')
        .addColumn('mailed_at', 'text', (column) => column.notNull())
        .addColumn('reminded_at', 'text')
        .addColumn('follow_at', 'text')
        .addColumn('consent_version', 'text', (column) => column.notNull())
        .addColumn('consent_at', 'text', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('confirmed_at', 'text')
        .addColumn('erased_at', 'text')
        .execute()

      await db.schema
        .createIndex('letters_once_per_person')
        .unique()
        .on('letters')
        .columns(['person_hash', 'appeal_id', 'mission_id'])
        .where(sql.ref('confirmed_at'), 'is not', null)
        .execute()
      await db.schema
        .createIndex('letters_same_form')
        .unique()
        .on('letters')
        .column('content_hash')
        .where(sql.ref('state'), '=', sql.lit('unconfirmed'))
        .execute()
      await db.schema
        .createIndex('letters_by_person')
        .on('letters')
        .columns(['person_hash', 'created_at'])
        .execute()
      await db.schema.createIndex('letters_by_code').on('letters').column('code_hash').execute()
      await db.schema
        .createIndex('letters_by_due')
        .on('letters')
        .columns(['state', 'due_at'])
        .execute()
      await db.schema
        .createIndex('letters_by_mission')
        .on('letters')
        .columns(['state', 'mission_id', 'id'])
        .execute()
    },
  },
  '502_letter_events': {
    async up(db) {
      await db.schema
        .createTable('letter_events')
        .addColumn('letter_id', 'text', (column) => column.notNull())
        .addColumn('id', 'text', (column) => column.notNull())
        .addColumn('event', 'text', (column) => column.notNull())
        .addColumn('from_state', 'text', (column) => column.notNull())
        .addColumn('to_state', 'text', (column) => column.notNull())
        .addColumn('at', 'text', (column) => column.notNull())
        .addColumn('cause', 'text')
        .addColumn('words', 'text')
        .addPrimaryKeyConstraint('letter_events_key', ['letter_id', 'id'])
        .execute()
    },
  },
  '503_letter_counts': {
    async up(db) {
      await db.schema
        .createTable('letter_counts')
        .addColumn('appeal_id', 'text', (column) => column.notNull())
        .addColumn('country', 'text', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('day', 'text', (column) => column.notNull())
        .addColumn('letters', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('letter_counts_key', ['appeal_id', 'country', 'kind', 'day'])
        .execute()
    },
  },
  '504_letter_pace': {
    async up(db) {
      await db.schema
        .createTable('letter_pace')
        .addColumn('mission_id', 'text', (column) => column.primaryKey())
        .addColumn('next_slot_at', 'text', (column) => column.notNull())
        .addColumn('stopped_at', 'text')
        .addColumn('stopped_words', 'text')
        .execute()
    },
  },
  '505_letter_asked': {
    async up(db) {
      await db.schema.alterTable('letters').addColumn('asked_at', 'text').execute()
      await db
        .updateTable('letters')
        .set(({ ref }) => ({ asked_at: ref('created_at') }))
        .execute()
    },
  },
  '506_letter_waits': {
    async up(db) {
      await db.schema.alterTable('letters').addColumn('warned_at', 'text').execute()
      await db.schema
        .createIndex('letters_by_confirmation')
        .on('letters')
        .columns(['state', 'confirmed_at'])
        .execute()
    },
  },
  '507_letter_holds': {
    async up(db) {
      await db.schema.alterTable('letters').addColumn('held_for', 'text').execute()
    },
  },
  '508_letter_pauses': {
    async up(db) {
      await db.schema
        .createTable('letter_pauses')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('subject_id', 'text', (column) => column.notNull())
        .addColumn('reason', 'text', (column) => column.notNull())
        .addColumn('paused_at', 'text', (column) => column.notNull())
        .addColumn('paused_by', 'text', (column) => column.notNull())
        .addColumn('ended_at', 'text')
        .addColumn('ended_by', 'text')
        .execute()
      await db.schema
        .createIndex('letter_pauses_standing')
        .unique()
        .on('letter_pauses')
        .columns(['kind', 'subject_id'])
        .where(sql.ref('ended_at'), 'is', null)
        .execute()
    },
  },
  '510_letter_planner': {
    async up(db) {
      const pace = () => db.schema.alterTable('letter_pace')
      await pace().addColumn('closed_until', 'text').execute()
      await pace().addColumn('sent_on', 'text').execute()
      await pace()
        .addColumn('sent_letters', 'integer', (column) => column.notNull().defaultTo(0))
        .execute()
      await pace().addColumn('served_appeal', 'text').execute()
      await db.schema
        .createTable('letter_hosts')
        .addColumn('host', 'text', (column) => column.primaryKey())
        .addColumn('first_accepted_at', 'text')
        .addColumn('sent_on', 'text', (column) => column.notNull())
        .addColumn('sent_letters', 'integer', (column) => column.notNull())
        .execute()
      await db.schema
        .createTable('letter_hours')
        .addColumn('mission_id', 'text', (column) => column.primaryKey())
        .addColumn('zone', 'text', (column) => column.notNull())
        .addColumn('opens_at', 'integer', (column) => column.notNull())
        .addColumn('closes_at', 'integer', (column) => column.notNull())
        .addColumn('weekdays', 'text', (column) => column.notNull())
        .execute()
      await db.schema
        .createIndex('letters_by_turn')
        .on('letters')
        .columns(['state', 'mission_id', 'appeal_id', 'id'])
        .execute()
    },
  },
  '509_letters_by_appeal': {
    async up(db) {
      await db.schema
        .createIndex('letters_by_appeal')
        .on('letters')
        .columns(['state', 'appeal_id', 'id'])
        .execute()
    },
  },
  '520_letter_returns': {
    async up(db) {
      await db.schema
        .createTable('letter_returns')
        .addColumn('receipt_id', 'text', (column) => column.primaryKey())
        .addColumn('letter_id', 'text', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('class', 'text', (column) => column.notNull())
        .addColumn('at', 'text', (column) => column.notNull())
        .execute()
      await db.schema
        .createTable('letter_handovers')
        .addColumn('letter_id', 'text', (column) => column.primaryKey())
        .addColumn('email', 'text', (column) => column.notNull())
        .execute()
      await db.schema
        .createTable('letter_strandings')
        .addColumn('letter_id', 'text', (column) => column.primaryKey())
        .addColumn('told_at', 'text', (column) => column.notNull())
        .execute()
    },
  },
  '511_letter_sketches': {
    async up(db) {
      await db.schema
        .createTable('letter_sketches')
        .addColumn('appeal_id', 'text', (column) => column.notNull())
        .addColumn('id', 'text', (column) => column.notNull())
        .addColumn('letter_id', 'text', (column) => column.notNull())
        .addColumn('sketch', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('letter_sketches_key', ['appeal_id', 'id'])
        .execute()
      await db.schema
        .createIndex('letter_sketches_by_letter')
        .on('letter_sketches')
        .column('letter_id')
        .execute()
    },
  },
  '513_gatherings': {
    async up(db) {
      await db.schema
        .createTable('gatherings')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('appeal_id', 'text', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('starts_at', 'text', (column) => column.notNull())
        .addColumn('zone', 'text', (column) => column.notNull())
        .addColumn('place', 'text', (column) => column.notNull())
        .addColumn('note', 'text', (column) => column.notNull())
        .addColumn('changed_at', 'text', (column) => column.notNull())
        .addColumn('published_at', 'text')
        .addColumn('cancelled_at', 'text')
        .addColumn('coming', 'integer', (column) => column.notNull())
        .addColumn('sequence', 'integer', (column) => column.notNull())
        .execute()
      await db.schema
        .createIndex('gatherings_by_appeal')
        .on('gatherings')
        .columns(['appeal_id', 'starts_at'])
        .execute()
    },
  },
  '512_bundles': {
    async up(db) {
      await db.schema
        .createTable('bundles')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('appeal_id', 'text', (column) => column.notNull())
        .addColumn('mission_id', 'text', (column) => column.notNull())
        .addColumn('made_at', 'text', (column) => column.notNull())
        .addColumn('made_by', 'text', (column) => column.notNull())
        .addColumn('handed_in_at', 'text')
        .addColumn('undone_at', 'text')
        .execute()
      await db.schema
        .createTable('bundle_letters')
        .addColumn('bundle_id', 'text', (column) => column.notNull())
        .addColumn('letter_id', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('bundle_letters_key', ['bundle_id', 'letter_id'])
        .execute()
      await db.schema
        .createTable('hand_ins')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('bundle_id', 'text', (column) => column.notNull())
        .addColumn('mission_id', 'text', (column) => column.notNull())
        .addColumn('happened_on', 'text', (column) => column.notNull())
        .addColumn('outcome', 'text', (column) => column.notNull())
        .addColumn('remarks', 'text', (column) => column.notNull())
        .addColumn('note', 'text', (column) => column.notNull())
        .addColumn('recorded_at', 'text', (column) => column.notNull())
        .addColumn('recorded_by', 'text', (column) => column.notNull())
        .execute()
      await db.schema
        .createIndex('hand_ins_by_bundle')
        .on('hand_ins')
        .columns(['bundle_id', 'id'])
        .execute()
    },
  },
  '516_sketches_anew': {
    // Sketches made before are of other numbers, and would agree with none.
    up: async (db) => void (await db.deleteFrom('letter_sketches').execute()),
  },
  ...handInPhotoMigrations,
  ...hoursMigrations,
  ...followUpMigrations,
  ...replyMigrations,
  ...surveyMigrations,
}
