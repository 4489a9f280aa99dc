import { renderToString } from 'preact-render-to-string'
import { Type } from 'typebox'
import type { Deps } from '../../platform/deps.ts'
import { AppError } from '../../platform/errors.ts'
import type { View } from '../../platform/html/view.ts'
import type { App } from '../../platform/http/types.ts'
import { appealFact, findAppeal, isWithdrawn, parseAppealPath } from '../appeals/index.ts'
import { EmbedFrame, EmbedMessage, EmbedPage } from './embed-pages.tsx'

const WIDTH = 480
/** High enough that nothing has to be scrolled, in languages with long words too. */
const HEIGHT = 600
const HEIGHT_WHEN_NARROW = 840
const NARROW_WIDTH = 400
const CACHE_SECONDS = 3600

/** The Act box for frames on other sites, and oEmbed (https://oembed.com), which leads to it. */
export function embedRoutes(server: App, deps: Pick<Deps, 'reader'>): void {
  server.get(
    '/embed/:year(^\\d{4}$)/:month(^\\d{2}$)/:day(^\\d{2}$)/:slug/',
    {
      config: { access: 'public', cached: true, isSpread: true, framing: 'anywhere' },
      schema: {
        params: Type.Object({
          year: Type.String(),
          month: Type.String(),
          day: Type.String(),
          slug: Type.String(),
        }),
      },
    },
    async ({ view, params }, reply) => {
      const { year, month, day, slug } = params
      const key = { publishedOn: `${year}-${month}-${day}`, slug }
      const appeal = await findAppeal(deps.reader, key, view.lang)
      if (appeal) {
        const shows = { facts: [appealFact(appeal.id)], isByCountry: true }
        return reply.html(<EmbedPage view={view} appeal={appeal} />, shows)
      }
      const isGone = await isWithdrawn(deps.reader, key)
      const text = view.t(isGone ? 'feeds.embed_withdrawn' : 'feeds.embed_missing')
      void reply.code(isGone ? 410 : 404).header('cache-control', 'no-store')
      return reply.html(<EmbedMessage view={view} text={text} />)
    },
  )

  server.get(
    '/oembed',
    {
      config: { access: 'public' },
      schema: {
        querystring: Type.Object({
          url: Type.String({ maxLength: 2000 }),
          format: Type.Optional(Type.String({ maxLength: 20 })),
          maxwidth: Type.Optional(Type.Integer({ minimum: 1 })),
          maxheight: Type.Optional(Type.Integer({ minimum: 1 })),
        }),
      },
    },
    async ({ view, query }, reply) => {
      void reply.header('access-control-allow-origin', '*')
      if (query.format !== undefined && query.format !== 'json') {
        return reply.code(501).send({ error: { code: 'not_implemented' } })
      }
      const width = Math.min(WIDTH, query.maxwidth ?? WIDTH)
      const wanted = width < NARROW_WIDTH ? HEIGHT_WHEN_NARROW : HEIGHT
      const height = Math.min(wanted, query.maxheight ?? wanted)
      return reply.send(await describeEmbed(deps, view, { url: query.url, width, height }))
    },
  )
}

async function describeEmbed(
  { reader }: Pick<Deps, 'reader'>,
  view: View,
  { url, width, height }: { url: string; width: number; height: number },
): Promise<object> {
  const place = readAddress(view, url)
  const appeal = place && (await findAppeal(reader, place.key, place.lang ?? view.lang))
  if (!appeal) throw new AppError('not_found', 'feeds.no_such_embed')
  const prefix = place.lang ? `/${place.lang}` : ''
  const src = `${view.publicUrl}${prefix}/embed${appeal.path}`
  const title = view.t('feeds.embed_frame', { title: appeal.title })
  return {
    version: '1.0',
    type: 'rich',
    provider_name: view.siteName,
    provider_url: `${view.publicUrl}/`,
    title: appeal.title,
    author_name: view.organisation,
    author_url: `${view.publicUrl}/`,
    cache_age: CACHE_SECONDS,
    width,
    height,
    html: renderToString(<EmbedFrame src={src} title={title} width={width} height={height} />),
  }
}

/** Which appeal, in which language, an address of this site leads to. */
function readAddress(view: View, address: string) {
  if (!URL.canParse(address)) return undefined
  const { host, pathname } = new URL(address)
  if (host !== new URL(view.publicUrl).host) return undefined
  const lang = view.languages.find((each) => pathname.startsWith(`/${each}/`))
  const key = parseAppealPath(lang ? pathname.slice(lang.length + 1) : pathname)
  return key && { lang, key }
}
