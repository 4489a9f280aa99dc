import { Type } from 'typebox'
import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import type { View } from '../../platform/html/view.ts'
import type { App } from '../../platform/http/types.ts'
import {
  APPEALS_FACT,
  listAppealAddresses,
  listAppealCountries,
  listAppealTopics,
  listMonths,
} from '../appeals/index.ts'
import { findGiving, GIVING_FACT } from '../donations/index.ts'
import {
  appealsPerPart,
  type MapPart,
  partsOf,
  readPart,
  writeIndex,
  writePart,
} from './sitemap.ts'

/** Pages that there are once, whatever is published. */
const constantPages = ['/', '/missions/', '/observatory/']

/** For search engines: what there is (`/sitemap.xml`, a part for each month) and what to leave. */
export function sitemapRoutes(server: App, deps: Pick<Deps, 'reader' | 'catalogues'>): void {
  const config = { access: 'public', cached: true } as const
  const shows = { facts: [APPEALS_FACT, GIVING_FACT] }

  server.get('/sitemap.xml', { config }, async ({ view }, reply) => {
    const months = await listMonths(deps.reader)
    const urls = ['pages', ...partsOf(months, view.languages.length)].map(
      (part) => `${view.publicUrl}/sitemap/${part}.xml`,
    )
    return reply.document('application/xml', writeIndex(urls), shows)
  })

  server.get(
    '/sitemap/:file',
    { config, schema: { params: Type.Object({ file: Type.String() }) } },
    async ({ view, params }, reply) => {
      const part = readPart(params.file)
      const pages = part && (await listPages(deps, view, part))
      if (!pages || pages.length === 0) throw new AppError('not_found', 'feeds.no_such_sitemap')
      return reply.document('application/xml', writePart(view, pages), shows)
    },
  )

  server.get('/robots.txt', { config }, async ({ view }, reply) =>
    reply.document('text/plain', writeRobots(view), { facts: [] }),
  )
}

async function listPages({ reader }: Pick<Deps, 'reader'>, view: View, part: MapPart) {
  const { languages } = view
  if (part === 'pages') {
    const [countries, topics, { ways }] = await Promise.all([
      listAppealCountries(reader),
      listAppealTopics(reader),
      findGiving(reader, view.lang),
    ])
    const paths = [
      ...constantPages,
      ...(ways.length > 0 ? ['/donate/'] : []),
      ...countries.map((country) => `/countries/${country}/`),
      ...topics.map((topic) => `/topics/${topic}/`),
    ]
    return paths.map((path) => ({ path, languages }))
  }
  const { month, page } = part
  const span = { from: `${month}-01`, until: `${month}-31` }
  const limit = appealsPerPart(languages.length)
  return listAppealAddresses(reader, { ...span, limit, page })
}

/** What belongs to one person, or needs a sign-in, is of no use to a search engine. */
function writeRobots({ languages, publicUrl }: View): string {
  const closed = ['/letters/', '/confirm', '/mailbox', '/desk']
  const prefixes = ['', ...languages.map((lang) => `/${lang}`)]
  const lines = prefixes.flatMap((prefix) => closed.map((path) => `Disallow: ${prefix}${path}`))
  return ['User-agent: *', ...lines, '', `Sitemap: ${publicUrl}/sitemap.xml`, ''].join('\n')
}
