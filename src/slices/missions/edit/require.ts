import type { Db } from '../../../platform/db/database.ts'
import { AppError } from '../../../platform/errors.ts'
import { findMissionRecord } from '../queries.ts'

/** @throws AppError `not_found` no such mission, or it is gone */
export async function requireMission(tx: Db, id: string) {
  const mission = await findMissionRecord(tx, id)
  if (!mission) throw new AppError('not_found', 'missions.unknown_mission', { id })
  return mission
}
