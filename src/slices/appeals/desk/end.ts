import type { Db } from '../../../platform/db/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import type { FieldErrors } from '../../../platform/http/fields.ts'
import { type Actor, recordAct, requireFreshFactor } from '../../accounts/index.ts'
import { findCaseByKey, requireOutcomes } from '../../cases/index.ts'
import { listPicturesOf } from '../picture-queries.ts'
import { announceChange } from '../publish.ts'
import { eraseDraft, findCaseKey, markClosed, markReopened } from '../queries.ts'
import { markReleaseCancelled } from '../release/queries.ts'
import { appealClosed, picturesLeft } from '../topics.ts'
import { limits } from '../types.ts'
import { takeBack } from '../withdraw.ts'
import { type DeskAppeal, openOwn, subjectOf } from './own-appeal.ts'

type EndDeps = Pick<Deps, 'db' | 'clock' | 'outbox'>

/** Looks at an appeal before it is closed. @throws AppError `conflict` it may not be closed yet */
type ClosingRule = (tx: Db, appeal: DeskAppeal) => Promise<void>

/** All have to agree; a room that knows more of how a case stands adds its rule here. */
const closingRules: readonly ClosingRule[] = [requirePublic, requireCaseOutcomes]

/**
 * Closes an appeal that has come to its end: its page says how, and offers no letter any more.
 * With `takeBack` letters that wait do not leave.
 *
 * @returns what is wrong with the form, or undefined when it is closed
 * @throws AppError `forbidden` no second factor lately
 * @throws AppError `not_found` no such appeal, or another organisation's
 * @throws AppError `conflict` it is not public, is closed already, or a rule refuses
 */
export async function closeAppeal(
  deps: EndDeps,
  actor: Actor,
  closing: { appealId: string; outcomes: Record<string, string>; takeBack: boolean },
): Promise<FieldErrors | undefined> {
  requireFreshFactor(deps, actor)
  const at = deps.clock.now()
  return deps.db.transaction().execute(async (tx) => {
    const appeal = await openOwn(tx, { actor, id: closing.appealId, at })
    const outcomes = tidyOutcomes(appeal, closing.outcomes)
    const errors = checkOutcomes(appeal, outcomes)
    if (errors) return errors
    for (const rule of closingRules) await rule(tx, appeal)
    if (!(await markClosed(tx, appeal.id, { at, outcomes }))) {
      throw new AppError('conflict', 'appeals.not_public')
    }
    await markReleaseCancelled(tx, appeal.id, { at, problem: 'appeals.closed_already' })
    await announceChange({ tx, outbox: deps.outbox }, appeal.id, at)
    const fact = { appealId: appeal.id, takeBack: closing.takeBack }
    await deps.outbox.publish(tx, appealClosed, fact)
    await recordAct(tx, {
      ...{ at, actor, act: 'appeals.act_closed', subject: subjectOf(appeal) },
      after: { outcomes, takeBack: closing.takeBack },
    })
    return undefined
  })
}

/**
 * Takes a closing back: letters are offered again.
 *
 * @throws AppError `forbidden`, `not_found` as `closeAppeal`
 * @throws AppError `conflict` it is not closed
 */
export async function reopenAppeal(deps: EndDeps, actor: Actor, appealId: string): Promise<void> {
  requireFreshFactor(deps, actor)
  const at = deps.clock.now()
  await deps.db.transaction().execute(async (tx) => {
    const appeal = await openOwn(tx, { actor, id: appealId, at })
    if (!(await markReopened(tx, appealId, at))) {
      throw new AppError('conflict', 'appeals.not_closed')
    }
    await announceChange({ tx, outbox: deps.outbox }, appealId, at)
    await recordAct(tx, { at, actor, act: 'appeals.act_reopened', subject: subjectOf(appeal) })
  })
}

/**
 * Takes a public appeal back for good, with everything that follows from `withdrawAppeal`. Its pictures may
 * stay where something else shows them only when somebody says that they endanger nobody.
 *
 * @returns what is wrong with the form, or undefined when it is withdrawn
 * @throws AppError `forbidden`, `not_found` as `closeAppeal`
 * @throws AppError `conflict` it is not public
 */
export async function withdrawFromDesk(
  deps: EndDeps,
  actor: Actor,
  { appealId, reason, barPictures }: { appealId: string; reason: string; barPictures: boolean },
): Promise<FieldErrors | undefined> {
  requireFreshFactor(deps, actor)
  if (reason.trim() === '') return { reason: { key: 'platform.field_required' } }
  const at = deps.clock.now()
  await deps.db.transaction().execute(async (tx) => {
    const appeal = await openOwn(tx, { actor, id: appealId, at })
    await takeBack({ tx, outbox: deps.outbox }, appeal.key, { at, barPictures })
    await recordAct(tx, {
      ...{ at, actor, act: 'appeals.act_withdrawn', subject: subjectOf(appeal) },
      after: { reason: reason.trim(), barPictures },
    })
  })
  return undefined
}

/**
 * Throws a draft away with all its revisions, and from the outbox its pictures that nothing else shows.
 * What was public is withdrawn instead.
 *
 * @throws AppError `not_found` no such appeal, or another organisation's
 * @throws AppError `conflict` it is or was public
 */
export async function discardDraft(
  { db, clock, outbox }: EndDeps,
  actor: Actor,
  appealId: string,
): Promise<void> {
  const at = clock.now()
  await db.transaction().execute(async (tx) => {
    const appeal = await openOwn(tx, { actor, id: appealId, at })
    const pictureIds = await listPicturesOf(tx, appealId)
    if (appeal.publishedAt || !(await eraseDraft(tx, appealId))) {
      throw new AppError('conflict', 'appeals.discard_public')
    }
    if (pictureIds.length > 0) await outbox.publish(tx, picturesLeft, { pictureIds })
    // Its words are gone, also from the log.
    await recordAct(tx, {
      ...{ at, actor, act: 'appeals.act_discarded', subject: subjectOf(appeal) },
    })
  })
}

async function requirePublic(_: Db, appeal: DeskAppeal): Promise<void> {
  if (appeal.stage === 'closed') throw new AppError('conflict', 'appeals.closed_already')
  if (appeal.stage !== 'public') throw new AppError('conflict', 'appeals.not_public')
}

/** The refusal names the people and demands that have no outcome yet. */
async function requireCaseOutcomes(tx: Db, { id }: DeskAppeal): Promise<void> {
  const caseKey = await findCaseKey(tx, id)
  if (caseKey === undefined) return
  const found = await findCaseByKey(tx, caseKey)
  if (found) await requireOutcomes(tx, found.id)
}

function tidyOutcomes(
  { sheets }: DeskAppeal,
  outcomes: Record<string, string>,
): Record<string, string> {
  const said = sheets.map(({ language }) => {
    const sentence = (outcomes[language] ?? '').replace(/\s+/g, ' ').trim()
    return [language, sentence] as const
  })
  return Object.fromEntries(said.filter(([, sentence]) => sentence !== ''))
}

function checkOutcomes(
  { originalLanguage }: DeskAppeal,
  outcomes: Record<string, string>,
): FieldErrors | undefined {
  const errors: FieldErrors = {}
  if (!outcomes[originalLanguage]) {
    errors[`outcome.${originalLanguage}`] = { key: 'platform.field_required' }
  }
  for (const [language, sentence] of Object.entries(outcomes)) {
    if (sentence.length <= limits.callChars) continue
    const values = { limit: limits.callChars }
    errors[`outcome.${language}`] = { key: 'platform.field_too_long', values }
  }
  return Object.keys(errors).length > 0 ? errors : undefined
}
