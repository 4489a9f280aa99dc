import { Type } from 'typebox'
import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import { isKnown } from '../../platform/http/etag.ts'
import type { App } from '../../platform/http/types.ts'
import { MINUTE_MS, SECOND_MS } from '../../platform/time.ts'
import { readStoredFile } from './pictures/files.ts'

const types = { webp: 'image/webp', jpg: 'image/jpeg' } as const

/** A picture that is taken away, perhaps for somebody's sake, stays in no cache for longer. */
const MAX_AGE_MS = 5 * MINUTE_MS

/** `/media/<hash>-<width>.<webp|jpg>`: the files of pictures, which never change but may go. */
export function mediaRoutes(server: App, { config }: Pick<Deps, 'config'>): void {
  server.get(
    '/media/:name(^[0-9a-f]{32}-\\d{1,4}\\.(?:webp|jpg)$)',
    { config: { access: 'public' }, schema: { params: Type.Object({ name: Type.String() }) } },
    async ({ params: { name }, headers }, reply) => {
      const bytes = await readStoredFile(config.dataDir, name)
      if (!bytes) throw new AppError('not_found', 'media.no_such_picture')
      const etag = `"${name}"`
      void reply
        .header('cache-control', `public, max-age=${MAX_AGE_MS / SECOND_MS}, must-revalidate`)
        .header('etag', etag)
        // Whoever re-publishes an appeal may show its pictures.
        .header('cross-origin-resource-policy', 'cross-origin')
      if (isKnown(etag, headers['if-none-match'])) return reply.code(304).send()
      return reply.type(name.endsWith('.webp') ? types.webp : types.jpg).send(bytes)
    },
  )
}
