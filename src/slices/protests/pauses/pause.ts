import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { type Actor, recordAct, requireHost } from '../../accounts/index.ts'
import { markResumed } from '../delivery/queue-queries.ts'
import type { PauseKind } from '../types.ts'
import { insertPause, markPauseEnded } from './queries.ts'

/** An appeal or a mission, with the name it has for the audit log. */
export interface PauseSubject {
  kind: PauseKind
  id: string
  name?: string
}

/**
 * Lets no letter of an appeal, or to a mission, leave until `resumeLetters`. Letters are still
 * taken, confirmed and counted; their writers see that they wait. What is in the hands of a worker
 * at this moment cannot be caught any more.
 *
 * @throws AppError `forbidden` the actor belongs to a partner organisation
 * @throws AppError `conflict`  it is paused already
 */
export async function pauseLetters(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  actor: Actor,
  { subject, reason }: { subject: PauseSubject; reason: string },
): Promise<void> {
  requireHost(actor)
  const at = clock.now()
  await db.transaction().execute(async (tx) => {
    const isPaused = await insertPause(tx, {
      id: newId(),
      kind: subject.kind,
      subject_id: subject.id,
      reason,
      paused_at: at,
      paused_by: actor.name,
      ended_at: null,
      ended_by: null,
    })
    if (!isPaused) throw new AppError('conflict', 'protests.already_paused')
    await recordAct(tx, { at, actor, act: 'protests.act_paused', subject, after: { reason } })
  })
}

/**
 * Lets letters leave again: ends a pause of the desk, and for a mission also the stop that its
 * server's refusals brought about.
 *
 * @throws AppError `forbidden` the actor belongs to a partner organisation
 * @throws AppError `conflict`  nothing was paused or stopped
 */
export async function resumeLetters(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  actor: Actor,
  subject: PauseSubject,
): Promise<void> {
  requireHost(actor)
  const at = clock.now()
  await db.transaction().execute(async (tx) => {
    const pause = { kind: subject.kind, subjectId: subject.id }
    const hasEnded = await markPauseEnded(tx, pause, { at, by: actor.name })
    const isResumed = subject.kind === 'mission' && (await markResumed(tx, subject.id))
    if (!hasEnded && !isResumed) throw new AppError('conflict', 'protests.not_paused')
    await recordAct(tx, { at, actor, act: 'protests.act_resumed', subject })
  })
}
