import type { Migrations } from '../../platform/db/migrate.ts'
import './tables.ts'

export const migrations: Migrations = {
  '231_ways_to_give': {
    async up(db) {
      await db.schema
        .createTable('ways_to_give')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull().unique())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('position', 'integer', (column) => column.notNull())
        .addColumn('details', 'text', (column) => column.notNull())
        .addColumn('texts', 'text', (column) => column.notNull())
        .addColumn('switched_on_at', 'text')
        .addColumn('created_at', 'text', (column) => column.notNull())
        .execute()
      await db.schema
        .createTable('donation_asks')
        .addColumn('language', 'text', (column) => column.primaryKey())
        .addColumn('text', 'text', (column) => column.notNull())
        .execute()
      await db.schema
        .createTable('donation_goals')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('amount_minor', 'bigint', (column) => column.notNull())
        .addColumn('currency', 'text', (column) => column.notNull())
        .addColumn('basis', 'text', (column) => column.notNull())
        .addColumn('starts_on', 'text', (column) => column.notNull())
        .addColumn('ends_on', 'text')
        .addColumn('set_at', 'text', (column) => column.notNull())
        .addColumn('ended_at', 'text')
        .execute()
    },
  },

  // `bigint`: minor units of a weak currency outgrow the 32 bits of PostgreSQL's `integer`.
  '232_donation_totals': {
    async up(db) {
      await db.schema
        .createTable('donation_reports')
        .addColumn('report_hash', 'text', (column) => column.primaryKey())
        .addColumn('matter_hash', 'text', (column) => column.notNull().unique())
        .addColumn('received_at', 'text', (column) => column.notNull())
        .execute()
      await db.schema
        .createTable('donation_payments')
        .addColumn('payment_hash', 'text', (column) => column.primaryKey())
        .addColumn('way_id', 'text', (column) => column.notNull())
        .addColumn('currency', 'text', (column) => column.notNull())
        .addColumn('amount_minor', 'bigint')
        .addColumn('returned_minor', 'bigint', (column) => column.notNull())
        .addColumn('paid_on', 'text')
        .addColumn('reported_at', 'text', (column) => column.notNull())
        .execute()
      await db.schema
        .createTable('donation_days')
        .addColumn('currency', 'text', (column) => column.notNull())
        .addColumn('paid_on', 'text', (column) => column.notNull())
        .addColumn('kept_minor', 'bigint', (column) => column.notNull())
        .addColumn('reported_at', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('donation_days_key', ['currency', 'paid_on'])
        .execute()
      await db.schema
        .createTable('donation_pledges')
        .addColumn('pledge_hash', 'text', (column) => column.primaryKey())
        .addColumn('way_id', 'text', (column) => column.notNull())
        .addColumn('currency', 'text', (column) => column.notNull())
        .addColumn('amount_minor', 'bigint', (column) => column.notNull())
        .addColumn('began_at', 'text', (column) => column.notNull())
        .addColumn('ended_at', 'text')
        .addColumn('reported_at', 'text', (column) => column.notNull())
        .execute()
    },
  },
}
