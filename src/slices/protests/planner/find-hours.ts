import type { Db } from '../../../platform/db/database.ts'
import { findMission, type Mission } from '../../missions/index.ts'
import { type NationalDay, nationalDays } from './national-days.ts'
import { hoursOf, type OfficeHours } from './office-hours.ts'
import { listHours } from './queries.ts'

/** When the office of a mission is open, as far as anybody knows. */
export interface MissionHours {
  mission: Mission
  hours: OfficeHours
  /** Whether somebody entered them; otherwise they are what is usual in that country. */
  areEntered: boolean
  /** Where they are known from; empty when nobody was asked. */
  source: string
  /** Days of each year on which nobody is there, and by which law or calendar. */
  nationalDays: (NationalDay & { state: string })[]
}

/** Undefined when there is no such mission. */
export async function findOfficeHours(
  db: Db,
  missionId: string,
): Promise<MissionHours | undefined> {
  const mission = await findMission(db, missionId)
  if (!mission) return undefined
  const known = (await listHours(db, [missionId])).get(missionId)
  const { source = '', ...entered } = known ?? {}
  const states = [...new Set([mission.sendingState, mission.receivingState])]
  return {
    mission,
    hours: hoursOf(mission, entered),
    areEntered: known !== undefined,
    source,
    nationalDays: states.flatMap((state) => {
      const found = nationalDays[state]
      return found ? [{ state, ...found }] : []
    }),
  }
}
