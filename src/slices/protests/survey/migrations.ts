import type { Migrations } from '../../../platform/db/migrate.ts'
import './tables.ts'

export const surveyMigrations: Migrations = {
  '550_letter_surveys': {
    async up(db) {
      await db.schema
        .createTable('letter_surveys')
        .addColumn('letter_id', 'text', (column) => column.primaryKey())
        .addColumn('opened_at', 'text', (column) => column.notNull())
        .addColumn('asked_at', 'text')
        .addColumn('asked_again_at', 'text')
        .addColumn('answer', 'text')
        .addColumn('answered_at', 'text')
        .addColumn('ended_at', 'text')
        .execute()
      await db.schema
        .createIndex('letter_surveys_by_asked_at')
        .on('letter_surveys')
        .column('asked_at')
        .execute()
    },
  },
}
