import type { Db } from '../../../platform/db/database.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Outbox } from '../../../platform/outbox/outbox.ts'
import type { Instant } from '../../../platform/time.ts'
import { type NewAct, recordAct, requireFreshFactor } from '../../accounts/index.ts'
import { foldCase } from '../fold/case-state.ts'
import type { OpenEnds } from '../fold/open-ends.ts'
import { caseChanged, milestoneReached } from '../topics.ts'
import type { Case } from '../types.ts'
import { type RecordDeps, type Recorder, requireOwnCase } from './access.ts'
import { markCaseClosed, markCasePublic } from './queries.ts'
import { requireLedger } from './record-event.ts'

/** A case that cannot be closed, with everything that has no outcome yet. */
export class CaseOpenError extends AppError {
  readonly open: OpenEnds

  constructor(open: OpenEnds) {
    const { people, groups, demands } = open
    const keys = [...people, ...groups, ...demands].map(({ key }) => key)
    super('conflict', 'cases.still_open', { count: keys.length, keys: keys.join(', ') })
    this.open = open
  }
}

/**
 * Says that a case has come to its end. Nothing can be recorded of it until it is opened again; those
 * who follow it are told.
 *
 * @throws AppError `not_found` no such case of the actor's organisation
 * @throws CaseOpenError `conflict` a person, part of a group, or a demand has no outcome
 * @throws AppError `conflict` it is closed already, or something was recorded in the meantime
 */
export async function closeCase(
  { db, clock, outbox }: RecordDeps,
  actor: Recorder,
  caseId: string,
): Promise<void> {
  const at = clock.now()
  await db.transaction().execute((tx) => endCase({ tx, outbox }, { caseId, actor, at }))
}

/** The work of `closeCase`, inside a transaction. */
export async function endCase(
  { tx, outbox }: { tx: Db; outbox: Outbox },
  { caseId, actor, at }: { caseId: string; actor: Recorder; at: Instant },
): Promise<void> {
  const found = await requireOwnCase(tx, actor, caseId)
  await requireOutcomes(tx, caseId)
  if (!(await markCaseClosed(tx, found, at))) throw new AppError('conflict', 'cases.changed_since')
  await outbox.publish(tx, caseChanged, { caseId })
  if (found.publishedAt) {
    const causeId = `${caseId} ${at}`
    await outbox.publish(tx, milestoneReached, { caseId, milestone: 'closed', causeId })
  }
  await recordAct(tx, actOn(found, { at, actor, act: 'cases.act_closed' }))
}

/**
 * For whoever ends something that rests on a case, in the transaction that does so.
 *
 * @throws CaseOpenError `conflict` a person, part of a group, or a demand has no outcome
 */
export async function requireOutcomes(tx: Db, caseId: string): Promise<void> {
  const { open } = foldCase(await requireLedger(tx, caseId))
  const isOpen = [open.people, open.groups, open.demands].some((each) => each.length > 0)
  if (isOpen) throw new CaseOpenError(open)
}

/**
 * Takes up a closed case again.
 *
 * @throws AppError `not_found` no such case of the actor's organisation
 * @throws AppError `conflict` it is open
 */
export async function reopenCase(
  { db, clock, outbox }: RecordDeps,
  actor: Recorder,
  caseId: string,
): Promise<void> {
  const at = clock.now()
  await db.transaction().execute(async (tx) => {
    const found = await requireOwnCase(tx, actor, caseId)
    if (!(await markCaseClosed(tx, found, null))) throw new AppError('conflict', 'cases.is_open')
    await outbox.publish(tx, caseChanged, { caseId })
    await recordAct(tx, actOn(found, { at, actor, act: 'cases.act_reopened' }))
  })
}

/**
 * Shows a case to readers, with all that was recorded of it, or hides it from them again. What is
 * recorded of a case that is shown is public at once.
 *
 * @throws AppError `not_found` no such case of the actor's organisation
 * @throws AppError `forbidden` the second factor was not shown a short time ago
 * @throws AppError `conflict` it is shown, or hidden, already
 */
export async function setCasePublic(
  { db, clock, outbox }: RecordDeps,
  actor: Recorder,
  { caseId, isPublic }: { caseId: string; isPublic: boolean },
): Promise<void> {
  if (actor) requireFreshFactor({ clock }, actor)
  const at = clock.now()
  await db.transaction().execute(async (tx) => {
    const found = await requireOwnCase(tx, actor, caseId)
    if (!(await markCasePublic(tx, caseId, isPublic ? at : null))) {
      throw new AppError('conflict', 'cases.is_public_already')
    }
    await outbox.publish(tx, caseChanged, { caseId })
    const act = isPublic ? 'cases.act_published' : 'cases.act_hidden'
    await recordAct(tx, actOn(found, { at, actor, act }))
  })
}

function actOn({ id, key }: Case, act: Omit<NewAct, 'subject'>): NewAct {
  return { ...act, subject: { kind: 'case', id, name: key } }
}
