import { join } from 'node:path'
import { packageDir } from '../platform/config.ts'
import { migrate } from '../platform/db/migrate.ts'
import { loadAssets } from '../platform/html/assets.ts'
import { closeServer, createServer } from '../platform/http/server.ts'
import type { App } from '../platform/http/types.ts'
import { runWorker } from '../platform/outbox/worker.ts'
import { requireSameKey } from '../platform/same-key.ts'
import { SECOND_MS } from '../platform/time.ts'
import { createGuard, inviteFirstAdministrator } from '../slices/accounts/index.ts'
import type { AppDeps } from './deps.ts'
import { operationsRoutes } from './operations.ts'
import { handlers, migrations, routes, timetables } from './rooms.ts'

/** The server with every room's routes, not yet listening. */
export async function buildServer(deps: AppDeps): Promise<App> {
  const assets = loadAssets(join(packageDir, 'assets'))
  const server = await createServer({ ...deps, assets, guard: createGuard(deps) })
  operationsRoutes(server, deps)
  for (const addRoutes of routes) addRoutes(server, deps)
  await server.ready()
  return server
}

/**
 * Serves pages, does background work, or both, as `ROLE` says, until the signal comes; then
 * finishes what is in hand.
 *
 * @param onListening is called once readers can be served, with the address and, as long as nobody
 * administers the installation, a link for whoever shall; it is never logged
 */
export async function serve(
  deps: AppDeps,
  signal: AbortSignal,
  onListening: (address: string, invitation: string | undefined) => void = () => {},
): Promise<void> {
  const { config, log } = deps
  await migrate(deps.db, migrations)
  await requireSameKey(deps)
  await deps.settings.reload()
  followSettings(deps, signal)

  const stopWork = new AbortController()
  const workSignal = AbortSignal.any([signal, stopWork.signal])
  const work =
    config.role === 'web'
      ? Promise.resolve()
      : runWorker(deps, { handlers, timetables }, workSignal)
  if (config.role === 'worker') return work

  const server = await buildServer(deps)
  const address = await server
    .listen({ host: config.host, port: config.port })
    .catch(async (error) => {
      // Whoever called closes the database next, under the hands of a worker that goes on.
      stopWork.abort()
      await Promise.all([server.close(), work])
      throw error
    })
  log.info({ address, role: config.role, mail: config.mail }, 'listening')
  onListening(address, await inviteFirstAdministrator(deps))
  if (!signal.aborted) {
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true })
    })
  }
  await closeServer(server)
  await work
}

/** Besides what is told at once to the process that serves: a worker looks every few seconds. */
const SETTINGS_EVERY_MS = 5 * SECOND_MS

function followSettings({ settings, log }: AppDeps, signal: AbortSignal): void {
  const timer = setInterval(() => {
    settings.reload().catch((error) => log.error({ err: error }, 'settings could not be read'))
  }, SETTINGS_EVERY_MS)
  timer.unref()
  signal.addEventListener('abort', () => clearInterval(timer), { once: true })
}
