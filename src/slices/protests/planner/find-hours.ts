import type { Db } from '../../../platform/db/database.ts'
import { findMission, type Mission } from '../../missions/index.ts'
import { hoursOf, type OfficeHours } from './office-hours.ts'
import { listHours } from './queries.ts'

/** When the office of a mission is open, as far as anybody knows. */
export interface MissionHours {
  mission: Mission
  hours: OfficeHours
  /** Whether somebody entered them; otherwise they are what is usual in that country. */
  areEntered: boolean
}

/** Undefined when there is no such mission. */
export async function findOfficeHours(
  db: Db,
  missionId: string,
): Promise<MissionHours | undefined> {
  const mission = await findMission(db, missionId)
  if (!mission) return undefined
  const known = (await listHours(db, [missionId])).get(missionId)
  return { mission, hours: hoursOf(mission, known), areEntered: known !== undefined }
}
