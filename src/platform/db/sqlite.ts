import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import type { SqliteDatabase, SqliteStatement } from 'kysely'

const MAX_CACHED_STATEMENTS = 500
const BUSY_TIMEOUT_MS = 5000

/** node:sqlite in the shape that Kysely's SQLite connections expect, with a statement cache. */
export interface SqliteHandle extends SqliteDatabase {
  exec(sql: string): void
  /** False after SQLite itself rolled a transaction back, for instance on a full disk. */
  isInTransaction(): boolean
}

/**
 * Opens a database file.
 *
 * WAL lets readers go on while one connection writes; `synchronous = FULL` makes a commit
 * survive a power cut (https://sqlite.org/pragma.html#pragma_synchronous). `secure_delete` writes
 * zeros over what was erased, which would lie in the file for years otherwise.
 */
export function openSqlite(file: string, options: { readOnly: boolean }): SqliteHandle {
  const database = new DatabaseSync(file, {
    readOnly: options.readOnly,
    timeout: BUSY_TIMEOUT_MS,
    enableForeignKeyConstraints: true,
  })
  if (!options.readOnly) {
    database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on')
  }

  const cache = new Map<string, SqliteStatement>()
  return {
    exec: (sql) => database.exec(sql),
    isInTransaction: () => database.isTransaction,
    close: () => database.close(),
    prepare(sql) {
      const cached = cache.get(sql)
      if (cached) return cached
      const statement = wrapStatement(database.prepare(sql), sql)
      const oldest = cache.size >= MAX_CACHED_STATEMENTS ? cache.keys().next().value : undefined
      if (oldest !== undefined) cache.delete(oldest)
      cache.set(sql, statement)
      return statement
    },
  }
}

/**
 * Carries the write-ahead log over into the file and cuts it to nothing
 * (https://sqlite.org/pragma.html#pragma_wal_checkpoint). Does not wait for anybody: when the
 * database is in use at this moment, the log stays as it is.
 */
export function emptyWal(handle: SqliteHandle): void {
  if (handle.isInTransaction()) return
  handle.exec('pragma busy_timeout = 0')
  try {
    handle.exec('pragma wal_checkpoint(truncate)')
  } finally {
    handle.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`)
  }
}

function wrapStatement(statement: StatementSync, sql: string): SqliteStatement {
  const names = statement.columns().map(({ name }) => name)
  // NOTE: what `*` stands for may change when another process migrates; only SQLite knows then.
  const isFixed = !/(?<!count\()\*/.test(sql)
  statement.setReturnArrays(isFixed)
  const toRow = isFixed ? rowOf(names) : (row: unknown) => ({ ...(row as object) })
  return {
    reader: names.length > 0,
    all: (parameters) => statement.all(...parameters.map(toSqlite)).map(toRow),
    run: (parameters) => statement.run(...parameters.map(toSqlite)),
    *iterate(parameters) {
      for (const row of statement.iterate(...parameters.map(toSqlite))) yield toRow(row)
    },
  }
}

/**
 * Plain objects out of plain lists. node:sqlite's own objects take three times as long, and have a
 * null prototype, which `deepEqual` tells from plain objects.
 */
function rowOf(names: readonly string[]): (values: unknown) => Record<string, unknown> {
  return (values) => {
    const row: Record<string, unknown> = {}
    names.forEach((name, index) => {
      row[name] = (values as unknown[])[index]
    })
    return row
  }
}

function toSqlite(value: unknown): SQLInputValue {
  if (value === undefined) return null
  if (typeof value === 'boolean') return value ? 1 : 0
  return value as SQLInputValue
}
