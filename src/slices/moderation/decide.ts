import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { addMs } from '../../platform/time.ts'
import { type Actor, recordAct, requireHost } from '../accounts/index.ts'
import { insertDecision, markUndone } from './queries.ts'
import { decisionsDue } from './topics.ts'
import { type Item, UNDO_MS, type Verdict } from './types.ts'

type DecideDeps = Pick<Deps, 'db' | 'clock' | 'outbox'>

/**
 * Decides on items that wait. It has no effect for ten seconds, in which `undoDecisions` takes it
 * back as if it had never been; then the outbox carries it out, at least once. Each stands in the
 * audit log from the beginning.
 *
 * @returns the batch, and how many of the items somebody else had decided on a moment before
 * @throws AppError `forbidden` the actor belongs to a partner organisation
 * @throws AppError `conflict`  all of them were decided on already
 */
export async function decideItems(
  { db, clock, outbox }: DecideDeps,
  actor: Actor,
  { items, verdict, reason }: { items: readonly Item[]; verdict: Verdict; reason?: string },
): Promise<{ batchId: string; skipped: number }> {
  requireHost(actor)
  const batchId = newId()
  const at = clock.now()
  const effectiveAt = addMs(at, UNDO_MS)
  return db.transaction().execute(async (tx) => {
    let skipped = 0
    for (const item of items) {
      const isNew = await insertDecision(tx, {
        id: newId(),
        batch_id: batchId,
        item_kind: item.kind,
        item_id: item.id,
        ...{ verdict, reason: reason ?? null },
        member_id: actor.memberId,
        member_name: actor.name,
        decided_at: at,
        effective_at: effectiveAt,
        ...{ undone_at: null, settled_at: null },
      })
      if (isNew) await recordAct(tx, { at, actor, act: acts[verdict], subject: item })
      else skipped += 1
    }
    if (skipped === items.length) throw new AppError('conflict', 'moderation.already_decided')
    await outbox.publish(tx, decisionsDue, { batchId }, { runAt: effectiveAt })
    return { batchId, skipped }
  })
}

const acts = {
  approved: 'moderation.act_approved',
  refused: 'moderation.act_refused',
} as const

/**
 * Takes back what was decided a moment ago. The items wait again.
 *
 * @throws AppError `forbidden` the actor belongs to a partner organisation
 * @throws AppError `conflict`  it has taken effect, or was taken back already
 */
export async function undoDecisions(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  actor: Actor,
  batchId: string,
): Promise<void> {
  requireHost(actor)
  const at = clock.now()
  await db.transaction().execute(async (tx) => {
    const undone = await markUndone(tx, batchId, at)
    if (undone.length === 0) throw new AppError('conflict', 'moderation.too_late')
    for (const { item } of undone) {
      await recordAct(tx, { at, actor, act: 'moderation.act_undone', subject: item })
    }
  })
}
