import type { Db } from '../../../platform/db/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Actor } from '../../accounts/index.ts'
import { findCase } from '../queries.ts'
import type { Case } from '../types.ts'

/** Somebody at the desk; undefined for whoever works on the server itself. */
export type Recorder = Actor | undefined

export type RecordDeps = Pick<Deps, 'db' | 'clock' | 'outbox'>

/** Whether a case is this person's to see at the desk and to work on. */
export function isOwnCase(actor: Recorder, { organisationId }: Case): boolean {
  if (!actor) return true
  return organisationId === undefined
    ? actor.organisation.isHost
    : actor.organisation.id === organisationId
}

/**
 * @throws AppError `not_found` no such case, or one of another organisation: nobody is told that it
 * exists
 */
export async function requireOwnCase(db: Db, actor: Recorder, caseId: string): Promise<Case> {
  const found = await findCase(db, caseId)
  if (!found || !isOwnCase(actor, found)) throw new AppError('not_found', 'cases.not_found')
  return found
}
