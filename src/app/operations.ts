import { sql } from 'kysely'
import type { App } from '../platform/http/types.ts'
import type { AppDeps } from './deps.ts'

/**
 * What a supervisor asks: `/healthz` whether the process runs, `/readyz` whether it can serve
 * (the database answers, and the process is not stopping).
 */
export function operationsRoutes(server: App, { reader }: Pick<AppDeps, 'reader'>): void {
  let isStopping = false
  server.addHook('preClose', async () => {
    isStopping = true
  })
  server.get('/healthz', { config: { access: 'public' } }, (_request, reply) =>
    reply.type('text/plain').send('ok\n'),
  )
  server.get('/readyz', { config: { access: 'public' } }, async (_request, reply) => {
    const isReady = !isStopping && (await databaseAnswers(reader))
    return reply
      .code(isReady ? 200 : 503)
      .type('text/plain')
      .send(isReady ? 'ready\n' : 'not ready\n')
  })
}

async function databaseAnswers(reader: AppDeps['reader']): Promise<boolean> {
  return sql`select 1`.execute(reader).then(
    () => true,
    () => false,
  )
}
