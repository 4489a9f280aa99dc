import type { App } from '../../platform/http/types.ts'
import { fateRoutes } from './fate-routes.tsx'
import { followUpRoutes } from './follow-up/routes.tsx'
import { gatheringRoutes } from './gatherings/routes.ts'
import { letterRoutes } from './letter-routes.tsx'
import { observatoryRoutes } from './observatory/routes.tsx'
import { lettersMapRoute } from './pictures/letters-map.tsx'
import { replyRoutes } from './replies/routes.tsx'
import { surveyRoutes } from './survey/routes.tsx'
import type { ProtestsDeps } from './types.ts'

/** Writing a letter, confirming it, and looking up what became of it. */
export function protestsRoutes(server: App, deps: ProtestsDeps): void {
  letterRoutes(server, deps)
  fateRoutes(server, deps)
  followUpRoutes(server, deps)
  gatheringRoutes(server, deps)
  lettersMapRoute(server, deps)
  observatoryRoutes(server, deps)
  replyRoutes(server, deps)
  surveyRoutes(server, deps)
}
