import { sql } from 'kysely'
import { makeAppendOnly } from '../../platform/db/append-only.ts'
import type { Migrations } from '../../platform/db/migrate.ts'
import './tables.ts'

export const migrations: Migrations = {
  '211_members': {
    async up(db) {
      await db.schema
        .createTable('organisations')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('host_since', 'text')
        .execute()
      await db.schema
        .createTable('members')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('organisation_id', 'text', (column) => column.notNull())
        .addColumn('email', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('role', 'text', (column) => column.notNull())
        .addColumn('password_hash', 'text', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('removed_at', 'text')
        .execute()
      await db.schema
        .createIndex('members_email')
        .on('members')
        .column('email')
        .unique()
        .where(sql<boolean>`removed_at is null`)
        .execute()
      await db.schema
        .createIndex('members_of_organisation')
        .on('members')
        .columns(['organisation_id', 'id'])
        .execute()
    },
  },
  '212_invitations': {
    async up(db) {
      await db.schema
        .createTable('invitations')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('organisation_id', 'text', (column) => column.notNull())
        .addColumn('email', 'text')
        .addColumn('role', 'text', (column) => column.notNull())
        .addColumn('invited_by', 'text')
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .addColumn('used_at', 'text')
        .addColumn('revoked_at', 'text')
        .execute()
    },
  },
  '213_sessions': {
    async up(db) {
      await db.schema
        .createTable('sessions')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('token_hash', 'text', (column) => column.notNull().unique())
        .addColumn('member_id', 'text', (column) => column.notNull())
        .addColumn('browser', 'text', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('last_seen_at', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .addColumn('signed_in_at', 'text')
        .addColumn('factor_at', 'text')
        .execute()
      await db.schema
        .createIndex('sessions_of_member')
        .on('sessions')
        .columns(['member_id', 'id'])
        .execute()
      await db.schema.createIndex('sessions_expired').on('sessions').column('expires_at').execute()
    },
  },
  '214_sign_in': {
    async up(db) {
      await db.schema
        .createTable('password_resets')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('member_id', 'text', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .addColumn('used_at', 'text')
        .execute()
      await db.schema
        .createIndex('password_resets_of_member')
        .on('password_resets')
        .columns(['member_id', 'created_at'])
        .execute()
      await db.schema
        .createTable('sign_in_attempts')
        .addColumn('key_hash', 'text', (column) => column.primaryKey())
        .addColumn('failures', 'integer', (column) => column.notNull())
        .addColumn('last_at', 'text', (column) => column.notNull())
        .addColumn('blocked_until', 'text', (column) => column.notNull())
        .execute()
    },
  },
  '215_factors': {
    async up(db) {
      await db.schema
        .createTable('authenticators')
        .addColumn('member_id', 'text', (column) => column.primaryKey())
        .addColumn('secret', 'text', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('confirmed_at', 'text')
        .addColumn('last_step', 'integer', (column) => column.notNull())
        .execute()
      await db.schema
        .createTable('recovery_codes')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('member_id', 'text', (column) => column.notNull())
        .addColumn('code_hash', 'text', (column) => column.notNull())
        .addColumn('used_at', 'text')
        .execute()
      await db.schema
        .createIndex('recovery_codes_of_member')
        .on('recovery_codes')
        .columns(['member_id', 'code_hash'])
        .execute()
      await db.schema
        .createTable('passkeys')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('member_id', 'text', (column) => column.notNull())
        .addColumn('public_key', 'text', (column) => column.notNull())
        .addColumn('counter', 'integer', (column) => column.notNull())
        .addColumn('transports', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('last_used_at', 'text')
        .execute()
      await db.schema.createIndex('passkeys_of_member').on('passkeys').column('member_id').execute()
      await db.schema
        .createTable('passkey_challenges')
        .addColumn('challenge', 'text', (column) => column.primaryKey())
        .addColumn('purpose', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .execute()
    },
  },
  '216_acts': {
    async up(db) {
      await db.schema
        .createTable('acts')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('at', 'text', (column) => column.notNull())
        .addColumn('organisation_id', 'text')
        .addColumn('actor_id', 'text')
        .addColumn('actor_name', 'text')
        .addColumn('act', 'text', (column) => column.notNull())
        .addColumn('subject_kind', 'text', (column) => column.notNull())
        .addColumn('subject_id', 'text', (column) => column.notNull())
        .addColumn('subject_name', 'text')
        .addColumn('before_value', 'text')
        .addColumn('after_value', 'text')
        .execute()
      await db.schema
        .createIndex('acts_of_organisation')
        .on('acts')
        .columns(['organisation_id', 'id'])
        .execute()
      await db.schema
        .createIndex('acts_of_actor')
        .on('acts')
        .columns(['organisation_id', 'actor_id', 'id'])
        .execute()
      await db.schema
        .createIndex('acts_by_kind')
        .on('acts')
        .columns(['organisation_id', 'act', 'id'])
        .execute()
      await makeAppendOnly(db, 'acts')
    },
  },
}
