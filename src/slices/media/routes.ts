import { Type } from 'typebox'
import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import type { App } from '../../platform/http/types.ts'
import { readStoredFile } from './pictures/files.ts'

const types = { webp: 'image/webp', jpg: 'image/jpeg' } as const

/** `/media/<hash>-<width>.<webp|jpg>`: the files of pictures, which never change. */
export function mediaRoutes(server: App, { config }: Pick<Deps, 'config'>): void {
  server.get(
    '/media/:name(^[0-9a-f]{32}-\\d{1,4}\\.(?:webp|jpg)$)',
    { config: { access: 'public' }, schema: { params: Type.Object({ name: Type.String() }) } },
    async ({ params: { name } }, reply) => {
      const bytes = await readStoredFile(config.dataDir, name)
      if (!bytes) throw new AppError('not_found', 'media.no_such_picture')
      return (
        reply
          .type(name.endsWith('.webp') ? types.webp : types.jpg)
          .header('cache-control', 'public, max-age=31536000, immutable')
          // Whoever re-publishes an appeal may show its pictures.
          .header('cross-origin-resource-policy', 'cross-origin')
          .send(bytes)
      )
    },
  )
}
