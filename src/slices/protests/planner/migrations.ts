import type { Migrations } from '../../../platform/db/migrate.ts'

export const hoursMigrations: Migrations = {
  '515_hours_source': {
    async up(db) {
      await db.schema
        .alterTable('letter_hours')
        .addColumn('source', 'text', (column) => column.notNull().defaultTo(''))
        .execute()
    },
  },
}
