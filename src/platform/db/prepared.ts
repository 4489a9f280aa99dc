import { CompiledQuery } from 'kysely'
import type { Db } from './database.ts'
import type { SqliteHandle } from './sqlite.ts'

/** Stands in a query for a value that is known only when it is asked: it can be taken from the values. */
class Slot {
  readonly take: (values: Record<string, unknown>) => unknown

  constructor(take: (values: Record<string, unknown>) => unknown) {
    this.take = take
  }
}

type SlotOf<Values> = <Name extends keyof Values & string>(name: Name) => Values[Name]

/** A query of the builder, or one written in SQL. */
interface Compilable<Row> {
  compile(db: Db): CompiledQuery<Row>
}

/** Longer lists are seldom asked twice in the same length. */
const MAX_KEPT_LIST = 100

/**
 * A query whose SQL is made once for each kind of database and each form of its values, which is
 * which of them are missing and how long its lists are: making it takes longer than asking it. For
 * queries that pages and forms ask each time. Rows of one list all have the same columns.
 *
 * @param build makes the query, with `slot('name')` in place of each value
 */
export function prepared<Values extends object, Row>(
  build: (db: Db, slot: SlotOf<Values>) => Compilable<Row>,
): (db: Db, values: Values) => Promise<Row[]> {
  const made = new Map<unknown, Map<string, CompiledQuery<Row>>>()
  const make = (db: Db, values: Values): CompiledQuery<Row> => {
    const dialect = db.getExecutor().adapter.constructor
    const ofDialect = made.get(dialect) ?? new Map<string, CompiledQuery<Row>>()
    made.set(dialect, ofDialect)
    const form = formOf(values)
    const known = form === undefined ? undefined : ofDialect.get(form)
    if (known) return known
    const slot = (name: string) => slotsFor(values[name as keyof Values], (all) => all[name])
    const { sql, parameters } = build(db, slot as SlotOf<Values>).compile(db)
    // Without the tree that the SQL was made from, which is many times as large.
    const query = CompiledQuery.raw(sql, [...parameters]) as CompiledQuery<Row>
    if (form !== undefined) ofDialect.set(form, query)
    return query
  }
  return async (db, values) => {
    const query = make(db, values)
    const parameters = query.parameters.map((each) =>
      each instanceof Slot ? each.take(values as Record<string, unknown>) : each,
    )
    const handle = handles.get(db)
    if (handle) return handle.prepare(query.sql).all(parameters) as Row[]
    return (await db.executeQuery<Row>({ ...query, parameters })).rows
  }
}

const handles = new WeakMap<Db, Pick<SqliteHandle, 'prepare'>>()

/**
 * Has prepared queries ask SQLite without the steps in which Kysely borrows a connection and gives
 * it back; they take longer than most answers. For a handle that reads alone, and never in a transaction.
 */
export function askDirectly(db: Db, handle: Pick<SqliteHandle, 'prepare'>): void {
  handles.set(db, handle)
}

/** The same text for values that make the same SQL; undefined when that is not worth keeping. */
function formOf(values: object): string | undefined {
  let form = ''
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue
    const length = Array.isArray(value) ? value.length : ''
    if (Number(length) > MAX_KEPT_LIST) return undefined
    form += `${name}${length},`
  }
  return form
}

/** One slot for a value; in lists one for each value, in rows one for each column. */
function slotsFor(value: unknown, take: Slot['take']): unknown {
  if (value === undefined) return undefined
  if (Array.isArray(value)) {
    return value.map((one, index) => slotsFor(one, (all) => (take(all) as unknown[])[index]))
  }
  if (value === null || typeof value !== 'object') return new Slot(take)
  const columns = Object.entries(value).map(([column, one]) => [
    column,
    slotsFor(one, (all) => (take(all) as Record<string, unknown>)[column]),
  ])
  return Object.fromEntries(columns)
}
