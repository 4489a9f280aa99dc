import type { CompiledQuery } from 'kysely'
import type { Db } from './database.ts'
import type { SqliteHandle } from './sqlite.ts'

/** Stands in a query for a value, or for one of a list, that is known only when it is asked. */
class Slot {
  readonly name: string
  readonly index: number | undefined

  constructor(name: string, index?: number) {
    this.name = name
    this.index = index
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
 * queries that pages and forms ask each time.
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
    const query = build(db, (name) => slotsFor(name, values[name]) as never).compile(db)
    if (form !== undefined) ofDialect.set(form, query)
    return query
  }
  return async (db, values) => {
    const query = make(db, values)
    const parameters = query.parameters.map((each) =>
      each instanceof Slot ? valueFor(each, values as Record<string, unknown>) : each,
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

function slotsFor(name: string, value: unknown): unknown {
  if (value === undefined) return undefined
  return Array.isArray(value) ? value.map((_, index) => new Slot(name, index)) : new Slot(name)
}

function valueFor({ name, index }: Slot, values: Record<string, unknown>): unknown {
  const value = values[name]
  return index === undefined ? value : (value as unknown[])[index]
}
