import { type Generated, SqliteAdapter, sql } from 'kysely'
import pg from 'pg'
import { newId } from '../ids.ts'
import type { Log } from '../log.ts'
import { SECOND_MS } from '../time.ts'
import type { Db } from './database.ts'
import type { Migrations } from './migrate.ts'
import type { SqliteHandle } from './sqlite.ts'

/** Something that pages show, by name: `appeal:0190…`, `appeals`, `comments:appeal:0190…`. */
export type Fact = string

/** A fact that every page shows. */
export const EVERY_PAGE: Fact = 'every-page'

/** Facts that changed; `everything` when it is not known which. */
export type Changes = readonly Fact[] | 'everything'

/**
 * Tells every process which facts changed, as soon as the change is committed and never before
 * it can be seen.
 */
export interface FactFeed {
  /** To be called in the transaction that changes the facts. */
  announce(tx: Db, facts: readonly Fact[]): Promise<void>
  /**
   * What changed since the last call. Costs next to nothing when nothing did.
   *
   * @throws Error when the database cannot be asked; the next call tells of what this one did not
   */
  take(): Changes
  close(): Promise<void>
}

interface ChangedFactsTable {
  id: Generated<number>
  fact: Fact
}

declare module './database.ts' {
  interface Database {
    changed_facts: ChangedFactsTable
  }
}

export const factMigrations: Migrations = {
  '002_changed_facts': {
    async up(db) {
      // PostgreSQL tells by `NOTIFY` and needs no table.
      if (!(db.getExecutor().adapter instanceof SqliteAdapter)) return
      await sql`
        create table changed_facts (id integer primary key autoincrement, fact text not null)`.execute(
        db,
      )
    },
  },
}

/** A process that has not looked for longer than this forgets all its pages. */
const KEPT_FACTS = 1000
const TRIM_EVERY = 100
const NOTHING: Changes = []

/**
 * On SQLite changed facts are rows. `pragma data_version` tells a connection without a look at
 * the disk whether another one, of this process or another, has committed since
 * (https://sqlite.org/pragma.html#pragma_data_version).
 */
export function createSqliteFeed(reader: SqliteHandle): FactFeed {
  const version = () =>
    (reader.prepare('pragma data_version').all([])[0] as { data_version: number }).data_version
  let announced = 0
  let isClosed = false
  let seenVersion = -1
  let seenId = -1

  return {
    async announce(tx, facts) {
      if (facts.length === 0) return
      await tx
        .insertInto('changed_facts')
        .values(facts.map((fact) => ({ fact })))
        .execute()
      announced += 1
      if (announced % TRIM_EVERY !== 0) return
      await sql`
        delete from changed_facts
        where id <= (select max(id) from changed_facts) - ${KEPT_FACTS}`.execute(tx)
    },
    take() {
      if (isClosed) return NOTHING
      const current = version()
      if (current === seenVersion) return NOTHING
      const rows = reader
        .prepare('select id, fact from changed_facts where id > ? order by id')
        .all([seenId]) as { id: number; fact: Fact }[]
      // Not before: what could not be read is asked for again.
      seenVersion = current
      const isFirstLook = seenId === -1
      const hasGap = rows.length > 0 && rows[0]?.id !== seenId + 1
      seenId = rows.at(-1)?.id ?? Math.max(seenId, 0)
      if (isFirstLook || rows.length === 0) return NOTHING
      return hasGap ? 'everything' : [...new Set(rows.map(({ fact }) => fact))]
    },
    async close() {
      isClosed = true
    },
  }
}

const CHANNEL = 'outcry_facts'
/** A notification holds at most 8,000 bytes (PostgreSQL, `NOTIFY`). */
const MAX_FACTS_PER_NOTICE = 50
/** A transaction that is not heard of for so long was rolled back. */
const MAX_PENDING_MS = 10 * SECOND_MS
const RECONNECT_MS = SECOND_MS
/** How often the listening connection is asked for a sign of life, and how long it may take to give one. */
const PULSE_MS = 10 * SECOND_MS

/**
 * On PostgreSQL the commit itself notifies every listening process.
 *
 * The notice reaches even the process that committed a moment later. So that the very next
 * request sees the change, facts count as changed from their announcement until their notice.
 *
 * A connection that only listens is not told when the way to the database is cut. So it is asked for a
 * sign of life, and while it gives none everything counts as changed.
 */
export function createPostgresFeed(
  connectionString: string,
  log: Log,
  { pulseMs = PULSE_MS }: { pulseMs?: number } = {},
): FactFeed {
  const pending = new Map<string, readonly Fact[]>()
  let arrived: Fact[] = []
  let isListening = false
  let hasMissed = false
  let isClosed = false
  let client: pg.Client | undefined

  const connect = async () => {
    client = new pg.Client({
      connectionString,
      connectionTimeoutMillis: PULSE_MS,
      query_timeout: pulseMs,
    })
    client.on('notification', ({ payload }) => {
      const notice: { id: string; facts: Fact[] } = JSON.parse(payload ?? '')
      pending.delete(notice.id)
      arrived.push(...notice.facts)
    })
    client.on('error', lose)
    client.on('end', lose)
    await client.connect()
    await client.query(`listen ${CHANNEL}`)
    isListening = true
  }
  const lose = (error?: Error) => {
    if (isClosed || !client) return
    log.warn({ err: error }, 'the database stopped telling what changes; pages are made anew')
    isListening = false
    hasMissed = true
    client.removeAllListeners()
    client.on('error', () => {})
    void client.end().catch(() => {})
    client = undefined
    setTimeout(start, RECONNECT_MS).unref()
  }
  const start = () => {
    if (!isClosed) connect().catch(lose)
  }
  const pulse = setInterval(() => {
    if (isListening) client?.query('select 1').catch(lose)
  }, pulseMs)
  pulse.unref()
  start()

  return {
    async announce(tx, facts) {
      for (let from = 0; from < facts.length; from += MAX_FACTS_PER_NOTICE) {
        const id = newId()
        const part = facts.slice(from, from + MAX_FACTS_PER_NOTICE)
        pending.set(id, part)
        setTimeout(() => pending.delete(id), MAX_PENDING_MS).unref()
        await sql`select pg_notify(${CHANNEL}, ${JSON.stringify({ id, facts: part })})`.execute(tx)
      }
    },
    take() {
      if (!isListening || hasMissed) {
        hasMissed = !isListening
        return 'everything'
      }
      if (arrived.length === 0 && pending.size === 0) return NOTHING
      const changed = [...new Set([...arrived, ...[...pending.values()].flat()])]
      arrived = []
      return changed
    },
    async close() {
      isClosed = true
      clearInterval(pulse)
      await client?.end().catch(() => {})
    },
  }
}
