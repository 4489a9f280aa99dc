import type { Deps } from '../../../platform/deps.ts'
import type { Instant } from '../../../platform/time.ts'
import { countReady, countReadyByAppeal, countReadyUpTo } from '../delivery/queue-queries.ts'
import type { Letter } from '../types.ts'
import { estimateDeparture, placeInTurn } from './estimate.ts'
import { type HostPace, type Limits, limitsOf } from './pace.ts'
import type { Queue } from './plan.ts'
import { viewQueues } from './view-queues.ts'

type ForecastDeps = Pick<Deps, 'config' | 'reader' | 'clock'>

/** Letters that wait for their turn at a mission, and when the last of them will have left. */
export interface Forecast {
  letters: number
  /** Undefined: later than anybody can tell, or the mission has no address. */
  lastAt?: Instant
}

/**
 * When the letters that wait for some missions will have left, if nothing goes wrong and no more are written.
 * Missions to which sending is stopped are treated like the others: the caller knows of the stop.
 */
export async function forecastMissions(
  deps: ForecastDeps,
  missionIds: string[],
): Promise<Map<string, Forecast>> {
  const [views, counts] = await Promise.all([
    viewEach(deps, missionIds),
    countReady(deps.reader, missionIds),
  ])
  const now = deps.clock.now()
  return new Map(
    missionIds.map((missionId): [string, Forecast] => {
      const letters = counts.get(missionId) ?? 0
      const view = views.get(missionId)
      const isKnown = view !== undefined && letters > 0
      return [
        missionId,
        { letters, lastAt: isKnown ? estimateDeparture(now, letters, view) : undefined },
      ]
    }),
  )
}

/** About when a letter that is ready will leave; undefined when nobody can tell. */
export async function forecastLetter(
  deps: ForecastDeps,
  letter: Letter,
): Promise<Instant | undefined> {
  const view = (await viewEach(deps, [letter.missionId])).get(letter.missionId)
  if (!view) return undefined
  const rank = await countReadyUpTo(deps.reader, letter)
  const others = await countReadyByAppeal(deps.reader, letter.missionId)
  const place = placeInTurn(
    rank,
    others.filter(({ appealId }) => appealId !== letter.appealId).map(({ letters }) => letters),
  )
  return estimateDeparture(deps.clock.now(), place, view)
}

async function viewEach(
  deps: ForecastDeps,
  missionIds: string[],
): Promise<Map<string, { queue: Queue; host: HostPace; limits: Limits }>> {
  const limits = limitsOf(deps.config)
  const { queues, hosts } = await viewQueues(deps, missionIds)
  return new Map(
    queues.map((queue) => [queue.missionId, { queue, host: hosts.get(queue.host) ?? {}, limits }]),
  )
}
