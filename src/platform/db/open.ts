import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Log } from '../log.ts'
import type { Database, Db } from './database.ts'
import { isStalePlan } from './errors.ts'
import { createPostgresFeed, createSqliteFeed, type FactFeed } from './fact-feed.ts'
import { GroupedSqliteDialect } from './grouped-commits.ts'
import { askDirectly } from './prepared.ts'
import { emptyWal, openSqlite } from './sqlite.ts'
import { PlannedOnceDialect } from './sqlite-dialect.ts'

/** The two handles of an open database. */
export interface OpenDatabase {
  /** Reads and writes. On SQLite its transactions take turns. */
  db: Db
  /** For pages: never waits for a writer, and cannot write on SQLite. */
  reader: Db
  /** Tells which facts on pages have changed, in whichever process. */
  facts: FactFeed
  /**
   * Makes the files forget what was erased from the tables. On SQLite a page keeps its former
   * content in the write-ahead log until that is emptied; a reader or writer in the middle of
   * something keeps it for another time. PostgreSQL does the like by itself (`autovacuum`).
   */
  forgetTraces(): void
  close(): Promise<void>
}

const MAX_POSTGRES_CONNECTIONS = 12
const BIGINT_OID = 20

/** Opens PostgreSQL when an address is given, otherwise the SQLite file in the data folder. */
export function openDatabase(
  options: { dataDir: string; databaseUrl?: string },
  log: Log,
): OpenDatabase {
  return options.databaseUrl
    ? openPostgres(options.databaseUrl, log)
    : openSqliteFile(join(options.dataDir, 'outcry.sqlite'))
}

function openSqliteFile(file: string): OpenDatabase {
  mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 })
  // SQLite would leave it to the umask; its other files get the mode of this one.
  closeSync(openSync(file, 'a', 0o600))
  const writingHandle = openSqlite(file, { readOnly: false })
  const db = new Kysely<Database>({ dialect: new GroupedSqliteDialect(writingHandle) })
  const readingHandle = openSqlite(file, { readOnly: true })
  const reader = new Kysely<Database>({
    dialect: new PlannedOnceDialect({ database: readingHandle }),
  })
  askDirectly(reader, ({ sql, parameters }) => readingHandle.prepare(sql).all(parameters))
  const facts = createSqliteFeed(readingHandle)
  return {
    db,
    reader,
    facts,
    forgetTraces: () => emptyWal(writingHandle),
    async close() {
      await facts.close()
      await reader.destroy()
      await db.destroy()
    },
  }
}

function openPostgres(connectionString: string, log: Log): OpenDatabase {
  const pool = new pg.Pool({
    connectionString,
    max: MAX_POSTGRES_CONNECTIONS,
    // bigint and count() arrive as text otherwise; ours stay far below 2^53.
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === BIGINT_OID ? Number : pg.types.getTypeParser(oid, format as 'text'),
    },
  })
  // Without a listener a broken idle connection would end the process; the next query reports it.
  pool.on('error', () => {})
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  askDirectly(db, async ({ name, sql: text, parameters: values }) => {
    const { rows } = await pool.query({ name, text, values }).catch((error) => {
      if (name === undefined || !isStalePlan(error)) throw error
      return pool.query({ text, values })
    })
    return rows
  })
  const facts = createPostgresFeed(connectionString, log)
  return {
    db,
    reader: db,
    facts,
    forgetTraces() {},
    async close() {
      await facts.close()
      await db.destroy()
    },
  }
}
