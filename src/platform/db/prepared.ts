import { CompiledQuery } from 'kysely'
import type { Db } from './database.ts'

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
/** Each connection to PostgreSQL keeps the plan of each named query, some ten kilobytes. */
const MAX_NAMED = 200
let named = 0

interface Made<Row> {
  query: CompiledQuery<Row>
  /** Given to those that are asked again, as long as there are names. */
  name?: string
}

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
  const made = new Map<unknown, Map<string, Made<Row>>>()
  const make = (db: Db, values: Values): Made<Row> => {
    const dialect = db.getExecutor().adapter.constructor
    const ofDialect = made.get(dialect) ?? new Map<string, Made<Row>>()
    made.set(dialect, ofDialect)
    const form = formOf(values)
    const known = form === undefined ? undefined : ofDialect.get(form)
    if (known) {
      known.name ??= nextName()
      return known
    }
    const slot = (name: string) => slotsFor(values[name as keyof Values], (all) => all[name])
    const { sql, parameters } = build(db, slot as SlotOf<Values>).compile(db)
    // Without the tree that the SQL was made from, which is many times as large.
    const fresh = { query: CompiledQuery.raw(sql, [...parameters]) as CompiledQuery<Row> }
    if (form !== undefined) ofDialect.set(form, fresh)
    return fresh
  }
  return async (db, values) => {
    const { query, name } = make(db, values)
    const parameters = query.parameters.map((each) =>
      each instanceof Slot ? each.take(values as Record<string, unknown>) : each,
    )
    const ask = ways.get(db)
    if (ask) return ask({ name, sql: query.sql, parameters }) as Row[] | Promise<Row[]>
    return (await db.executeQuery<Row>({ ...query, parameters })).rows
  }
}

/** Asks a database; it may keep the plan of what has a name, which always names the same SQL. */
type Ask = (query: {
  name?: string
  sql: string
  parameters: unknown[]
}) => unknown[] | Promise<unknown[]>

const ways = new WeakMap<Db, Ask>()

/**
 * Has prepared queries ask without the steps in which Kysely borrows a connection and gives it back,
 * which take longer than most answers. Never in a transaction; on SQLite for a handle that reads alone.
 */
export function askDirectly(db: Db, ask: Ask): void {
  ways.set(db, ask)
}

function nextName(): string | undefined {
  if (named === MAX_NAMED) return undefined
  named += 1
  return `outcry_${named}`
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
