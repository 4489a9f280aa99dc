import type { App } from '../../platform/http/types.ts'
import { gateRoutes } from './gate-routes.tsx'
import { linkRoutes } from './link-routes.tsx'
import { passkeyRoutes } from './passkeys/routes.tsx'
import type { AccountsDeps } from './types.ts'

/** What stands before the desk: signing in and out, invitations, lost passwords. */
export function accountsRoutes(server: App, deps: AccountsDeps): void {
  gateRoutes(server, deps)
  linkRoutes(server, deps)
  passkeyRoutes(server, deps)
}
