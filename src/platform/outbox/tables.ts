import type { Migrations } from '../db/migrate.ts'
import type { Instant } from '../time.ts'

export interface OutboxJobsTable {
  id: string
  /** Name of the one handler that this row is for. */
  handler: string
  payload: string
  /** Not before this instant. While a worker has the job, the end of its lease. */
  run_at: Instant
  attempts: number
  /** Since when the job is set aside for a person, after the last attempt. */
  failed_at: Instant | null
  last_error: string | null
  created_at: Instant
}

declare module '../db/database.ts' {
  interface Database {
    outbox_jobs: OutboxJobsTable
  }
}

export const outboxMigrations: Migrations = {
  '001_outbox': {
    async up(db) {
      await db.schema
        .createTable('outbox_jobs')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('handler', 'text', (column) => column.notNull())
        .addColumn('payload', 'text', (column) => column.notNull())
        .addColumn('run_at', 'text', (column) => column.notNull())
        .addColumn('attempts', 'integer', (column) => column.notNull())
        .addColumn('failed_at', 'text')
        .addColumn('last_error', 'text')
        .addColumn('created_at', 'text', (column) => column.notNull())
        .execute()
      await db.schema
        .createIndex('outbox_jobs_due')
        .on('outbox_jobs')
        .columns(['failed_at', 'run_at'])
        .execute()
    },
  },
}
