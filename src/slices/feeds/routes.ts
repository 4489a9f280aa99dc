import type { FastifyRequest } from 'fastify'
import { isCountry } from '../../platform/countries.ts'
import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import type { View } from '../../platform/html/view.ts'
import type { App, Shows } from '../../platform/http/types.ts'
import { countryName } from '../../platform/i18n/format.ts'
import { APPEALS_FACT, appealFact, topicName } from '../appeals/index.ts'
import { caseFact, findCaseAtAddress } from '../cases/index.ts'
import { allCommentsFact, commentsFact } from '../comments/index.ts'
import { MEDIA_FACT } from '../media/index.ts'
import { composeCaseFeed, loadCommentsFeed, loadCommentsOf, loadNewsFeed } from './load-feed.ts'
import type { Feed } from './types.ts'
import { writeAtom } from './write-atom.ts'
import { writeJsonFeed } from './write-json-feed.ts'
import { writeRss } from './write-rss.ts'

/** A feed with the facts that it shows. */
interface Loaded {
  feed: Feed
  shows: Shows
}

const formats = [
  { suffix: 'feed/', type: 'application/rss+xml', write: writeRss },
  { suffix: 'feed/atom/', type: 'application/atom+xml', write: writeAtom },
  { suffix: 'feed.json', type: 'application/feed+json', write: writeJsonFeed },
]

/** Every feed in three formats: `…/feed/` (RSS 2.0), `…/feed/atom/` and `…/feed.json`. */
export function feedRoutes(server: App, deps: Pick<Deps, 'reader' | 'clock' | 'veils'>): void {
  const addFeed = (
    base: string,
    load: (view: View, params: Record<string, string>) => Promise<Loaded>,
  ) => {
    for (const { suffix, type, write } of formats) {
      server.get(
        base + suffix,
        { config: { access: 'public', cached: true } },
        async (request: FastifyRequest, reply) => {
          const { feed, shows } = await load(request.view, request.params as Record<string, string>)
          // Anybody's page may read a feed; there is nothing in it that is for one person.
          void reply.header('access-control-allow-origin', '*')
          return reply.document(type, write(feed), shows)
        },
      )
    }
  }
  const appeals = { facts: [APPEALS_FACT, MEDIA_FACT] }

  addFeed('/', async (view) => {
    const head = headOf(view, { title: view.siteName, page: '/' })
    return { feed: found(await loadNewsFeed(deps, view, head)), shows: appeals }
  })
  addFeed('/countries/:country/', async (view, params) => {
    const country = params.country?.toUpperCase() ?? ''
    if (!isCountry(country)) throw new AppError('not_found', 'feeds.no_such_feed')
    const title = titleOf(view, countryName(view.lang, country))
    const head = headOf(view, { title, page: `/countries/${country}/` })
    return { feed: found(await loadNewsFeed(deps, view, { ...head, country })), shows: appeals }
  })
  addFeed('/topics/:topic/', async (view, { topic = '' }) => {
    const title = titleOf(view, topicName(view.t, topic))
    const head = headOf(view, { title, page: `/topics/${topic}/` })
    return { feed: found(await loadNewsFeed(deps, view, { ...head, topic })), shows: appeals }
  })
  addFeed('/cases/:case/', async (view, params) => {
    const shown = found(await findCaseAtAddress(deps, { key: params.case ?? '', lang: view.lang }))
    const feed = composeCaseFeed(deps, view, shown)
    return { feed, shows: { facts: [caseFact(shown.ledger.case.id)] } }
  })
  addFeed('/comments/', async (view) => ({
    feed: await loadCommentsFeed(deps, view),
    shows: { facts: [allCommentsFact, APPEALS_FACT] },
  }))
  addFeed('/:year(^\\d{4}$)/:month(^\\d{2}$)/:day(^\\d{2}$)/:slug/', async (view, params) => {
    const { year, month, day, slug = '' } = params
    const key = { publishedOn: `${year}-${month}-${day}`, slug }
    const { feed, appealId } = found(await loadCommentsOf(deps, view, key))
    const comments = commentsFact({ kind: 'appeal', id: appealId })
    return { feed, shows: { facts: [comments, appealFact(appealId)] } }
  })
}

function headOf(view: View, head: { title: string; page: string }) {
  return { ...head, description: view.t('feeds.description', { site: view.siteName }) }
}

function titleOf(view: View, name: string): string {
  return view.t('feeds.title', { site: view.siteName, name })
}

function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new AppError('not_found', 'feeds.no_such_feed')
  return value
}
