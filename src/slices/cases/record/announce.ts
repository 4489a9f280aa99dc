import type { Db } from '../../../platform/db/database.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Outbox } from '../../../platform/outbox/outbox.ts'
import type { Instant } from '../../../platform/time.ts'
import { caseChanged } from '../topics.ts'
import { markCaseChanged } from './queries.ts'

/**
 * Notes that something is recorded of a case, in the transaction that does it and before anything
 * else of it is read. Pages that show the case are dropped.
 *
 * @returns whether readers see the case
 * @throws AppError `conflict` the case is closed
 */
export async function touchCase(
  { tx, outbox }: { tx: Db; outbox: Outbox },
  caseId: string,
  at: Instant,
): Promise<{ isPublic: boolean }> {
  const marked = await markCaseChanged(tx, caseId, at)
  if (!marked) throw new AppError('conflict', 'cases.is_closed')
  await outbox.publish(tx, caseChanged, { caseId })
  return marked
}
