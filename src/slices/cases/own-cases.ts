import type { Db } from '../../platform/db/database.ts'
import { AppError } from '../../platform/errors.ts'
import type { Instant } from '../../platform/time.ts'
import { type Alarm, caseAlarms } from './fold/alarms.ts'
import { loadCase, type ShownCase } from './load-case.ts'
import { listCases } from './queries.ts'
import { type Recorder, requireOwnCase } from './record/access.ts'
import type { Case } from './types.ts'

/** Cases of the actor's organisation with what calls for somebody, the newest first. */
export async function listOwnCases(
  db: Db,
  actor: Recorder,
  { beforeId, limit, now }: { beforeId?: string; limit: number; now: Instant },
): Promise<{ case: Case; alarms: Alarm[] }[]> {
  const { organisation } = actor ?? {}
  const organisationId = organisation?.isHost ? undefined : organisation?.id
  const cases = await listCases(db, { organisationId, beforeId, limit })
  const listed: { case: Case; alarms: Alarm[] }[] = []
  for (const each of cases) {
    const found = each.closedAt ? undefined : await loadCase(db, each)
    const alarms = found ? caseAlarms(found.ledger, found.state, now) : []
    listed.push({ case: each, alarms })
  }
  return listed
}

/**
 * A case with everything that follows from its ledger, also while readers do not see it.
 *
 * @throws AppError `not_found` no such case, or one of another organisation
 */
export async function findOwnCase(db: Db, actor: Recorder, caseId: string): Promise<ShownCase> {
  const found = await loadCase(db, await requireOwnCase(db, actor, caseId))
  if (!found) throw new AppError('not_found', 'cases.not_found')
  return found
}
