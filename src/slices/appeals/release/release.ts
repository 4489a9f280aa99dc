import type { Db } from '../../../platform/db/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { newId } from '../../../platform/ids.ts'
import type { Instant } from '../../../platform/time.ts'
import { type Actor, recordAct, requireFreshFactor } from '../../accounts/index.ts'
import { type DeskAppeal, openOwn, subjectOf } from '../desk/own-appeal.ts'
import { listAuthorsSince } from '../sheets/queries.ts'
import { releaseOverridden } from '../topics.ts'
import { carryOut } from './carry-out.ts'
import { missingCheckpoints } from './checklist.ts'
import { listPending, type PendingSheet } from './pending.ts'
import { insertRelease, markReleaseDone } from './queries.ts'

type ReleaseDeps = Pick<Deps, 'db' | 'clock' | 'outbox'>

/** What somebody decides who has looked at an appeal. */
export interface ReleaseDecision {
  appealId: string
  /** By language, the revisions that they looked at. */
  revisions: Record<string, string>
  checked: readonly string[]
  /** Why the second pair of eyes is done without. */
  overrideReason: string
  /** When it becomes public; at once, when left out. */
  releaseAt?: Instant
  /** Letters that wait and keep to the old wording get the new one. */
  reword: boolean
}

const MIN_REASON_CHARS = 10

/**
 * Releases what an appeal's editors have written, at once or at a time to come. It takes a second
 * person: whoever wrote any of it since the last release may not, but with a reason, of which the
 * administrators hear by mail. The decision, and each refusal for this reason, stands in the audit
 * log.
 *
 * @returns what is wrong with the form, or undefined when it is decided
 * @throws AppError `forbidden` no second factor lately, or the actor wrote some of it
 * @throws AppError `not_found` no such appeal, or another organisation's
 * @throws AppError `conflict` nothing waits for release, it is unfinished, somebody has saved since
 *   the actor looked, or a release is planned already
 */
export async function decideRelease(
  deps: ReleaseDeps,
  actor: Actor,
  decision: ReleaseDecision,
): Promise<FieldErrors | undefined> {
  requireFreshFactor(deps, actor)
  const at = deps.clock.now()
  const errors = checkForm(decision, at)
  if (errors) return errors
  const isOwn = await deps.db.transaction().execute(async (tx) => {
    const appeal = await openOwn(tx, { actor, id: decision.appealId, at })
    const pending = await requirePending(tx, appeal, decision)
    const authors = await listAuthorsSince(tx, appeal.id, appeal.sheets)
    const reason = decision.overrideReason.trim()
    if (authors.has(actor.memberId) && reason === '') return true
    await decide(tx, deps, { actor, appeal, pending, decision, at })
    return false
  })
  if (!isOwn) return undefined
  await noteRefusal(deps, actor, decision.appealId)
  throw new AppError('forbidden', 'appeals.release_own')
}

/** Whether somebody wrote any of what waits for release, and so needs a reason to release it. */
export async function isAuthor(db: Db, appeal: DeskAppeal, actor: Actor): Promise<boolean> {
  return (await listAuthorsSince(db, appeal.id, appeal.sheets)).has(actor.memberId)
}

function checkForm(
  { checked, overrideReason, releaseAt }: ReleaseDecision,
  now: Instant,
): FieldErrors | undefined {
  const errors: FieldErrors = {}
  const missing = missingCheckpoints(checked)
  for (const point of missing) errors[`check.${point}`] = { key: 'appeals.release_unchecked' }
  const reason = overrideReason.trim()
  if (reason !== '' && reason.length < MIN_REASON_CHARS) {
    const values = { limit: MIN_REASON_CHARS }
    errors.override = { key: 'platform.field_too_short', values }
  }
  if (releaseAt !== undefined && releaseAt <= now) {
    errors.release_at = { key: 'appeals.release_past' }
  }
  return Object.keys(errors).length > 0 ? errors : undefined
}

async function requirePending(
  tx: Db,
  appeal: DeskAppeal,
  { revisions }: ReleaseDecision,
): Promise<PendingSheet[]> {
  if (appeal.withdrawnAt) throw new AppError('conflict', 'appeals.release_withdrawn')
  const pending = await listPending(tx, appeal)
  const chosen = pending.filter(({ language }) => revisions[language] !== undefined)
  if (chosen.length === 0) throw new AppError('conflict', 'appeals.release_nothing')
  const isStale = chosen.some(({ language, head }) => revisions[language] !== head.id)
  if (isStale || chosen.length < Object.keys(revisions).length) {
    throw new AppError('conflict', 'appeals.release_stale')
  }
  const isUnfinished = chosen.some(({ errors }) => Object.keys(errors).length > 0)
  const isOriginalMissing = !appeal.publishedAt && revisions[appeal.originalLanguage] === undefined
  if (isUnfinished || isOriginalMissing) {
    throw new AppError('conflict', 'appeals.release_unfinished')
  }
  return chosen
}

interface Decided {
  actor: Actor
  appeal: DeskAppeal
  pending: PendingSheet[]
  decision: ReleaseDecision
  at: Instant
}

async function decide(
  tx: Db,
  { outbox }: ReleaseDeps,
  { actor, appeal, pending, decision, at }: Decided,
): Promise<void> {
  const { releaseAt, reword, checked } = decision
  const reason = decision.overrideReason.trim() || undefined
  const revisions = Object.fromEntries(pending.map(({ language, head }) => [language, head.id]))
  const id = newId()
  const isNew = await insertRelease(tx, {
    id,
    appeal_id: appeal.id,
    decided_at: at,
    decided_by: actor.memberId,
    decided_by_name: actor.name,
    override_reason: reason ?? null,
    checked: JSON.stringify(checked),
    revisions: JSON.stringify(revisions),
    reword: reword ? 1 : 0,
    release_at: releaseAt ?? at,
    done_at: null,
    cancelled_at: null,
    problem: null,
  })
  if (!isNew) throw new AppError('conflict', 'appeals.release_planned_already')
  if (releaseAt === undefined) {
    await carryOut({ tx, outbox }, { appealId: appeal.id, revisions, reword }, at)
    await markReleaseDone(tx, id, at)
  }
  await recordAct(tx, {
    ...{ at, actor, act: actOf(appeal, releaseAt) },
    // What is released at this moment has its address from now on.
    subject: { ...subjectOf(appeal), ...(releaseAt === undefined && { name: appeal.path }) },
    after: { languages: Object.keys(revisions), checked, reword, releaseAt, override: reason },
  })
  if (reason !== undefined) await outbox.publish(tx, releaseOverridden, { releaseId: id })
}

function actOf(appeal: DeskAppeal, releaseAt: Instant | undefined): string {
  if (releaseAt !== undefined) return 'appeals.act_planned'
  return appeal.publishedAt ? 'appeals.act_corrected' : 'appeals.act_released'
}

async function noteRefusal({ db, clock }: ReleaseDeps, actor: Actor, appealId: string) {
  await recordAct(db, {
    ...{ at: clock.now(), actor, act: 'appeals.act_own_release_refused' },
    subject: { kind: 'appeal', id: appealId },
  })
}
