/** SQLite's extended codes for a doubled unique or primary key (https://sqlite.org/rescode.html). */
const SQLITE_UNIQUE = [2067, 1555]
/** PostgreSQL's class 23 code of the same meaning. */
const POSTGRES_UNIQUE = '23505'

/** Whether a write failed because a row with the same unique key exists. */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { errcode, code } = error as { errcode?: number; code?: string }
  return SQLITE_UNIQUE.includes(errcode ?? 0) || code === POSTGRES_UNIQUE
}

/** PostgreSQL's class 0A code for a kept plan whose columns have changed since, by a migration for instance. */
const POSTGRES_STALE_PLAN = '0A000'

/** Whether PostgreSQL refused a named query only because its plan has grown old; unnamed, it is planned anew. */
export function isStalePlan(error: unknown): boolean {
  return error instanceof Error && (error as { code?: string }).code === POSTGRES_STALE_PLAN
}
