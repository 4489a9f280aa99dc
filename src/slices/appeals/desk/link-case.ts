import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import { type Actor, recordAct, requireFreshFactor } from '../../accounts/index.ts'
import { parseAppealPath } from '../paths.ts'
import { announceChange } from '../publish.ts'
import { findStoredAppeal, updateFacts } from '../queries.ts'
import { openOwn, subjectOf } from './own-appeal.ts'

/**
 * Says which case an appeal is about. While that case is shown to readers, the page of a public
 * appeal takes state, demands and timeline from it, from now on.
 *
 * @throws AppError `forbidden` no second factor lately
 * @throws AppError `invalid` the path is none
 * @throws AppError `not_found` no such appeal, or another organisation's
 */
export async function linkCase(
  deps: Pick<Deps, 'db' | 'clock' | 'outbox'>,
  actor: Actor,
  { path, caseKey }: { path: string; caseKey: string },
): Promise<void> {
  requireFreshFactor(deps, actor)
  const key = parseAppealPath(path)
  if (!key) throw new AppError('invalid', 'appeals.not_a_path', { path })
  const at = deps.clock.now()
  await deps.db.transaction().execute(async (tx) => {
    const stored = await findStoredAppeal(tx, key)
    // In the very words that somebody else's draft is answered with.
    if (!stored) throw new AppError('not_found', 'appeals.desk_unknown')
    const appeal = await openOwn(tx, { actor, id: stored.id, at })
    if (!(await updateFacts(tx, stored.id, { ...stored.facts, caseKey }))) return
    await announceChange({ tx, outbox: deps.outbox }, stored.id, at)
    const change = { before: stored.facts.caseKey, after: caseKey, subject: subjectOf(appeal) }
    await recordAct(tx, { at, actor, act: 'appeals.act_case_linked', ...change })
  })
}
