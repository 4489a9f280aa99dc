import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type Kysely,
  type QueryResult,
  SqliteAdapter,
} from 'kysely'
import type { SqliteHandle } from './sqlite.ts'
import { PlannedOnceDialect } from './sqlite-dialect.ts'

/**
 * Kysely's SQLite dialect with transactional DDL, `begin immediate` and grouped commits.
 *
 * One connection writes, so transactions take turns. Each is a savepoint; the outermost
 * transaction is committed when the event loop has run every request that had arrived
 * (`setImmediate`), and only then do all of them hear that they succeeded. A hundred
 * letters that arrive together thus cost one flush to the disk instead of a hundred, and
 * each is still durable before its answer.
 */
export class GroupedSqliteDialect extends PlannedOnceDialect {
  readonly #handle: SqliteHandle

  constructor(handle: SqliteHandle) {
    super({ database: handle })
    this.#handle = handle
  }

  override createDriver(): Driver {
    return new GroupedCommitDriver(this.#handle)
  }

  override createAdapter(): SqliteAdapter {
    return new GroupedSqliteAdapter()
  }
}

class GroupedSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }

  /** The driver below hands out turns itself; Kysely's own mutex would end every group at one. */
  override get supportsMultipleConnections(): boolean {
    return true
  }

  override async acquireMigrationLock(_db: Kysely<unknown>): Promise<void> {
    // `begin immediate` has taken the only write lock already.
  }
}

/** At most this many transactions wait for one flush, so that none waits long. */
const MAX_GROUP_SIZE = 200

interface Waiter {
  resolve(): void
  reject(reason: unknown): void
}

class GroupedCommitDriver implements Driver {
  readonly #handle: SqliteHandle
  readonly #turns: Array<() => void> = []
  readonly #group: Waiter[] = []
  #isTaken = false
  #flushIsDue = false

  constructor(handle: SqliteHandle) {
    this.#handle = handle
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    if (this.#isTaken) await new Promise<void>((resolve) => this.#turns.push(resolve))
    this.#isTaken = true
    return new Turn(this.#handle)
  }

  async beginTransaction(turn: DatabaseConnection): Promise<void> {
    if (!this.#handle.isInTransaction()) this.#handle.exec('begin immediate')
    this.#handle.exec('savepoint turn')
    asTurn(turn).hasSavepoint = true
  }

  async commitTransaction(turn: DatabaseConnection): Promise<void> {
    this.#handle.exec('release turn')
    asTurn(turn).hasSavepoint = false
    await this.#endTurn(asTurn(turn))
  }

  async rollbackTransaction(turn: DatabaseConnection): Promise<void> {
    if (!asTurn(turn).hasSavepoint) return
    asTurn(turn).hasSavepoint = false
    if (this.#handle.isInTransaction()) {
      this.#handle.exec('rollback to turn; release turn')
    } else {
      this.#settleGroup(new RolledBack())
    }
  }

  async releaseConnection(turn: DatabaseConnection): Promise<void> {
    if (!asTurn(turn).hasEnded) await this.#endTurn(asTurn(turn))
  }

  async destroy(): Promise<void> {
    if (this.#handle.isInTransaction()) this.#flush()
    this.#handle.close()
  }

  /** Lets the next one go on at once, and resolves when this one's work is on the disk. */
  #endTurn(turn: Turn): Promise<void> {
    turn.hasEnded = true
    // A statement that met a full disk has taken the work of the whole group back with it.
    if (!this.#handle.isInTransaction()) this.#settleGroup(new RolledBack())
    const durable = this.#handle.isInTransaction()
      ? new Promise<void>((resolve, reject) => this.#group.push({ resolve, reject }))
      : Promise.resolve()
    if (this.#group.length >= MAX_GROUP_SIZE) this.#flush()
    else if (this.#group.length > 0) this.#flushSoon()

    const next = this.#turns.shift()
    if (next) next()
    else this.#isTaken = false
    return durable
  }

  #flushSoon(): void {
    if (this.#flushIsDue) return
    this.#flushIsDue = true
    setImmediate(() => {
      this.#flushIsDue = false
      // NOTE: a turn that is still being taken would be cut in two; its end asks again.
      if (this.#isTaken) this.#flushSoon()
      else if (this.#handle.isInTransaction()) this.#flush()
    })
  }

  #flush(): void {
    try {
      this.#handle.exec('commit')
    } catch (error) {
      if (this.#handle.isInTransaction()) this.#handle.exec('rollback')
      this.#settleGroup(error)
      return
    }
    this.#settleGroup()
  }

  /** To be called as soon as the group's transaction has ended, so that it is never taken for the next. */
  #settleGroup(failure?: unknown): void {
    for (const waiter of this.#group.splice(0)) {
      if (failure === undefined) waiter.resolve()
      else waiter.reject(failure)
    }
  }
}

class RolledBack extends Error {
  constructor() {
    super('SQLite rolled the whole transaction back')
  }
}

class Turn implements DatabaseConnection {
  readonly #handle: SqliteHandle
  hasSavepoint = false
  hasEnded = false

  constructor(handle: SqliteHandle) {
    this.#handle = handle
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    // Whoever goes on after such an error would write outside of any transaction.
    if (this.hasSavepoint && !this.#handle.isInTransaction()) throw new RolledBack()
    const statement = this.#handle.prepare(sql)
    if (statement.reader) return { rows: statement.all(parameters) as R[] }
    const { changes, lastInsertRowid } = statement.run(parameters)
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('the writing connection does not stream; read through the reader')
  }
}

function asTurn(connection: DatabaseConnection): Turn {
  return connection as Turn
}
