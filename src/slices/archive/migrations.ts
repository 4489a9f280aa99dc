import { SqliteAdapter, sql } from 'kysely'
import type { Migrations } from '../../platform/db/migrate.ts'

/**
 * The words of the search are kept by the database's own full-text index: FTS5 on SQLite, `tsvector`
 * with GIN on PostgreSQL. Both are given tokens that are ready made and only split at blanks.
 */
export const migrations: Migrations = {
  '601_search_documents': {
    async up(db) {
      const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter
      await db.schema
        .createTable('search_documents')
        .addColumn('position', isSqlite ? 'integer' : 'bigint', (column) => column.primaryKey())
        .addColumn('appeal_id', 'text', (column) => column.notNull().unique())
        .addColumn('changed_at', 'text', (column) => column.notNull())
        .execute()
      if (isSqlite) {
        // The row's number is the document's position. Texts are not kept a second time (content='').
        await sql`
          create virtual table search_words using fts5(
            title, body, marks,
            tokenize = "ascii tokenchars '=-'", prefix = '2 3',
            content = '', contentless_delete = 1)`.execute(db)
        return
      }
      await sql`
        create table search_words (
          position bigint primary key references search_documents on delete cascade,
          title_words tsvector not null,
          words tsvector not null)`.execute(db)
      // Without `fastupdate`, because a list of pending entries is read through by every search.
      for (const column of ['title_words', 'words']) {
        await sql`
          create index ${sql.id(`search_by_${column}`)} on search_words
          using gin (${sql.id(column)}) with (fastupdate = off)`.execute(db)
      }
    },
  },
}
