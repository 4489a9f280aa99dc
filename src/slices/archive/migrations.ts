import { type Kysely, SqliteAdapter, sql } from 'kysely'
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
      await makeVectors(db)
    },
  },
}

/**
 * Vectors lie apart from their rows (`toast_tuple_target`), because most searches are answered by
 * the index and read only positions.
 *
 * The function keeps the planner from its mistake of walking through documents by position and
 * unpacking each of their vectors, which it believes to cost nothing. In each tier the index alone
 * finds what has all words (`plain`); if there is more to ask (`exact`), the newest of that are
 * judged one by one.
 */
async function makeVectors(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table search_words (
      position bigint primary key references search_documents on delete cascade,
      appeal_id text not null,
      words tsvector not null
    ) with (toast_tuple_target = 128)`.execute(db)
  // Without `fastupdate`, because a list of pending entries is read through by every search.
  await sql`
    create index search_by_words on search_words using gin (words) with (fastupdate = off)`.execute(
    db,
  )
  await sql`
    create or replace function find_search_words(tiers jsonb, judged integer, wanted integer)
    returns table (tier text, "position" bigint, appeal_id text)
    language plpgsql stable
    set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off
    set plan_cache_mode = force_generic_plan
    as $$
    declare
      each jsonb;
      plain tsquery;
      exact tsquery;
      first_position bigint;
      last_position bigint;
      missing integer := wanted;
      added integer;
    begin
      for each in select * from jsonb_array_elements(tiers) loop
        plain := (each ->> 'plain')::tsquery;
        exact := (each ->> 'exact')::tsquery;
        first_position := (each ->> 'from')::bigint;
        last_position := (each ->> 'until')::bigint;
        return query
          select each ->> 'tier', newest.position, newest.appeal_id from (
            select found.position, found.appeal_id, found.words from search_words as found
            where found.words @@ plain
              and found.position + 0 >= first_position and found.position + 0 <= last_position
            order by found.position desc
            limit case when exact is null then missing else judged end
          ) as newest
          where exact is null or newest.words @@ exact
          order by newest.position desc limit missing;
        get diagnostics added = row_count;
        missing := missing - added;
        exit when missing = 0;
      end loop;
    end
    $$`.execute(db)
}
