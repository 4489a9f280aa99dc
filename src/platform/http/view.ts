import type { FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { guessCountry } from '../countries.ts'
import type { Assets } from '../html/assets.ts'
import type { View } from '../html/view.ts'
import type { Catalogues } from '../i18n/catalogues.ts'
import { directionOf } from '../i18n/format.ts'
import { chooseLanguage, parseAcceptLanguage } from '../i18n/negotiate.ts'
import { remember } from '../remember.ts'
import type { Reader } from './cached-pages.ts'
import { languagePrefixOf } from './language.ts'

interface ViewDeps {
  config: Config
  catalogues: Catalogues
  readerOf: (acceptLanguage?: string) => Reader
  assets: Assets
}

const MAX_REMEMBERED = 1000
/** What stands further back is wanted least, and no browser sends so much. */
const MAX_LANGUAGE_CHARS = 500

/** Remembers what each `Accept-Language` means; browsers send few different ones. */
export function createReaderOf(
  catalogues: Catalogues,
  config: Pick<Config, 'languages'>,
): (acceptLanguage?: string) => Reader {
  const readerOf = remember(MAX_REMEMBERED, (key) => {
    const [offered = '', acceptLanguage = ''] = key.split('\n')
    return {
      lang: chooseLanguage(parseAcceptLanguage(acceptLanguage), offered.split(' ')),
      country: guessCountry(acceptLanguage) ?? '',
    }
  })
  return (acceptLanguage = '') =>
    readerOf(
      `${languagesOffered(catalogues, config).join(' ')}\n${acceptLanguage.slice(0, MAX_LANGUAGE_CHARS)}`,
    )
}

/** Those that are wanted and can be had; all of them when none is. */
function languagesOffered(
  { languages }: Catalogues,
  config: Pick<Config, 'languages'>,
): readonly string[] {
  const wanted = config.languages
  if (!wanted) return languages
  const offered = languages.filter((each) => wanted.includes(each))
  return offered.length > 0 ? offered : languages
}

/** What pages may know of a request: its language and addresses, nothing of the person. */
export function createView(
  request: Pick<FastifyRequest, 'raw' | 'url' | 'headers' | 'routeOptions'>,
  { config, catalogues, assets, readerOf }: ViewDeps,
): View {
  const prefix = languagePrefixOf(request.raw)
  const reader = readerOf(request.headers['accept-language'])
  const lang = prefix ?? reader.lang
  const path = asInRoute(request)
  return {
    lang,
    dir: directionOf(lang),
    t: catalogues.translator(lang),
    path,
    link: (path) => (prefix ? `/${prefix}${path}` : path),
    inLanguage: (other) => `/${other}${path}`,
    languages: languagesOffered(catalogues, config),
    siteName: config.siteName,
    logo: config.logo,
    organisation: config.organisation,
    aboutUrl: config.aboutUrl,
    publicUrl: config.publicUrl,
    demo: config.demo,
    assets: { ...pathsOf(assets), style: assets.styleWith(config.accent).path },
    guessedCountry: reader.country || undefined,
  }
}

/** Routes answer with and without the last slash; the page's own address has it or not, as its route does. */
function asInRoute({ url, routeOptions }: Pick<FastifyRequest, 'url' | 'routeOptions'>): string {
  const [, path = '', slash = '', query = ''] = /^([^?]*?)(\/?)(\?.*)?$/s.exec(url) ?? []
  const route = routeOptions.url
  const wanted = route === undefined ? slash : route.endsWith('/') ? '/' : ''
  return path + wanted + query
}

function pathsOf({ style, deskStyle, icon, scripts }: Assets): View['assets'] {
  const paths = Object.entries(scripts).map(([name, { path }]) => [name, path])
  return {
    style: style.path,
    deskStyle: deskStyle.path,
    icon: icon.path,
    scripts: Object.fromEntries(paths),
  }
}
