import { SqliteAdapter, sql } from 'kysely'
import type { Db } from './database.ts'

/** Makes the database itself refuse to change or delete rows of a table. For migrations. */
export async function makeAppendOnly(db: Db, table: string): Promise<void> {
  const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter
  await (isSqlite ? guardOnSqlite(db, table) : guardOnPostgres(db, table))
}

async function guardOnSqlite(db: Db, table: string): Promise<void> {
  for (const act of ['update', 'delete']) {
    await sql`
      create trigger ${sql.id(`${table}_no_${act}`)} before ${sql.raw(act)} on ${sql.table(table)}
      begin select raise(abort, 'rows of this table are never changed'); end`.execute(db)
  }
}

async function guardOnPostgres(db: Db, table: string): Promise<void> {
  const refuse = sql.id(`${table}_refuse`)
  await sql`
    create function ${refuse}() returns trigger language plpgsql as
    $$ begin raise exception 'rows of this table are never changed'; end $$`.execute(db)
  await sql`
    create trigger ${sql.id(`${table}_append_only`)} before update or delete on ${sql.table(table)}
    for each row execute function ${refuse}()`.execute(db)
}
