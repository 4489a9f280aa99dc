import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { isCountry } from '../../platform/countries.ts'
import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import type { View } from '../../platform/html/view.ts'
import type { App } from '../../platform/http/types.ts'
import { actorOf } from '../accounts/index.ts'
import {
  APPEALS_FACT,
  type AppealKey,
  appealPath,
  findAppealId,
  isWithdrawn,
  listAppealCountries,
  listAppeals,
  listAppealTopics,
  previewAppeal,
} from '../appeals/index.ts'
import { type CommentedPage, CommentsQuery, commentPostRoute } from '../comments/index.ts'
import { type AppealPageDeps, appealPage, appealSubject, previewPage } from './appeal.tsx'
import { caseRoutes } from './case-routes.tsx'
import { loadCalendar } from './load-calendar.ts'
import { CountryPage, HomePage, TopicPage, WithdrawnPage } from './pages.tsx'

type FrontDeps = AppealPageDeps & Pick<Deps, 'db' | 'outbox' | 'veils'>

const ITEMS_PER_PAGE = 10
const APPEAL_URL = '/:year(^\\d{4}$)/:month(^\\d{2}$)/:day(^\\d{2}$)/:slug/'

/** `/`, `/page/2/`, `/countries/KZ/`, `/topics/housing/` and the page of an appeal. */
export function frontRoutes(server: App, deps: FrontDeps): void {
  const config = { access: 'public', cached: true } as const
  const shows = { facts: [APPEALS_FACT] }

  server.get('/', { config }, async (request, reply) =>
    reply.html(await homePage(deps, request.view, 1), shows),
  )

  server.get(
    '/page/:page(^[1-9]\\d{0,5}$)/',
    { config, schema: { params: Type.Object({ page: Type.Integer() }) } },
    async (request, reply) =>
      reply.html(await homePage(deps, request.view, request.params.page), shows),
  )

  server.get(
    '/countries/:country/',
    { config, schema: { params: Type.Object({ country: Type.String() }) } },
    async (request, reply) =>
      reply.html(
        await countryPage(deps, request.view, { country: request.params.country, page: 1 }),
        shows,
      ),
  )

  server.get(
    '/countries/:country/page/:page(^[1-9]\\d{0,5}$)/',
    { config, schema: { params: Type.Object({ country: Type.String(), page: Type.Integer() }) } },
    async (request, reply) =>
      reply.html(await countryPage(deps, request.view, request.params), shows),
  )

  server.get(
    '/topics/:topic/',
    { config, schema: { params: Type.Object({ topic: Type.String() }) } },
    async (request, reply) =>
      reply.html(await topicPage(deps, request.view, request.params.topic), shows),
  )

  server.get(
    APPEAL_URL,
    {
      config,
      schema: {
        params: AppealParams,
        querystring: Type.Object({
          from: Type.Optional(Type.String()),
          ...CommentsQuery.properties,
        }),
      },
    },
    async (request, reply) => {
      const key = keyOf(request.params)
      const { from, ...comments } = request.query
      const found = await appealPage(deps, request.view, { key, from, comments })
      if (found) return reply.html(found.page, found.shows)
      if (!(await isWithdrawn(deps.reader, key))) {
        throw new AppError('not_found', 'front.no_such_appeal')
      }
      const page = <WithdrawnPage view={request.view} />
      return reply.code(410).header('cache-control', 'no-store').html(page)
    },
  )
  server.get(
    '/desk/appeals/:id/preview/',
    {
      config: { access: 'editor', framing: 'here' },
      schema: { params: Type.Object({ id: Type.String({ maxLength: 36 }) }) },
    },
    async (request, reply) => {
      const { view, params } = request
      const asked = { id: params.id, lang: view.lang }
      const appeal = await previewAppeal(deps, actorOf(request), asked)
      return reply.html(await previewPage(deps, view, appeal))
    },
  )
  caseRoutes(server, deps)
  commentPostRoute(server, deps, {
    url: `${APPEAL_URL}comments`,
    findPage: (request) => commentedPage(deps, request),
  })
}

const AppealParams = Type.Object({
  year: Type.String(),
  month: Type.String(),
  day: Type.String(),
  slug: Type.String(),
})

function keyOf({ year, month, day, slug }: Static<typeof AppealParams>): AppealKey {
  return { publishedOn: `${year}-${month}-${day}`, slug }
}

/** The page of an appeal as the room of comments asks for it. */
async function commentedPage(
  deps: FrontDeps,
  { params, view }: Pick<FastifyRequest, 'params' | 'view'>,
): Promise<CommentedPage> {
  const key = keyOf(params as Static<typeof AppealParams>)
  const id = await findAppealId(deps.reader, key)
  if (!id) throw new AppError('not_found', 'front.no_such_appeal')
  return {
    subject: appealSubject({ id }),
    path: appealPath(key),
    async render(comments) {
      const found = await appealPage(deps, view, { key, comments })
      if (!found) throw new AppError('not_found', 'front.no_such_appeal')
      return found
    },
  }
}

async function homePage({ reader }: Pick<Deps, 'reader'>, view: View, page: number) {
  const list = await listAppeals(reader, { lang: view.lang, limit: ITEMS_PER_PAGE, page })
  if (list.teasers.length === 0 && page > 1) throw new AppError('not_found', 'front.no_such_page')
  const month = list.teasers[0]?.key.publishedOn.slice(0, 7)
  const [countries, topics, calendar] = await Promise.all([
    listAppealCountries(reader),
    listAppealTopics(reader),
    month === undefined ? undefined : loadCalendar(reader, month),
  ])
  return <HomePage view={view} page={page} {...{ countries, topics, calendar }} {...list} />
}

async function countryPage(
  { reader }: Pick<Deps, 'reader'>,
  view: View,
  { page, ...asked }: { country: string; page: number },
) {
  const country = asked.country.toUpperCase()
  if (!isCountry(country)) throw new AppError('not_found', 'front.no_such_country', { country })
  const list = await listAppeals(reader, { lang: view.lang, limit: ITEMS_PER_PAGE, page, country })
  if (list.teasers.length === 0 && page > 1) throw new AppError('not_found', 'front.no_such_page')
  return <CountryPage view={view} country={country} page={page} {...list} />
}

async function topicPage({ reader }: Pick<Deps, 'reader'>, view: View, topic: string) {
  const { teasers } = await listAppeals(reader, { lang: view.lang, limit: 100, topic })
  if (teasers.length === 0) throw new AppError('not_found', 'front.no_such_topic')
  return <TopicPage view={view} topic={topic} teasers={teasers} />
}
