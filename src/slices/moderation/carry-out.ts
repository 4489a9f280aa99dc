import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import { listStanding, markSettled } from './queries.ts'
import type { Decision, ItemKind } from './types.ts'

/** What a decision does, for each kind of item. To be harmless when it is done a second time. */
export type Effects = Readonly<Record<ItemKind, (decision: Decision) => Promise<void>>>

/**
 * Carries the decisions of a batch out that nobody took back. An item that is gone, or that was
 * decided on in another way in the meantime, is left as it is.
 *
 * @throws Error when an effect failed for another reason, so that the job is tried again
 */
export async function carryOut(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  batchId: string,
  effects: Effects,
): Promise<void> {
  for (const decision of await listStanding(db, batchId)) {
    await effects[decision.item.kind](decision).catch((error) => {
      const isMoot = error instanceof AppError && ['conflict', 'not_found'].includes(error.code)
      if (!isMoot) throw error
    })
    await markSettled(db, decision.id, clock.now())
  }
}
