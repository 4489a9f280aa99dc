import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { migrations } from '../src/app/rooms.ts'
import type { Db } from '../src/platform/db/database.ts'
import { migrate } from '../src/platform/db/migrate.ts'
import { openDatabase } from '../src/platform/db/open.ts'
import { createLog } from '../src/platform/log.ts'

// Most tests begin with an empty database, so they do not carry out every migration each time: a
// file is copied, and PostgreSQL deletes what the test before has left behind.

let template: Promise<string> | undefined

/** Lays an empty, migrated SQLite file into a data folder. */
export async function copyEmptyDatabase(dataDir: string): Promise<void> {
  template ??= makeTemplate()
  copyFileSync(join(await template, DATABASE_FILE), join(dataDir, DATABASE_FILE))
}

const DATABASE_FILE = 'outcry.sqlite'

async function makeTemplate(): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'outcry-template-'))
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }))
  const database = openDatabase({ dataDir }, createLog('silent'))
  await migrate(database.db, migrations)
  await database.close()
  return dataDir
}

let deletions: Promise<string> | undefined

/** Migrates a PostgreSQL database, once, and empties all its tables. */
export async function emptyDatabase(db: Db): Promise<void> {
  deletions ??= migrate(db, migrations).then(() => writeDeletions(db))
  await sql.raw(await deletions).execute(db)
}

/**
 * `truncate` makes new files for each table and index, which takes a hundred times as long as to
 * delete a few rows. Who refers to others comes first; triggers that keep rows from being deleted
 * are put to sleep for it.
 */
async function writeDeletions(db: Db): Promise<string> {
  const { rows } = await sql<{ name: string; is_guarded: boolean }>`
    select quote_ident(relname) as name,
      exists (select from pg_trigger where tgrelid = pg_class.oid and not tgisinternal) as is_guarded
    from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace and relname not like 'kysely%'
    order by exists (select from pg_constraint where contype = 'f' and confrelid = pg_class.oid)`.execute(
    db,
  )
  const lines = rows.map(({ name, is_guarded }) =>
    is_guarded
      ? `alter table ${name} disable trigger user; delete from ${name}; alter table ${name} enable trigger user`
      : `delete from ${name}`,
  )
  return lines.join(';')
}
