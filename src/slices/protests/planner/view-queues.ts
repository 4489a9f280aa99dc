import type { Deps } from '../../../platform/deps.ts'
import { findMissionsById, type Mission } from '../../missions/index.ts'
import { emailOf, hostOf } from '../recipient.ts'
import { hoursOf } from './office-hours.ts'
import type { HostPace } from './pace.ts'
import type { Queue } from './plan.ts'
import { type KnownPace, listHosts, listHours, listPaces } from './queries.ts'

/** What the planner has to know of some missions. */
interface QueuesView {
  missions: ReadonlyMap<string, Mission>
  paces: ReadonlyMap<string, KnownPace>
  /** Those missions that have an address. */
  queues: Queue[]
  hosts: ReadonlyMap<string, HostPace>
}

/** Gathers what decides on the turns of some missions; unknown ids are left out. */
export async function viewQueues(
  { reader }: Pick<Deps, 'reader'>,
  missionIds: string[],
): Promise<QueuesView> {
  const missions = await findMissionsById(reader, missionIds)
  const paces = await listPaces(reader, missionIds)
  const hours = await listHours(reader, missionIds)
  // A mission that was merged stands under its old id, where letters of it still wait.
  const queues = [...missions].flatMap(([id, mission]): Queue[] => {
    const email = emailOf(mission)
    if (email === undefined) return []
    const pace = paces.get(id) ?? {}
    return [{ missionId: id, host: hostOf(email), pace, hours: hoursOf(mission, hours.get(id)) }]
  })
  const hosts = await listHosts(reader, [...new Set(queues.map(({ host }) => host))])
  return { missions, paces, queues, hosts }
}
