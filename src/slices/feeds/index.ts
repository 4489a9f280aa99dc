/**
 * Feeds: what others fetch to spread appeals further.
 *
 * RSS, Atom and JSON Feed of the site, of countries, topics and comments; the sitemap and
 * `robots.txt`; oEmbed and the Act box for the pages of partners. It owns no table. What was
 * corrected or withdrawn is news here as well, so that copies elsewhere follow.
 */
import type { Deps } from '../../platform/deps.ts'
import type { App } from '../../platform/http/types.ts'
import { embedRoutes } from './embed-routes.tsx'
import { feedRoutes } from './routes.ts'
import { sitemapRoutes } from './sitemap-routes.ts'

export function feedsRoutes(
  server: App,
  deps: Pick<Deps, 'reader' | 'clock' | 'catalogues' | 'veils'>,
): void {
  feedRoutes(server, deps)
  sitemapRoutes(server, deps)
  embedRoutes(server, deps)
}
