import type { App } from '../../../platform/http/types.ts'
import type { DeskDeps } from '../types.ts'
import { editorRoutes } from './editor-routes.tsx'
import { endRoutes } from './end-routes.tsx'
import { historyRoutes } from './history-routes.tsx'
import { listRoutes } from './list-routes.tsx'
import { overviewRoutes } from './overview-routes.tsx'
import { picturesRoutes } from './pictures-routes.tsx'
import { releaseRoutes } from './release-routes.tsx'

/** Everything that editors do with appeals. */
export function appealsRoutes(server: App, deps: DeskDeps): void {
  listRoutes(server, deps)
  overviewRoutes(server, deps)
  editorRoutes(server, deps)
  picturesRoutes(server, deps)
  historyRoutes(server, deps)
  releaseRoutes(server, deps)
  endRoutes(server, deps)
}
