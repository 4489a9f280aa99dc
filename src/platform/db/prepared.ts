import type { Compilable, CompiledQuery } from 'kysely'
import type { Db } from './database.ts'

/** Stands in a query for a value that is known only when it is asked. */
class Slot {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

type SlotOf<Values> = <Name extends keyof Values & string>(name: Name) => Values[Name]

/**
 * A query whose SQL is made once for each kind of database: making it takes as long as asking it. For
 * queries that pages ask each time and whose form never differs; a list of values has no fixed form.
 *
 * @param build makes the query, with `slot('name')` in place of each value
 */
export function prepared<Values extends object, Row>(
  build: (db: Db, slot: SlotOf<Values>) => Compilable<Row>,
): (db: Db, values: Values) => Promise<Row[]> {
  const made = new Map<unknown, CompiledQuery<Row>>()
  const slot: SlotOf<Values> = (name) => new Slot(name) as never
  return async (db, values) => {
    const dialect = db.getExecutor().adapter.constructor
    const query = made.get(dialect) ?? build(db, slot).compile()
    made.set(dialect, query)
    const parameters = query.parameters.map((value) =>
      value instanceof Slot ? values[value.name as keyof Values] : value,
    )
    const { rows } = await db.executeQuery<Row>({ ...query, parameters })
    return rows
  }
}
