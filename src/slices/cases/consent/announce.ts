import type { Db } from '../../../platform/db/database.ts'
import type { Outbox } from '../../../platform/outbox/outbox.ts'
import { hasConsentRows, markNamesChanged } from './queries.ts'
import { namesChanged } from './topics.ts'

/**
 * Makes every process hide names anew and drop its pages, from the commit of this transaction on.
 *
 * @param personId whose name it is about, when it is one person's
 * @returns the number of this change, in the order of all
 */
export async function announceNames(
  { tx, outbox }: { tx: Db; outbox: Outbox },
  personId?: string,
): Promise<number> {
  const version = await markNamesChanged(tx)
  await outbox.publish(tx, namesChanged, { version, ...(personId !== undefined && { personId }) })
  return version
}

/** An event may have set somebody of its case free, which ends most consents. */
export async function announceNamesAfterEvent(
  deps: { tx: Db; outbox: Outbox },
  caseId: string,
): Promise<void> {
  if (await hasConsentRows(deps.tx, caseId)) await announceNames(deps)
}
