import { type LimitNode, SqliteDialect, SqliteQueryCompiler, ValueNode } from 'kysely'

/** Kysely's SQLite dialect, whose statements SQLite plans once. */
export class PlannedOnceDialect extends SqliteDialect {
  override createQueryCompiler(): SqliteQueryCompiler {
    return new PlannedOnceCompiler()
  }
}

/**
 * SQLite looks at the number behind a bare `limit ?` while it plans, and so plans the statement anew
 * whenever a number is bound there, which takes many times as long as most answers. It does not do so
 * for a number that is written out, nor for an expression.
 */
class PlannedOnceCompiler extends SqliteQueryCompiler {
  protected override visitLimit({ limit }: LimitNode): void {
    const value = ValueNode.is(limit) ? limit.value : undefined
    this.append(Number.isInteger(value) ? `limit ${value}` : 'limit 0 + ')
    if (!Number.isInteger(value)) this.visitNode(limit)
  }
}
