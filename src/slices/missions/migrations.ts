import { type Kysely, sql } from 'kysely'
import type { Migrations } from '../../platform/db/migrate.ts'

export const migrations: Migrations = {
  '010_missions': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('missions')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('sending_state', 'text', (column) => column.notNull())
        .addColumn('receiving_state', 'text', (column) => column.notNull())
        .addColumn('type', 'text', (column) => column.notNull())
        .addColumn('name', 'text')
        .addColumn('city', 'text')
        .addColumn('latitude_e6', 'integer')
        .addColumn('longitude_e6', 'integer')
        .addColumn('district', 'text')
        .addColumn('source', 'text', (column) => column.notNull())
        .addColumn('reference', 'text', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .execute()
      await db.schema
        .createIndex('missions_states')
        .on('missions')
        .columns(['sending_state', 'receiving_state'])
        .execute()

      await db.schema
        .createTable('mission_references')
        .addColumn('source', 'text', (column) => column.notNull())
        .addColumn('reference', 'text', (column) => column.notNull())
        .addColumn('mission_id', 'text', (column) => column.notNull().references('missions.id'))
        .addColumn('source_date', 'text')
        .addPrimaryKeyConstraint('mission_references_key', ['source', 'reference'])
        .execute()
      await db.schema
        .createIndex('mission_references_mission')
        .on('mission_references')
        .column('mission_id')
        .execute()
    },
  },

  '011_mission_accreditations': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('mission_accreditations')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('mission_id', 'text', (column) => column.notNull().references('missions.id'))
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('source', 'text', (column) => column.notNull())
        .addColumn('reference', 'text', (column) => column.notNull())
        .addColumn('valid_from', 'text', (column) => column.notNull())
        .addColumn('valid_until', 'text')
        .execute()
      await db.schema
        .createIndex('mission_accreditations_mission')
        .on('mission_accreditations')
        .columns(['mission_id', 'state'])
        .execute()
    },
  },

  '012_mission_contacts': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('mission_contacts')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('mission_id', 'text', (column) => column.notNull().references('missions.id'))
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('value', 'text', (column) => column.notNull())
        .addColumn('position', 'integer', (column) => column.notNull())
        .addColumn('source', 'text', (column) => column.notNull())
        .addColumn('reference', 'text', (column) => column.notNull())
        .addColumn('source_date', 'text')
        .addColumn('confirmed_on', 'text')
        .addColumn('bounced_at', 'text')
        .addColumn('valid_from', 'text', (column) => column.notNull())
        .addColumn('valid_until', 'text')
        .execute()
      await db.schema
        .createIndex('mission_contacts_mission')
        .on('mission_contacts')
        .column('mission_id')
        .execute()
    },
  },

  '013_mission_merges': {
    async up(db: Kysely<unknown>) {
      await db.schema.alterTable('missions').addColumn('gone_at', 'text').execute()
      await db.schema.alterTable('missions').addColumn('merged_into', 'text').execute()
      await db.schema
        .createIndex('missions_merged')
        .on('missions')
        .column('merged_into')
        .where(sql<boolean>`merged_into is not null`)
        .execute()
    },
  },

  '014_mission_imports': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('mission_imports')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('file_name', 'text', (column) => column.notNull())
        .addColumn('content', 'text')
        .addColumn('summary', 'text', (column) => column.notNull())
        .addColumn('changes', 'text')
        .addColumn('uploaded_at', 'text', (column) => column.notNull())
        .addColumn('applied_at', 'text')
        .addColumn('undone_at', 'text')
        .execute()
    },
  },
  '015_mission_corrections': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('mission_corrections')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('mission_id', 'text', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('wrong', 'text', (column) => column.notNull())
        .addColumn('right_words', 'text', (column) => column.notNull())
        .addColumn('known_from', 'text', (column) => column.notNull())
        .addColumn('language', 'text', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('accepted_at', 'text')
        .addColumn('refused_at', 'text')
        .execute()
      const isWaiting = sql<boolean>`accepted_at is null and refused_at is null`
      await db.schema
        .createIndex('mission_corrections_waiting')
        .on('mission_corrections')
        .column('id')
        .where(isWaiting)
        .execute()
      await db.schema
        .createIndex('mission_corrections_mission')
        .on('mission_corrections')
        .column('mission_id')
        .execute()
    },
  },
  '018_address_health': {
    async up(db: Kysely<unknown>) {
      for (const column of ['closed_as', 'closed_on', 'closed_words']) {
        await db.schema.alterTable('mission_contacts').addColumn(column, 'text').execute()
      }
      await db.schema
        .createTable('mission_contact_evidence')
        .addColumn('contact_id', 'text', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('day', 'text', (column) => column.notNull())
        .addColumn('letters', 'integer', (column) => column.notNull())
        .addColumn('last_at', 'text', (column) => column.notNull())
        .addColumn('words', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('mission_contact_evidence_key', ['contact_id', 'kind', 'day'])
        .execute()
    },
  },
  '019_mission_replies': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('mission_replies')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('mission_id', 'text', (column) => column.notNull())
        .addColumn('appeal_id', 'text', (column) => column.notNull())
        .addColumn('appeal_path', 'text', (column) => column.notNull())
        .addColumn('received_on', 'text', (column) => column.notNull())
        .addColumn('text', 'text', (column) => column.notNull())
        .execute()
      for (const column of ['mission_id', 'appeal_id']) {
        await db.schema
          .createIndex(`mission_replies_by_${column}`)
          .on('mission_replies')
          .columns([column, 'received_on'])
          .execute()
      }
    },
  },
  '020_mission_descriptions': {
    async up(db: Kysely<unknown>) {
      for (const column of ['described_at', 'source_date', 'closed_on']) {
        await db.schema.alterTable('missions').addColumn(column, 'text').execute()
      }
      await db.schema
        .createTable('mission_descriptions')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('mission_id', 'text', (column) => column.notNull().references('missions.id'))
        .addColumn('receiving_state', 'text', (column) => column.notNull())
        .addColumn('type', 'text', (column) => column.notNull())
        .addColumn('name', 'text')
        .addColumn('city', 'text')
        .addColumn('closed_on', 'text')
        .addColumn('source', 'text', (column) => column.notNull())
        .addColumn('source_date', 'text')
        .addColumn('valid_from', 'text', (column) => column.notNull())
        .addColumn('valid_until', 'text', (column) => column.notNull())
        .execute()
      await db.schema
        .createIndex('mission_descriptions_mission')
        .on('mission_descriptions')
        .columns(['mission_id', 'valid_until'])
        .execute()
    },
  },
  '021_mission_replies_in_order': {
    async up(db: Kysely<unknown>) {
      // In the order in which pages show them; SQLite would sort even none at all in a table of its own.
      for (const column of ['mission_id', 'appeal_id']) {
        await db.schema.dropIndex(`mission_replies_by_${column}`).execute()
        await db.schema
          .createIndex(`mission_replies_of_${column}`)
          .on('mission_replies')
          .columns([column, 'received_on', 'id'])
          .execute()
      }
    },
  },
}
