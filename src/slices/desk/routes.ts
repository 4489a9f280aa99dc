import type { App } from '../../platform/http/types.ts'
import { accountRoutes } from './account-routes.tsx'
import { appealsRoutes } from './appeals/routes.ts'
import { auditRoutes } from './audit-routes.tsx'
import { bundlesRoutes } from './bundles/routes.tsx'
import { casesDeskRoutes } from './cases/routes.tsx'
import { commentsRoutes } from './comments-routes.tsx'
import { gatheringsRoutes } from './gatherings/routes.tsx'
import { lettersRoutes } from './letters/routes.tsx'
import { membersRoutes } from './members-routes.tsx'
import { correctionsRoutes } from './missions/corrections-routes.tsx'
import { descriptionRoutes } from './missions/description-routes.tsx'
import { missionEditRoutes } from './missions/edit-routes.tsx'
import { importRoutes } from './missions/import-routes.tsx'
import { missionMergeRoutes } from './missions/merge-routes.tsx'
import { missionsRoutes } from './missions/routes.tsx'
import { namesRoutes } from './names/routes.tsx'
import { givingRoutes } from './settings/giving-routes.tsx'
import { settingsRoutes } from './settings/routes.tsx'
import { startRoute } from './start-route.tsx'
import type { DeskDeps } from './types.ts'
import { repliesRoutes } from './work/replies-routes.tsx'
import { workRoutes } from './work/routes.tsx'

export function deskRoutes(server: App, deps: DeskDeps): void {
  startRoute(server, deps)
  accountRoutes(server, deps)
  appealsRoutes(server, deps)
  casesDeskRoutes(server, deps)
  namesRoutes(server, deps)
  workRoutes(server, deps)
  repliesRoutes(server, deps)
  commentsRoutes(server, deps)
  bundlesRoutes(server, deps)
  gatheringsRoutes(server, deps)
  missionsRoutes(server, deps)
  missionEditRoutes(server, deps)
  descriptionRoutes(server, deps)
  missionMergeRoutes(server, deps)
  correctionsRoutes(server, deps)
  importRoutes(server, deps)
  lettersRoutes(server, deps)
  membersRoutes(server, deps)
  settingsRoutes(server, deps)
  givingRoutes(server, deps)
  auditRoutes(server, deps)
}
