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
  '602_search_years': {
    async up(db) {
      if (db.getExecutor().adapter instanceof SqliteAdapter) return
      await markYears(db)
      await findByYears(db)
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

/** Gives each vector the year of its document; a position is the day times 2^20, and a place in it. */
async function markYears(db: Kysely<unknown>): Promise<void> {
  await sql`drop index search_by_words`.execute(db)
  await sql`
    update search_words set words = words || array_to_tsvector(array[
      '=year=' || extract(year from date '1970-01-01' + (position >> 20)::integer)])`.execute(db)
  await sql`
    create index search_by_words on search_words using gin (words) with (fastupdate = off)`.execute(
    db,
  )
}

/**
 * Looks among the newest documents first: words that most documents have are found there, and the
 * index goes through those of a few years only. A tier is searched by parts, each older than the one
 * before: two years from its newest document; for phrases, which may have to be judged in vain,
 * eight more; all others. `+ 0` keeps the planner from walking through the documents by position.
 */
async function findByYears(db: Kysely<unknown>): Promise<void> {
  await sql`drop function find_search_words`.execute(db)
  await sql`
    create function find_search_words(tiers jsonb, judged integer, wanted integer)
    returns table (tier text, "position" bigint, appeal_id text)
    language plpgsql stable set enable_seqscan = off set plan_cache_mode = force_generic_plan
    as $$
    declare
      each jsonb;
      plain tsquery;
      exact tsquery;
      part tsquery;
      years integer;
      newest_year integer;
      oldest_year integer;
      first_position bigint;
      part_first bigint;
      part_last bigint;
      found record;
      unjudged integer;
      missing integer := wanted;
    begin
      for each in select * from jsonb_array_elements(tiers) loop
        tier := each ->> 'tier';
        plain := (each ->> 'plain')::tsquery;
        exact := (each ->> 'exact')::tsquery;
        first_position := (each ->> 'from')::bigint;
        part_last := (each ->> 'until')::bigint;
        unjudged := judged;
        foreach years in array case when exact is null then array[2, 0] else array[2, 8, 0] end loop
          part_first := first_position;
          part := plain;
          if years > 0 then
            select extract(year from date '1970-01-01' + (max(known.position) >> 20)::integer)
              into newest_year from search_documents as known
              where known.position between first_position and part_last;
            exit when newest_year is null;
            oldest_year := greatest(1, newest_year - years + 1);
            part_first := greatest(
              first_position, (make_date(oldest_year, 1, 1) - date '1970-01-01')::bigint << 20);
            part := plain && (
              select string_agg(format('''=year=%s''', year), ' | ')::tsquery
              from generate_series(oldest_year, newest_year) as year);
          end if;
          for found in
            select stored.position, stored.appeal_id, stored.words from search_words as stored
            where stored.words @@ part
              and stored.position + 0 >= part_first and stored.position + 0 <= part_last
            order by stored.position + 0 desc
            limit case when exact is null then missing else unjudged end
          loop
            unjudged := unjudged - 1;
            if exact is null or found.words @@ exact then
              "position" := found.position;
              appeal_id := found.appeal_id;
              return next;
              missing := missing - 1;
              exit when missing = 0;
            end if;
          end loop;
          exit when missing = 0 or part_first <= first_position;
          exit when exact is not null and unjudged = 0;
          part_last := least(part_last, part_first - 1);
        end loop;
        exit when missing = 0;
      end loop;
    end
    $$`.execute(db)
}
