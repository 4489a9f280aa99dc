import { renderToString } from 'preact-render-to-string'
import type { Deps } from '../../../platform/deps.ts'
import type { App } from '../../../platform/http/types.ts'
import { ObservatoryPage } from '../pages/observatory-page.tsx'
import { MissionsMap } from './map.tsx'
import { createObservatory, MIN_LETTERS, shareTurnedAway } from './observe.ts'

/** How missions deal with letters, as a page, a map and data. */
export function observatoryRoutes(server: App, deps: Pick<Deps, 'reader' | 'clock'>): void {
  const config = { access: 'public' } as const
  const observe = createObservatory(deps)

  server.get('/observatory/', { config }, async ({ view }, reply) =>
    reply.html(<ObservatoryPage view={view} missions={await observe()} />),
  )

  // From what was observed, which is kept: the picture is made anew within the same ten minutes.
  server.get('/observatory/map.svg', { config }, async ({ view }, reply) => {
    const map = <MissionsMap view={view} missions={await observe()} />
    return reply.document('image/svg+xml', renderToString(map))
  })

  server.get('/observatory.json', { config }, async () => ({
    minimum_letters: MIN_LETTERS,
    missions: (await observe()).map(({ mission, ...each }) => ({
      id: mission.id,
      sending_state: mission.sendingState,
      receiving_state: mission.receivingState,
      type: mission.type,
      city: mission.city ?? null,
      taken: each.taken,
      refused: each.refused,
      bounced: each.bounced,
      share_turned_away: shareTurnedAway(each) ?? null,
      handed_in: each.handedIn,
      door_attempts: each.doorAttempts,
      door_refusals: each.doorRefusals,
      reply_rate: each.replyRate ?? null,
      median_days_to_reply: each.medianDays ?? null,
    })),
  }))
}
